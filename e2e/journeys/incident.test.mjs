// Something goes wrong at the desk: the guide writes it down in three steps, also without a network, and only those who need it
// read it. A breach has its clock, its questions and a decision with a reason; what was learnt becomes a card for every guide.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { PHONE as SMALL, launchIn } from "../lib/browser.mjs";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";
import { TUESDAY, cookies, signIn, standsAt } from "../lib/world.mjs";

const it = stage("bergen");
const STORY = "En lapp med brukernavn lå igjen på bordet.\nDen neste som satt der, leverte den til oss.";

/** Three steps, as they are tapped. @param {import("playwright-core").Page} page @param {string} story */
async function write(page, story) {
  await page.getByRole("radio", { name: /^Opplysninger på avveie/ }).check();
  await page.getByRole("button", { name: "Neste" }).click();
  await page.getByLabel("Hva skjedde?").fill(story);
  await page.getByLabel("Hva gjorde dere?").fill("Vi makulerte lappen.");
  await page.locator("[data-step]:not([hidden])").getByRole("button", { name: "Neste" }).click();
  await page.getByRole("checkbox", { name: "Lederen" }).check();
  await page.getByRole("button", { name: "Lagre hendelsen" }).click();
}

test("a breach: written at the desk, read by need, answered, decided and closed", async () => {
  const guide = await it.open({ role: "guide", size: PHONE });
  await guide.page.goto("/skranke");
  await guide.tap(guide.page.getByRole("link", { name: "Skriv ned en hendelse" }));
  await guide.page.waitForURL(/\/skranke\/hendelse$/);
  await guide.look();
  await guide.page.getByRole("radio", { name: /^Opplysninger på avveie/ }).check();
  await guide.page.getByRole("button", { name: "Neste" }).click();
  await guide.look();
  await guide.page.getByLabel("Hva skjedde?").fill("Passord: Vaar2026");
  await guide.page.getByLabel("Hva gjorde dere?").focus();
  await guide.page.locator(".notice.stop").filter({ hasText: /passord/i }).first().waitFor();
  await guide.page.reload();
  await write(guide.page, STORY);
  await guide.page.waitForURL(/\/skranke\/hendelse\/takk/);
  await guide.look();
  assert.doesNotMatch(await guide.words(), /lapp med brukernavn/);
  await guide.tap(guide.page.getByRole("link", { name: "Se det du skrev" }));
  await guide.page.waitForURL(/\/kontor\/hendelser\/[0-9a-f]{32}$/);
  const address = new URL(guide.page.url()).pathname;
  assert.match(await guide.words(), /lapp med brukernavn.*leverte den til oss/);
  await guide.look();

  const other = await it.open({ role: "coordinator", size: DESKTOP });
  const refused = await other.context.request.get(it.service.origin + address);
  assert.equal(refused.status(), 403, "nobody without a need");
  await other.page.goto("/kontor/hendelser");
  assert.match(await other.words(), /ingen hendelser her som du skal lese/);
  await other.look();
  await other.close();

  const leader = await it.open({ role: "leader", size: DESKTOP });
  // Closing before the breach is decided, and deciding without a reason, are refused.
  leader.expect(/409|422/);
  const { page, tap, look } = leader;
  await page.goto("/kontor");
  await tap(page.getByRole("link", { name: "Se på bruddet" }));
  await page.waitForURL(address);
  assert.match(await leader.words(), /72 timer (7[12]) timer og \d+ minutter igjen/);
  await look();
  await tap(page.getByRole("link", { name: "Spørsmålene i meldingen" }));
  await page.waitForURL(/\/brudd$/);
  await look();
  await page.getByLabel(/^Hva skjedde med opplysningene/).fill("Et brukernavn ble sett av en annen.");
  await page.getByLabel(/^Omtrent hvor mange personer/).fill("Én");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(address);
  assert.match(await leader.words(), /9 av 11 spørsmål er ikke besvart ennå/);
  await tap(page.getByRole("button", { name: "Lukk hendelsen" }));
  assert.match(await leader.words(), /Bruddet er ikke avgjort ennå/);
  await page.goto(address);
  await page.getByRole("radio", { name: "Meldes ikke" }).check();
  await tap(page.getByRole("button", { name: "Lagre avgjørelsen" }));
  await page.getByText("Skriv hvorfor.").first().waitFor();
  await look();
  await page.getByLabel("Hvorfor?").fill("Brukernavnet alene åpner ingenting, og lappen er borte.");
  await tap(page.getByRole("button", { name: "Lagre avgjørelsen" }));
  await page.getByText("Avgjort").first().waitFor();
  await page.getByRole("checkbox", { name: /^Stopp lekkasjen/ }).check();
  await tap(page.locator("form[action$=etterarbeid]").getByRole("button", { name: "Lagre" }));
  assert.ok(await page.getByRole("checkbox", { name: /^Stopp lekkasjen/ }).isChecked());

  await tap(page.getByRole("link", { name: "Skriv hva vi lærte" }));
  await page.waitForURL(/\/laering$/);
  await page.getByLabel("Situasjonen med få ord").fill("Noen glemmer en lapp");
  await page.getByLabel("Dette gjør du ikke").fill("La lappen ligge.");
  await page.getByLabel("Gjør heller dette").fill("Makuler den, og se over bordet etter hver person.");
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await tap(page.getByRole("button", { name: "Godkjenn, og legg det i håndboka" }));
  await page.getByRole("link", { name: "Se kortet" }).waitFor();
  await tap(page.getByRole("button", { name: "Lukk hendelsen" }));
  await page.getByText(/^Lukket /).waitFor();
  await page.getByText(/^Hvem har lest det/).click();
  assert.match(await leader.words(), /Guide – Den som skrev/);
  await look();
  await leader.close();

  await guide.page.goto("/skranke/handbok/noen-glemmer-en-lapp");
  assert.match(await guide.words(), /Makuler den, og se over bordet/);
  await guide.look();
  await guide.close();
});

