// Datakafé from idea to evaluation: pupils propose and vote without accounts, the coordinator plans, citizens read about it,
// the guide counts and asks at the desk, and the year's table has it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

/** @type {string} */
let poll;
/** @type {string[]} */
let codes = [];

test("the coordinator asks the pupils: one code each, on a sheet to cut up", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/arrangement");
  await look();
  await tap(page.getByRole("link", { name: "Temavalg" }));
  await page.waitForURL(/\/temavalg$/);
  await look();
  await page.locator('select[name="tilbud"]').selectOption("datakafe");
  for (const theme of ["vipps", "kart"]) await tap(page.locator(`input[name="tema"][value="${theme}"]`));
  await page.locator('input[name="koder"]').fill("3");
  await tap(page.getByRole("button", { name: "Åpne valget" }));
  await page.waitForURL(/\/temavalg\/[0-9a-f]{32}$/);
  poll = new URL(page.url()).pathname;
  codes = await page.locator("strong.num").allInnerTexts();
  assert.equal(new Set(codes).size, 3);
  assert.match(await coordinator.words(), /0 av 3 koder er brukt/);
  await look();
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.getByText(codes[0]).isVisible());
  await coordinator.close();
});

test("pupils propose and choose with the code, on a phone, without an account and without script", async () => {
  /** @param {number} which @param {string[]} themes @param {string} proposal */
  const vote = async (which, themes, proposal, script = true) => {
    const pupil = await it.open({ size: PHONE, script });
    const { page, tap, look } = pupil;
    await page.goto("/temavalg");
    await look();
    await page.getByLabel("Koden på lappen").fill(codes[which].toLowerCase());
    await tap(page.getByRole("button", { name: "Fortsett" }));
    await page.waitForURL(/\/temavalg\/[A-Z0-9]{8}$/);
    await look();
    for (const theme of await page.locator('input[name="tema"]').all()) await theme.setChecked(false);
    for (const theme of themes) await page.getByLabel(theme, { exact: false }).first().check();
    if (proposal) await page.locator('input[name="forslag"]').fill(proposal);
    await tap(page.getByRole("button", { name: "Send valget" }));
    await page.getByText("Takk! Valget er lagret").waitFor();
    await look();
    await pupil.close();
  };
  await vote(0, ["Vipps"], "Kjøpe bussbillett");
  await vote(1, ["Vipps", "Kjøpe bussbillett"], "", false);
  // Sent again it is the same vote, changed.
  await vote(1, ["Kjøpe bussbillett"], "", false);
  await vote(2, ["Vipps"], "");

  const guessing = await it.open({ size: PHONE });
  await guessing.page.goto("/temavalg?kode=AAAA-AAAA");
  assert.match(await guessing.words(), /Vi kjenner ikke den koden/);
  assert.equal(await guessing.page.getByLabel("Koden på lappen").inputValue(), "AAAA-AAAA");
  guessing.expect(/422/);
  await guessing.look();
  await guessing.close();
});

