// A month's roster: the coordinator says what shifts need, has a plan made, sees why, locks and publishes; the guide sees her
// shifts on a phone, says when she can and gives one up; a colleague takes it, without script too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, stage } from "../lib/stage.mjs";

const it = stage("demo");

/** @type {string} the path of the plan */
let plan;

test("the coordinator says what a shift needs, and sees what is wrong when it cannot be", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/vaktplan");
  await look();
  await tap(page.getByRole("link", { name: "Hva vaktene trenger" }));
  await look();
  await page.goto("/kontor/vaktplan/behov/drop-in-biblioteket/hverdager");
  await look();
  await page.locator('input[name="veiledere"]').fill("99");
  coordinator.expect(/422/);
  await page.locator("form").first().evaluate((form) => form.setAttribute("novalidate", ""));
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.locator("#f-veiledere-error").waitFor();
  await page.locator('input[name="veiledere"]').fill("2");
  await page.locator('input[name="ellers"][value="par"]').check();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/kontor\/vaktplan\/behov$/);
  assert.match(await coordinator.words(), /2 veiledere · En ny sammen med en erfaren/);
  await coordinator.close();
});

test("a plan for four weeks is made behind the page, explained, locked and published", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/vaktplan/ny");
  await look();
  await tap(page.getByRole("button", { name: "Lag planen" }));
  await page.waitForURL(/\/kontor\/vaktplan\/plan\/[0-9a-f]{32}$/);
  plan = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "Publiser planen" }).waitFor({ timeout: 120_000 });
  await look();
  assert.match(await coordinator.words(), /plasser er fylt/);
  await tap(page.locator('main a[href*="/vakt/"]').first());
  await look();
  const why = page.getByText("Hvorfor ikke de andre?");
  if (await why.count()) await tap(why);
  const lock = page.getByRole("button", { name: "Lås", exact: true }).first();
  if (await lock.count()) {
    await tap(lock);
    await page.getByText("Låst").first().waitFor();
    await look();
  }
  await page.goto(plan);
  await tap(page.getByRole("button", { name: "Publiser planen" }));
  await page.waitForURL(/\/kontor\/vaktplan$/);
  await look();
  await page.goto("/kontor/vaktplan/utskrift");
  await look();
  await page.emulateMedia({ media: "print" });
  assert.match(await coordinator.words(), /Vaktplan uke/);
  await coordinator.close();
});

test("the guide sees her shifts on a phone, confirms, and gives one up and keeps it", async () => {
  for (const script of [true, false]) {
    const guide = await it.open({ role: "guide", size: PHONE, script });
    const { page, tap, look } = guide;
    await page.goto("/skranke/min-side/vakter");
    await look();
    const saw = page.getByRole("button", { name: "Jeg har sett vaktene mine" });
    if (await saw.count()) {
      await tap(saw);
      await page.waitForURL(/lagret=1/);
    }
    const away = page.getByRole("button", { name: "Gi fra meg vakten" }).first();
    if (await away.count()) {
      await tap(away);
      await page.getByText("Vil gi fra seg vakten").first().waitFor();
      await look();
      const offered = await page.getByRole("button", { name: "Behold vakten" }).count();
      await tap(page.getByRole("button", { name: "Behold vakten" }).first());
      await page.waitForFunction(([left]) => [...document.querySelectorAll("button")].filter((b) => b.textContent?.trim() === "Behold vakten").length < left, [offered]);
    }
    await tap(page.getByRole("button", { name: /Lag (ny )?kalenderadresse/ }));
    const address = await page.getByRole("link", { name: /\/vakter\// }).getAttribute("href");
    assert.ok(address);
    const calendar = await fetch(new URL(new URL(address).pathname, it.service.origin));
    assert.match(await calendar.text(), /BEGIN:VCALENDAR/);
    await guide.close();
  }
});

test("a guide of the roster is ill this morning: her shifts are open in three taps, the others are asked, and she is back", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/vaktplan/utskrift");
  const wall = await coordinator.words();
  await page.goto("/kontor/syk");
  const cards = page.locator("a.card");
  const names = await cards.locator("h2").allInnerTexts();
  const at = names.findIndex((name) => wall.includes(name));
  assert.ok(at >= 0, `somebody of ${names.join(", ")} is on the wall`);
  const name = names[at];
  coordinator.countFromHere();
  await tap(cards.nth(at));
  await page.waitForURL(/hvem=/);
  await look();
  await tap(page.getByRole("button", { name: "To uker" }));
  await page.waitForURL(/lagret=1/);
  await look();
  assert.match(await coordinator.words(), /Ingen kan|Mangler/);
  await tap(page.getByRole("button", { name: "Spør alle som kan" }));
  await page.waitForURL(/spurt=\d+/);
  await look();
  assert.equal(coordinator.taps, 3);
  await page.goto("/kontor/vaktplan/utskrift");
  assert.ok((await coordinator.words()).split(name).length < wall.split(name).length, "she is on fewer shifts");
  await page.goto("/kontor/syk");
  await tap(page.locator("a.card", { has: page.getByRole("heading", { name, exact: true }) }));
  await page.waitForURL(/hvem=/);
  await tap(page.getByRole("button", { name: `${name} er tilbake` }));
  await page.waitForURL(/\/kontor\/syk$/);
  await page.goto("/kontor/vaktplan/utskrift");
  assert.equal((await coordinator.words()).split(name).length, wall.split(name).length, "what nobody took is hers again");
  await coordinator.close();
});