test("without script the three steps stand below each other", async () => {
  const guide = await it.open({ role: "guide", size: PHONE, script: false });
  await guide.page.goto("/skranke/hendelse");
  await guide.page.getByRole("radio", { name: /^Det gikk nesten galt/ }).check();
  await guide.page.getByLabel("Hva skjedde?").fill("En utskrift lå igjen.");
  await guide.page.getByRole("button", { name: "Lagre hendelsen" }).click();
  await guide.page.waitForURL(/\/takk/);
  await guide.look();
  await guide.close();
});

test("without a network it is sealed on the tablet, unreadable there, and sent once by the next guide", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "terskel-e2e-incident-"));
  const { context, kill } = await launchIn(profile);
  let down = false;
  try {
    await context.clock.setFixedTime(new Date(`${TUESDAY}+01:00`));
    await context.addCookies(cookies(it.service.origin, `${await signIn(it.service, "guide")}; ${standsAt()}`));
    const page = context.pages()[0] ?? (await context.newPage());
    await page.setViewportSize({ width: SMALL.width, height: SMALL.height });
    await page.goto(`${it.service.origin}/skranke`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.waitForFunction(async () => {
      const copies = await caches.open("terskel-desk-1");
      const kept = (await copies.keys()).map((k) => new URL(k.url).pathname);
      return kept.some((p) => p.endsWith("/skranke/hendelse")) && kept.some((p) => p.includes("incident"));
    });
    await it.service.server.stop();
    down = true;
    await page.goto(`${it.service.origin}/skranke/hendelse`);
    await write(page, "Hemmelig fortelling fra skranken");
    await page.getByText(/Skrevet ned og låst/).waitFor();
    await accessible(page, "written without a network");
    const kept = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const open = indexedDB.open("terskel-unsent", 1);
          open.onsuccess = () => {
            const all = open.result.transaction("visits").objectStore("visits").getAll();
            all.onsuccess = () => resolve(JSON.stringify(all.result));
          };
        }),
    );
    assert.match(String(kept), /forseglet/);
    assert.doesNotMatch(String(kept), /Hemmelig|fortelling|breach|Lederen/, "nothing readable lies on the tablet");

    // The next guide takes over when the network is back.
    await it.service.server.start();
    down = false;
    await context.clearCookies();
    await context.addCookies(cookies(it.service.origin, `${await signIn(it.service, "helper")}; ${standsAt()}`));
    await page.goto(`${it.service.origin}/skranke`);
    await page.locator("[data-unsent][data-state=sent]").waitFor();
    await page.goto(`${it.service.origin}/kontor/hendelser`);
    assert.match(await page.locator("main").innerText(), /ingen hendelser her som du skal lese/);
  } finally {
    await kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    if (down) await it.service.server.start();
  }
  const writer = await it.open({ role: "guide", size: DESKTOP });
  await writer.page.goto("/kontor/hendelser");
  const all = await writer.page.getByRole("link", { name: /^Opplysninger på avveie/ }).all();
  const stories = [];
  for (const link of all) {
    const answer = await writer.context.request.get(it.service.origin + (await link.getAttribute("href")));
    stories.push(await answer.text());
  }
  assert.equal(stories.filter((s) => s.includes("Hemmelig fortelling")).length, 1, "hers, and once");
  await writer.close();
});
