// Illness in the morning, from a phone: the office knows who keeps the hours, somebody is away, and what cannot be kept is told
// everywhere. Counted in taps, and well within a minute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

test("the coordinator writes who keeps the hours, on one page", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor");
  await look();
  await tap(page.getByRole("link", { name: "Skriv hvem som holder timene" }));
  await page.waitForURL(/\/kontor\/lofte\/holdere$/);
  const fields = page.locator('input[name^="holder-"]');
  const names = ["Kari", "Jonas", "Amina"];
  for (let i = 0; i < (await fields.count()); i += 1) await fields.nth(i).fill(names[i % names.length]);
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/lagret=1/);
  await page.goto("/kontor/lofte");
  assert.match(await coordinator.words(), /Bemannet/);
  await look();
  await coordinator.close();
});

test("ill this morning: four taps on a phone, and the hour is called off everywhere", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE });
  const citizen = await it.open({ size: PHONE, script: false });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor");
  const began = Date.now();
  coordinator.countFromHere();
  await tap(page.getByRole("link", { name: "Noen er borte" }));
  await page.waitForURL(/\/kontor\/syk$/);
  await look();
  await tap(page.locator("a.card").first());
  await page.waitForURL(/hvem=/);
  await look();
  await tap(page.getByRole("button", { name: "To uker" }));
  await page.waitForURL(/lagret=1/);
  await look();
  const card = page.locator("section.card", { hasText: "Ingen kan" }).first();
  const offering = (await card.locator("p").nth(1).innerText()).split(",")[0];
  // The address is the same before and after: that it is called off is what is waited for.
  await tap(card.getByRole("button", { name: "Avlys timen" }));
  await page.getByText("Avlyst").first().waitFor();
  assert.equal(coordinator.taps, 4);
  assert.ok(Date.now() - began < 60_000, "within a minute");
  assert.match(await coordinator.words(), /Avlyst/);
  await citizen.page.goto("/tilbud");
  await citizen.page.getByRole("link", { name: offering }).first().click();
  assert.match(await citizen.words(), /Avlyst|avlyst|Sykdom/);
  // What is not called off can be taken by somebody the coordinator finds.
  await tap(page.getByRole("link", { name: /Se timen/ }).last());
  await page.waitForURL(/\/kontor\/lofte\//);
  await look();
  await page.goto("/kontor/lofte");
  await look();
  await citizen.close();
  await coordinator.close();
});
