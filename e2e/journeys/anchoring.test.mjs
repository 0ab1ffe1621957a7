// What the service rests on: an empty municipality writes one cost and one grant and sees the month the money ends; a strategy that is
// over is told of; a grant from its call to the application as a document.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

test("from nothing to the month the money ends", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look, words } = coordinator;
  await page.goto("/kontor/forankring/budsjett");
  await page.getByRole("heading", { level: 1, name: "Budsjett" }).waitFor();
  await look();
  await tap(page.getByRole("link", { name: /^(Skriv det første som koster|Noe som koster)$/ }));
  await page.waitForURL(/\/ny\/kostnad$/);
  await look();
  await page.getByLabel("Hva koster?").fill("Kvelder på biblioteket");
  for (const label of await page.locator("input[name^=ar-]").all()) await label.fill("2 400 000");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/budsjett\?lagret=1$/);
  await page.getByText("Uten prosjektpengene").waitFor();
  await look();
  assert.match(await words(), /rekker ikke pengene/);
  await coordinator.picture("forankring-budsjett");
  await tap(page.getByRole("link", { name: "Redusert", exact: true }));
  await page.waitForURL(/alternativ=reduced/);
  await look();
  await tap(page.getByRole("link", { name: "Har vi folk nok?" }));
  await page.waitForURL(/\/kontor\/baerekraft$/);
  await page.getByRole("heading", { name: "Har vi penger nok?" }).waitFor();
  await look();
});

test("what nobody has confirmed is said to be assumed, until somebody saves it", async () => {
  const { page, tap, look, words } = await it.open({ role: "coordinator", size: PHONE });
  await page.goto("/kontor/forankring/vedtak");
  await page.getByText(/opplysninger? er antatt/).first().waitFor();
  await look();
  const card = page.locator("section.card", { hasText: "Bystyrets vedtak om Innbyggerservice" });
  await tap(card.getByRole("link", { name: /^Endre/ }));
  await page.waitForURL(/\/endre\/[0-9a-f]{32}$/);
  assert.match(await words(), /Når du lagrer, står dere inne for det som står her/);
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/vedtak\?lagret=1$/);
  assert.doesNotMatch(await card.innerText(), /antatt/);
});

test("the picture of the money fits a phone and follows the dark screen", async () => {
  const { page, look } = await it.open({ role: "coordinator", size: PHONE });
  for (const address of ["/kontor/baerekraft", "/kontor/forankring/budsjett"]) {
    await page.goto(address);
    await page.locator(".plot svg.cliff.narrow").first().waitFor();
    const wide = await page.locator(".plot").evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).length);
    assert.equal(wide, 0, `${address} is scrolled sideways`);
    await look();
  }
  const paper = () => page.locator("svg.cliff.narrow .paper").first().evaluate((e) => getComputedStyle(e).fill);
  const light = await paper();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notEqual(await paper(), light);
  await look();
});

test("a strategy that is over is told of", async () => {
  const { page, tap, look, words } = await it.open({ role: "coordinator", size: PHONE });
  await page.goto("/kontor/forankring/ny/strategi");
  await page.getByLabel("Hva heter den?").fill("Plan for digitalisering");
  await page.getByLabel(/^Første år/).fill("2018");
  await page.getByLabel(/^Siste år/).fill("2022");
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/strategier\?lagret=1$/);
  await page.getByText("Utløpt").first().waitFor();
  await look();
  await page.goto("/kontor/frister");
  await page.getByText("Plan for digitalisering").first().waitFor();
  assert.match(await words(), /Strategi som går ut/);
});

test("an application is written part by part and becomes a document", async () => {
  const { page, tap, look } = await it.open({ role: "leader", size: DESKTOP });
  await page.goto("/kontor/forankring/ny/tilskudd");
  await page.getByLabel("Hva kaller dere prosjektet?").fill("Hjelp der folk bor");
  await page.getByLabel("Hvem gir pengene?").fill("Et departement");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/tilskudd\/[0-9a-f]{32}\?lagret=1$/);
  await look();
  await tap(page.getByRole("link", { name: "Behovet" }));
  await page.waitForURL(/\/soknad\/need$/);
  await page.getByLabel("I deres egne ord").fill("Mange blir sendt hit fra andre.");
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/lagret=1$/);
  const address = new URL(page.url()).pathname;
  const file = await page.request.get(`${address}/dokument/html`);
  assert.match(await file.text(), /Mange blir sendt hit fra andre\./);
});

test("a call says what is missing, the application is born, and somebody is named to be told", async () => {
  const { page, tap, look, words, picture } = await it.open({ role: "coordinator", size: DESKTOP });
  await page.goto("/kontor/forankring/tilskudd");
  await tap(page.getByRole("button", { name: /^Ta med/ }).first());
  const call = page.locator("section.card", { hasText: "Skriv søknad" }).first();
  await call.locator("summary").waitFor();
  await tap(call.locator("summary"));
  await call.getByText("Slik ville søknaden vært i dag").waitFor();
  await look();
  await picture("tilskudd-krav");
  await tap(call.getByRole("link", { name: /^Skriv søknad/ }));
  await page.waitForURL(/\/ny\/tilskudd\?utlysning=/);
  await page.getByLabel("Hva kaller dere prosjektet?").fill("Født av det som står");
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/tilskudd\/[0-9a-f]{32}\?lagret=1$/);
  await page.getByText("Kreves").first().waitFor();
  await look();
  await tap(page.getByRole("link", { name: "Behovet", exact: true }));
  await page.waitForURL(/\/soknad\/need$/);
  await page.getByText("Hentet fra det dere har skrevet før").waitFor();
  assert.ok((await page.locator("input[name=med]:checked").count()) > 0, "something is born here");
  await look();
  await picture("tilskudd-behovet");
  await page.locator("input[name=med]:checked").first().uncheck();
  await page.getByLabel("I deres egne ord").fill("Vi søker fordi folk står uten hjelp der de bor.");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/lagret=1$/);
  const address = new URL(page.url()).pathname;
  const file = await (await page.request.get(`${address}/dokument/html`)).text();
  assert.match(file, /Vi søker fordi folk står uten hjelp/);
  assert.match(file, /Det utlysningen krever/);
  await tap(page.getByRole("link", { name: "Si hvem som får beskjed" }));
  await page.waitForURL(/\/varsel$/);
  await page.getByLabel("Fornavn").fill("Eva");
  await page.getByLabel("Mobil eller e-post").fill("eva@eksempel.no");
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/lagret=1$/);
  assert.match(await words(), /Eva får beskjed/);
  await look();
});
