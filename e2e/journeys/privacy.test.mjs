// The privacy officer: one answer given on its own page and read by everybody, the papers, what the next night removes, and the
// trail of who saw what, verified.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

test("an answer is given once and stands in the record and in the notice that everybody reads", async () => {
  const { page, tap, look, words } = await it.open({ role: "privacy_officer", size: DESKTOP });
  await page.goto("/kontor/oppsett");
  await tap(page.locator("main").getByRole("link", { name: /^Personvern/ }).first());
  await page.waitForURL(/\/kontor\/personvern$/);
  await look();
  await tap(page.getByRole("link", { name: "Hvem er personvernombud?" }));
  await page.waitForURL(/\/svar\/personvernombud$/);
  await look();
  await page.getByLabel("Svar").fill("Ombudet i kommunen, ombudet@kommune.example");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/kontor\/personvern$/);
  await tap(page.getByRole("link", { name: /^Protokoll over behandlinger/ }));
  await page.waitForURL(/\/protokoll$/);
  await look();
  assert.match(await words(), /ombudet@kommune\.example/);
  assert.match(await words(), /Dette må kommunen fylle ut/);

  const citizen = await it.open({ size: PHONE });
  await citizen.page.goto("/personvern");
  await citizen.look();
  assert.match(await citizen.words(), /ombudet@kommune\.example/);
  assert.match(await citizen.words(), /Klage til Datatilsynet/);
});

test("what the next night removes is told, and the trail is whole", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  await coordinator.page.goto("/kontor/folk");
  const { page, tap, look, words } = await it.open({ role: "privacy_officer", size: DESKTOP });
  await page.goto("/kontor/personvern/sletting");
  await look();
  assert.match(await words(), /neste natt/i);
  await page.goto("/kontor/spor");
  await look();
  assert.match(await words(), /siden \/kontor\/folk/);
  await tap(page.getByRole("button", { name: "Kontroller nå" }));
  await page.getByText(/Sporet er helt\./).waitFor();
  await look();
});
