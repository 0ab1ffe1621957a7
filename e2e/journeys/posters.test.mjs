// Posters: from an offering to a file, in bokmål and in Arabic, in the municipality's own colour, and without script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ARMS } from "../lib/routes.mjs";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

test("the coordinator makes a poster, sees it in Arabic, and has the words read", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/tilbud");
  await tap(page.getByRole("link", { name: "Plakater", exact: true }));
  await page.waitForURL(/\/kontor\/plakater$/);
  await look();
  await tap(page.getByRole("link", { name: /Drop-in.*bibliotek/i }).first());
  await page.getByRole("heading", { name: "Slik blir det" }).waitFor();
  await look();
  await page.locator('input[name="utseende"][value="field"]').check();
  await page.locator('select[name="sprak"]').selectOption("ar");
  await tap(page.getByRole("button", { name: "Vis" }));
  // The picture takes its time; the page does not wait for it.
  await page.waitForURL(/utseende=field.*sprak=ar/, { waitUntil: "commit" });
  await page.getByText("Derfor står det «Utkast» på plakaten").waitFor();
  const picture = page.locator("img.poster-picture");
  await picture.evaluate((/** @type {HTMLImageElement} */ img) => img.decode());
  assert.equal(await picture.evaluate((/** @type {HTMLImageElement} */ img) => img.naturalWidth), 960);
  await look();
  const href = await page.getByRole("link", { name: "Last ned PDF" }).getAttribute("href");
  const file = await page.request.get(`${it.service.origin}${href}`);
  assert.equal(file.headers()["content-type"], "application/pdf");
  await tap(page.getByRole("link", { name: "Les ordene" }));
  await page.waitForURL(/\/kontor\/plakatord\/ar$/);
  await look();
  await tap(page.getByRole("button", { name: "Ordene er riktige" }));
  await page.getByText("Ordene er lest og riktige.").waitFor();
  await page.goto("/kontor/plakater/drop-in-biblioteket?sprak=ar");
  assert.equal(await page.getByText("Utkast").count(), 0);
  await coordinator.close();
});

test("a colour that is too light is refused, and the nearest that holds is one tap away", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  coordinator.expect(/422/);
  await page.goto("/kontor/plakatfarge");
  await page.locator('input[name="farge"]').first().fill("#F2B84B");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Den nærmeste som holder").first().waitFor();
  await look();
  await tap(page.getByRole("button", { name: /^Bruk #/ }));
  await page.waitForURL(/\/kontor\/plakater$/);
  await coordinator.close();
});

test("the arms are refused as a text, taken as a picture, stand on the poster, and are taken away", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE, script: false });
  const { page, tap, look } = coordinator;
  coordinator.expect(/422/);
  await page.goto("/kontor/plakater");
  await tap(page.getByRole("link", { name: "Legg inn kommunevåpenet" }));
  await page.waitForURL(/\/kontor\/plakatvapen$/);
  await look();
  const send = async (/** @type {Buffer} */ buffer) => {
    await page.getByLabel("Fil med våpenet").setInputFiles({ name: "vapen.png", mimeType: "image/png", buffer });
    await tap(page.getByRole("button", { name: /Last opp|Bytt ut/ }));
  };
  await send(Buffer.from("Dette er ikke et bilde."));
  await page.getByText("Fila er ikke et PNG-bilde.").first().waitFor();
  await look();
  await send(ARMS);
  await page.getByText("Våpenet er lagret").waitFor();
  const arms = page.getByRole("img", { name: "Kommunevåpenet til Bergen" });
  assert.deepEqual(await arms.evaluate((/** @type {HTMLImageElement} */ img) => [img.naturalWidth, img.naturalHeight]), [200, 240]);
  await look();
  const poster = await page.request.get(`${it.service.origin}/kontor/plakater/drop-in-biblioteket/plakat.pdf`);
  assert.equal(poster.headers()["content-type"], "application/pdf");
  await tap(page.getByRole("button", { name: "Ta bort våpenet" }));
  await page.getByRole("button", { name: "Last opp" }).waitFor();
  assert.equal(await arms.count(), 0);
  await coordinator.close();
});

test("on a phone without script the text for the newspaper is there to copy", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE, script: false });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/plakater/drop-in-biblioteket");
  await page.locator('input[name="format"][value="advertisement"]').check();
  await tap(page.getByRole("button", { name: "Vis" }));
  await page.waitForURL(/format=advertisement/);
  await look();
  assert.match(await coordinator.words(), /Trenger du hjelp med mobil, nettbrett eller PC\?/);
  await coordinator.close();
});
