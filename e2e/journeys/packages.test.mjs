// What is passed on: a status is frozen, opened and downloaded, the case system's reference is written back, and a new version says
// what is new.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

test("a package is frozen, fetched, and gets its reference", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look, words } = coordinator;
  await page.goto("/kontor/forankring/ny/kostnad");
  await page.getByLabel("Hva koster?").fill("Kvelder på biblioteket");
  for (const amount of await page.locator("input[name^=ar-]").all()) await amount.fill("120 000");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/budsjett\?lagret=1$/);
  await tap(page.getByRole("link", { name: "Arkivpakker", exact: true }));
  await page.getByRole("heading", { level: 1, name: "Arkivpakker" }).waitFor();
  await look();
  await tap(page.getByRole("link", { name: "Frys en pakke" }));
  await page.waitForURL(/\/arkivpakke\/ny$/);
  await page.getByLabel("Hva skal pakken hete?").fill("Status for digihjelpen");
  await page.getByLabel("Status til politikerne").check();
  await look();
  await tap(page.getByRole("button", { name: "Frys pakken" }));
  await page.waitForURL(/\/arkivpakke\/[0-9a-f]{32}\?fryst=1$/);
  await page.getByText("Pakken er fryst.").waitFor();
  await look();
  assert.match(await words(), /Pakke \d+: Status for digihjelpen/);
  await coordinator.picture("arkivpakke");

  const address = new URL(page.url()).pathname;
  const whole = await (await page.request.get(`${address}/pakke.zip`)).body();
  assert.equal(whole.subarray(0, 2).toString("latin1"), "PK");
  const again = await (await page.request.get(`${address}/pakke.zip`)).body();
  assert.ok(whole.equals(again), "the same bytes each time");
  const file = await page.request.get(`${address}/fil/status.pdf`);
  assert.equal((await file.body()).subarray(0, 4).toString("latin1"), "%PDF");

  await page.getByLabel("Referanse fra sakssystemet").fill("2026/114");
  await tap(page.getByRole("button", { name: "Lagre referansen" }));
  await page.waitForURL(/\?lagret=1$/);
  await page.getByText("2026/114").first().waitFor();
  await page.goto("/kontor/arkivpakke");
  await page.getByText("2026/114").first().waitFor();
});

test("a new version says what is new", async () => {
  const leader = await it.open({ role: "leader", size: PHONE });
  const { page, tap, look, words } = leader;
  await page.goto("/kontor/arkivpakke");
  await tap(page.getByRole("link", { name: /Status for digihjelpen$/ }).first());
  await page.getByRole("heading", { level: 1, name: /Status for digihjelpen$/ }).waitFor();
  const former = new URL(page.url()).pathname;
  await tap(page.getByRole("link", { name: "Frys en ny utgave" }));
  await page.waitForURL(/\/ny\?av=[0-9a-f]{32}$/);
  await page.getByLabel("Hva er nytt?").fill("Budsjettet er rettet.");
  await look();
  await tap(page.getByRole("button", { name: "Frys pakken" }));
  await page.waitForURL(/\?fryst=1$/);
  await page.getByText("Budsjettet er rettet.").waitFor();
  await look();
  assert.match(await words(), /Utgave 2/);
  await page.goto(former);
  await page.getByText(/Erstattet av pakke \d+/).first().waitFor();
  await look();
});