test("the coordinator sees what most want, closes, puts the theme in the plan, and citizens read it", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto(poll);
  assert.match(await coordinator.words(), /3 av 3 koder er brukt/);
  assert.match(await page.locator("main section ol li").first().innerText(), /^Vipps – 2/);
  assert.match(await coordinator.words(), /Kjøpe bussbillett – \d foreslått/);
  await tap(page.getByRole("button", { name: "Steng valget" }));
  await page.getByText("Valget er stengt").waitFor();
  await look();

  const late = await it.open({ size: PHONE, script: false });
  await late.page.goto(`/temavalg/${codes[0].replace("-", "")}`);
  assert.match(await late.words(), /Valget er stengt/);
  await late.close();

  await page.goto("/kontor/arrangement");
  const card = page.locator("section.card", { hasText: "Datakafé" }).filter({ hasText: /19\. mars/ });
  assert.match(await card.innerText(), /Tema mangler/);
  await tap(card.getByRole("link"));
  await page.waitForURL(/\/kontor\/arrangement\/datakafe\/annenhver-torsdag\.2026-03-19$/);
  await look();
  await tap(page.getByRole("link", { name: "Tema mangler" }));
  await page.waitForURL(/\/innhold$/);
  await look();
  await tap(page.locator('input[name="tema"][value="vipps"]'));
  await page.locator('input[name="ark"]').fill("Vipps steg for steg");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Lagret.").waitFor();
  await tap(page.getByRole("link", { name: "Ingen innleder ennå" }));
  await page.waitForURL(/\/folk$/);
  await look();
  await page.locator('input[name$="-gruppe"]').first().fill("Elever fra Metis");
  await page.locator('input[name$="-antall"]').first().fill("3");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Planen er klar.").waitFor();
  assert.match(await coordinator.words(), /Elever fra Metis \(3\)/);
  await look();
  await coordinator.close();

  for (const [language, size, script] of /** @type {const} */ ([["nb", PHONE, false], ["nn", DESKTOP, true]])) {
    const citizen = await it.open({ size, script });
    await citizen.page.goto(`/${language}/arrangement`);
    await citizen.look();
    assert.match(await citizen.words(), /19\. mars.*Datakafé.*Vipps|Datakafé.*Vipps/);
    await citizen.tap(citizen.page.locator('main a[href*="annenhver-torsdag.2026-03-19"]').first());
    await citizen.page.waitForURL(/\/arrangement\/datakafe\//);
    assert.match(await citizen.page.locator("h1").innerText(), /Vipps/);
    await citizen.look();
    await citizen.close();
  }
});

test("on the day the guide counts heads and asks how it went, and the year's table has it", async () => {
  const { server } = it.service;
  await server.stop();
  server.at = "2026-03-19T13:20";
  server.began = Date.now();
  await server.start();

  const guide = await it.open({ role: "guide", size: PHONE });
  const { page, tap, look } = guide;
  await page.goto("/skranke/arrangement");
  await look();
  const card = page.locator("section.card", { hasText: "Datakafé" });
  assert.match(await card.innerText(), /Vipps/);
  await tap(card.locator("summary", { hasText: "Tell og spør" }));
  const fields = card.locator("form");
  await fields.locator('input[name="antall"]').fill("9");
  await fields.locator('input[name="veiledere"]').fill("4");
  await fields.locator('input[name$="-yes"]').first().fill("12");
  await tap(fields.getByRole("button", { name: "Ferdig – lagre" }));
  await page.getByText("Det er flere svar enn folk").first().waitFor();
  guide.expect(/422/);
  await look();
  const again = page.locator("section.card", { hasText: "Datakafé" }).locator("form");
  assert.equal(await again.locator('input[name="antall"]').inputValue(), "9", "nothing is lost");
  await again.locator('input[name$="-yes"]').first().fill("7");
  await again.locator('input[name$="-partly"]').first().fill("2");
  await again.locator('textarea[name="laert"]').fill("Flere trenger hjelp til å finne kvitteringen.");
  await tap(again.getByRole("button", { name: "Ferdig – lagre" }));
  await page.getByText("Takk, det er lagret.").waitFor();
  await page.getByText("9 kom – endre").waitFor();
  await look();
  await guide.close();

  const coordinator = await it.open({ role: "coordinator" });
  const office = coordinator.page;
  await office.goto("/kontor/arrangement/datakafe/annenhver-torsdag.2026-03-19");
  assert.match(await coordinator.words(), /9 kom\..*Ja: 7\. Litt: 2\./);
  assert.match(await coordinator.words(), /finne kvitteringen/);
  await coordinator.look();
  await office.goto("/kontor/arrangement/kostra");
  await coordinator.look();
  assert.match(await coordinator.words(), /1 arrangement med 9 deltakere er talt/);
  const row = office.locator("main table tbody tr", { hasText: "9" }).first();
  assert.match(await row.innerText(), /1\s+9/);
  const waits = office.waitForEvent("download");
  await coordinator.tap(office.getByRole("link", { name: "Last ned (CSV)" }));
  const file = await readFile(await (await waits).path(), "utf8");
  assert.match(file, /;1;9|,1,9/);
  await coordinator.close();
});
