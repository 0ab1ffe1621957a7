// What is known before a decision: one question at a time with its source, facts that are never mixed, figures from a file,
// employees who answer without a name – and the way that shows what is left and stops nobody.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

for (const script of [true, false]) {
  test(`from the way to the first answers on a phone, script ${script ? "on" : "off"}`, async () => {
    const coordinator = await it.open({ role: "coordinator", size: PHONE, script });
    const { page, tap, look } = coordinator;
    coordinator.expect(/422/);
    await page.goto("/kontor/veien");
    await look();
    assert.match(await coordinator.words(), /av 10 steg er gjort/);
    await tap(page.getByRole("link", { name: "Gå dit" }).first());
    await page.waitForURL(/\/kontor\/grunnlag\/kartlegging$/);
    await look();
    await tap(page.getByRole("link", { name: "Svar på neste spørsmål" }));
    await page.waitForURL(/kartlegging\/[a-z-]+$/);
    await look();
    assert.equal(await page.locator("textarea").count(), 1, "one question a page");
    await page.goto("/kontor/grunnlag/kartlegging/organised");
    await page.getByLabel("Svaret", { exact: true }).fill("Biblioteket og Innbyggerservice deler på det.");
    await page.getByLabel("Kilde", { exact: true }).fill("");
    await tap(page.getByRole("button", { name: "Lagre og gå videre" }));
    await page.getByText("Kilden mangler.").first().waitFor();
    await look();
    assert.equal(await page.getByLabel("Svaret", { exact: true }).inputValue(), "Biblioteket og Innbyggerservice deler på det.");
    await page.getByLabel("Kilde", { exact: true }).fill("Egen vurdering");
    await tap(page.getByRole("button", { name: "Lagre og gå videre" }));
    await page.waitForURL(/kartlegging\/where\?lagret=1/);
    await look();
    assert.match(await coordinator.words(), /Dette vet vi allerede/);
    await tap(page.getByRole("link", { name: "Bruk dette som svar" }));
    await page.waitForURL(/bruk=1/);
    assert.match(await page.getByLabel("Svaret", { exact: true }).inputValue(), /Hovedbiblioteket/);
    await look();
    await coordinator.close();
  });
}

test("14 and 20 per cent never stand together, and an estimate shows its formula", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/grunnlag/fakta");
  await look();
  await tap(page.getByRole("link", { name: /^14 prosent bruker ikke/ }));
  await page.waitForURL(/svake-eller-utenfor/);
  await look();
  assert.match(await coordinator.words(), /Anslag: 14 % av [\d ]+ innbyggere på 16\+ år/);
  await page.goto("/kontor/grunnlag/fakta/sammen");
  await look();
  await page.getByLabel("Det første tallet").selectOption("svake-eller-utenfor");
  await page.getByLabel("Det andre tallet").selectOption("sarbare");
  await tap(page.getByRole("button", { name: "Se om de kan stå sammen" }));
  await page.getByText("De to måler ulike ting, og kan ikke stå sammen.").waitFor();
  await look();
  await coordinator.close();
});

test("a file that is wrong is told what is wrong, and the right one becomes a chart with its table", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  coordinator.expect(/422/);
  await page.goto("/kontor/grunnlag/tall");
  await look();
  await tap(page.getByRole("link", { name: "Legg inn tall fra en fil" }));
  await page.waitForURL(/importer$/);
  await look();
  const choose = async (/** @type {string} */ text) => {
    await page.getByLabel("Hva handler tallene om?").selectOption("immigrants");
    await page.getByLabel("Filen").setInputFiles({ name: "tall.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await tap(page.getByRole("button", { name: "Les filen" }));
  };
  await choose("dette er ikke en tabell");
  await page.getByText("Filen er ikke JSON").first().waitFor();
  await look();
  await choose(JSON.stringify({
    version: "2.0", class: "dataset", label: "Innvandrere etter gruppe", source: "Statistisk sentralbyrå",
    id: ["Region", "Gruppe", "Tid"], size: [1, 2, 2],
    dimension: {
      Region: { category: { index: { 4601: 0 } } },
      Gruppe: { category: { index: ["a", "b"], label: { a: "Gruppe A", b: "Gruppe B" } } },
      Tid: { category: { index: ["2025", "2026"] } },
    },
    value: [10, 12, 20, 18],
  }));
  await page.waitForURL(/tall\?lagret=1/);
  await look();
  assert.match(await coordinator.words(), /Innvandrere, 2026/);
  const charts = await page.locator("main figure:has(svg)").count();
  assert.ok(charts >= 3 && (await page.locator("main table").count()) >= charts, "each chart has its table beside it");
  await coordinator.close();
});

test("employees answer by a link without a name, and nothing is shown while the round is open", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/grunnlag/ansatte");
  await look();
  await tap(page.getByRole("button", { name: "Lag en lenke" }));
  await page.getByText("Send denne lenken:").waitFor();
  await look();
  const link = /\/kartlegging\/[0-9a-f]{32}/.exec(await page.locator("code.address").innerText())?.[0];
  assert.ok(link, "the link is shown");
  const employee = await it.open({ size: PHONE, script: false });
  await employee.page.goto(link);
  await employee.look();
  await employee.tap(employee.page.getByText("Vil ha opplæring").first());
  await employee.tap(employee.page.getByRole("button", { name: "Send svarene" }));
  await employee.page.getByText("Takk! Svarene er lagt til summen.").waitFor();
  await employee.close();
  await page.reload();
  assert.match(await coordinator.words(), /1 har svart/);
  await tap(page.getByRole("button", { name: "Lukk runden og se svarene" }));
  await page.getByText("Færre enn 5 svarte.").waitFor();
  await look();
  await coordinator.close();
});
