// The service description: from a draft that is made of the boundaries and the offerings, by the leader's name, to guides who
// have read it – at the desk and on a phone without an account – and to everybody in plain words. And the answer at the desk when
// the network is gone.
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
const HOME = "/kontor/tjenestebeskrivelse";

/** @type {string} the path of a volunteer's own page */
let hers;

test("the coordinator reads the draft and adds the municipality's own words", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/folk/ny");
  await page.locator('input[name="navn"]').fill("Nora");
  await page.locator('input[name="slag"][value="volunteer"]').check();
  await page.locator('select[name="organisasjon"]').selectOption("rode-kors");
  await page.locator('input[name="kontakt"][value="none"]').check();
  await tap(page.getByRole("button", { name: "Legg inn og lag lenke" }));
  await page.getByText("Nora er lagt inn.").waitFor();
  hers = new URL(await page.locator(".paste").innerText()).pathname;
  await page.goto(HOME);
  await look();
  await page.getByText("Ingen utgave er godkjent").waitFor();
  await tap(page.getByRole("link", { name: "Les utkastet" }));
  await page.waitForURL(/\/utkast$/);
  await look();
  assert.match(await coordinator.words(), /Dette gjør vi ikke .*Betale/);
  await page.goto(HOME);
  await tap(page.getByRole("link", { name: "Når du er i tvil" }));
  await page.waitForURL(/\/ord\/doubt$/);
  await look();
  await page.locator('textarea[name="ord-nb"]').fill("Fagleder svarer hele dagen.");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(new RegExp(`${HOME}$`));
  assert.equal(await page.getByRole("link", { name: "Godkjenn tjenestebeskrivelsen" }).count(), 0, "the leader approves");
  await coordinator.close();
});

test("the leader approves it by name", async () => {
  const leader = await it.open({ role: "leader", size: DESKTOP });
  const { page, tap, look } = leader;
  await page.goto(HOME);
  await tap(page.getByRole("link", { name: "Godkjenn tjenestebeskrivelsen" }));
  await page.waitForURL(/\/godkjenn$/);
  await look();
  await page.locator('input[name="navn"]').fill("Leif Leder");
  await page.locator('input[name="rolle"]').fill("leder for Innbyggerservice");
  await tap(page.getByRole("button", { name: "Godkjenn", exact: true }));
  await page.waitForURL(new RegExp(`${HOME}$`));
  await look();
  assert.match(await leader.words(), /Godkjent av Leif Leder, leder for Innbyggerservice/);
  assert.match(await leader.words(), /0 av \d+ veiledere har lest den/);
  for (const kind of ["pdf", "word", "nettside"]) {
    const file = await page.request.get(`${it.service.origin}${HOME}/1/fil/${kind}`);
    assert.equal(file.status(), 200, kind);
    assert.ok((await file.body()).length > 5000, kind);
  }
  assert.equal((await page.request.get(`${it.service.origin}${HOME}/plakat.pdf`)).headers()["content-type"], "application/pdf");
  await leader.close();
});

test("a volunteer reads it on her phone, by her own link, and says so", async () => {
  const nora = await it.open({ size: PHONE });
  const { page, tap, look } = nora;
  await page.goto(hers);
  await tap(page.getByRole("link", { name: "Les tjenestebeskrivelsen" }));
  await page.waitForURL(/\/tjenestebeskrivelse$/);
  await look();
  assert.match(await nora.words(), /Fagleder svarer hele dagen\./);
  await tap(page.getByRole("button", { name: "Jeg har lest tjenestebeskrivelsen" }));
  await page.waitForURL(/lagret=1/);
  assert.equal(await page.getByRole("button", { name: "Jeg har lest tjenestebeskrivelsen" }).count(), 0);
  await nora.close();
  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto(HOME);
  assert.match(await coordinator.words(), /1 av \d+ veiledere har lest den/);
  await coordinator.close();
});

