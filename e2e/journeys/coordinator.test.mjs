// The coordinator's day: closing today in two taps, figures for the council, and who may read what.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("demo");

test("ill this morning: two taps, and the front page says so at once; taken back as easily", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE });
  const citizen = await it.open({ size: PHONE, script: false });
  const { page, tap, look } = coordinator;
  await citizen.page.goto("/tilbud/drop-in-innbyggerservice");
  assert.match(await citizen.words(), /Åpent nå/);

  await page.goto("/kontor");
  await look();
  await tap(page.getByRole("link", { name: "Beskjed: stengt i dag" }));
  await page.waitForURL(/\/kontor\/beskjed$/);
  await look();
  coordinator.countFromHere();
  const card = page.locator("section.card", { hasText: "Drop-in på Innbyggerservice" }).first();
  await tap(card.getByRole("link", { name: /Steng nå|Avlys/ }));
  await page.waitForURL(/beskjed\?tilbud=/);
  await look();
  await tap(page.getByRole("button", { name: "Sykdom" }));
  await page.getByText("Gjort. De åpne sidene viser det nå.").waitFor();
  assert.equal(coordinator.taps, 2);

  await citizen.page.reload();
  assert.match(await citizen.words(), /Sykdom/);
  await citizen.page.goto("/");
  assert.doesNotMatch(await citizen.words(), /Åpent nå Innbyggerservice, til kl\. 15/);
  await citizen.page.goto("/nn/tilbud/drop-in-innbyggerservice");
  assert.match(await citizen.words(), /Sjukdom|sjuk/i);

  await tap(card.getByRole("button", { name: "Angre avlysningen" }));
  await card.getByRole("link", { name: /Steng nå|Avlys/ }).waitFor();
  await citizen.page.goto("/nb/tilbud/drop-in-innbyggerservice");
  assert.match(await citizen.words(), /Åpent nå/);
  await citizen.close();
  await coordinator.close();
});

test("figures: a sentence, a chart and a table, and a file to take away that hides the small ones", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/tall");
  await look();
  const charts = await page.locator("main figure:has(svg)").count();
  assert.ok(charts > 0, "there are charts");
  assert.ok((await page.locator("main table").count()) >= charts, "each chart has its table beside it");
  const waits = page.waitForEvent("download");
  await tap(page.getByRole("link", { name: "CSV for Excel" }));
  const file = await readFile(await (await waits).path(), "utf8");
  assert.ok(file.split("\n").length > 10, "the file has lines");
  await coordinator.close();
});