test("everybody reads what we do and do not do, in three languages, without script", async () => {
  const citizen = await it.open({ size: PHONE, script: false });
  const { page, look } = citizen;
  for (const [language, words] of [["", /Passordet og koden din er bare dine/], ["/nn", /Passordet og koden din er berre dine/], ["/en", /Your password and code are yours alone/]]) {
    await page.goto(`${language}/tjenestebeskrivelse`);
    await look();
    assert.match(await citizen.words(), /** @type {RegExp} */ (words));
  }
  await citizen.close();
});

test("a new version shows what changed and asks to be read again", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto(`${HOME}/ord/doubt`);
  await coordinator.page.locator('textarea[name="ord-nb"]').fill("Fagleder svarer på telefon hele dagen.");
  await coordinator.tap(coordinator.page.getByRole("button", { name: "Lagre" }));
  await coordinator.page.getByText("Utkastet er et annet enn det som er godkjent").waitFor();
  await coordinator.look();
  await coordinator.close();
  const leader = await it.open({ role: "leader" });
  await leader.page.goto(`${HOME}/godkjenn`);
  await leader.page.locator('input[name="rolle"]').fill("leder for Innbyggerservice");
  await leader.tap(leader.page.getByRole("button", { name: "Godkjenn", exact: true }));
  await leader.page.waitForURL(new RegExp(`${HOME}$`));
  await leader.close();
  const nora = await it.open({ size: PHONE });
  await nora.page.goto(`${hers}/tjenestebeskrivelse`);
  await nora.page.getByText("Dette er nytt").waitFor();
  await nora.tap(nora.page.locator("summary").first());
  assert.equal(await nora.page.locator("ins").first().innerText(), "på telefon");
  await nora.look();
  await nora.page.getByRole("button", { name: "Jeg har lest tjenestebeskrivelsen" }).waitFor();
  await nora.close();
});

test("what is asked for and stands outside is one tap, and the office sees it counted", async () => {
  const guide = await it.open({ role: "guide", size: PHONE });
  const { page, tap, look } = guide;
  await page.goto("/skranke/kan-jeg?q=betale+regningen");
  guide.countFromHere();
  await tap(page.locator(".may-list a").first());
  await page.waitForURL(/svar=pay_bills/);
  await look();
  await tap(page.getByRole("button", { name: "Spurt om, men utenfor – tell" }));
  await page.getByText("Telt. Ingen er skrevet ned.").waitFor();
  assert.ok(guide.taps <= 2);
  await tap(page.getByText("Kan ikke selv på grunn av en funksjonsnedsettelse?"));
  await page.locator('input[name="grunn"][value="hands"]').check();
  await page.locator('input[name="gjort"][value="typed"]').check();
  await look();
  await tap(page.getByRole("button", { name: "Tell som tilrettelegging" }));
  await page.getByText("Telt. Ingen er skrevet ned.").waitFor();
  await guide.close();
  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto("/kontor/grenser/spurt");
  await coordinator.look();
  assert.match(await coordinator.words(), /Bruke hendene til det/);
  await coordinator.close();
});

test("without a network every answer and the description are at hand", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "terskel-e2e-limits-"));
  const { context, kill } = await launchIn(profile);
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
      const script = kept.some((p) => p.startsWith("/a/") && p.includes("handbook"));
      return script && ["/skranke/kan-jeg/alle", "/skranke/tjenestebeskrivelse"].every((page) => kept.some((p) => p.endsWith(page)));
    });
    await it.service.server.stop();
    await page.goto(`${it.service.origin}/skranke/kan-jeg?q=${encodeURIComponent("nettbanken")}`);
    const shown = page.locator(".book-card:not([hidden])");
    await page.locator(".book-card[hidden]").first().waitFor({ state: "attached" });
    const found = await shown.count();
    assert.ok(found >= 1 && found < 10, `${found} are shown`);
    await accessible(page);
    await page.goto(`${it.service.origin}/skranke/kan-jeg?svar=enter_password`);
    assert.match(await page.locator("#enter_password").innerText(), /Passordet er ditt/);
    await page.goto(`${it.service.origin}/skranke/tjenestebeskrivelse`);
    assert.match(await page.locator("main").innerText(), /Når du er i tvil/);
  } finally {
    await kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    await it.service.server.start();
  }
});
