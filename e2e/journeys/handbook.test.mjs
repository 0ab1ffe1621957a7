// The handbook: a guide looks something up while somebody waits, on a phone; the coordinator writes a card anew and marks it
// looked through; and the whole book is at hand when the network is gone.
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
const ASKED = "bestemor har fått ny mobil og bankid virker ikke";

for (const script of [true, false]) {
  test(`the guide finds the card for ${ASKED}, at 360 px, script ${script ? "on" : "off"}`, async () => {
    const guide = await it.open({ role: "guide", size: PHONE, script });
    const { page, tap, look } = guide;
    await page.goto("/skranke");
    await tap(page.locator(".desk-head").getByRole("link", { name: "Håndboka" }));
    await page.waitForURL(/\/skranke\/handbok$/);
    await look();
    await page.getByLabel("Hva lurer du på?").fill(ASKED);
    await tap(page.getByRole("button", { name: "Slå opp" }));
    await page.waitForURL(/q=bestemor/);
    await look();
    const first = page.locator(".may-list.cards a").first();
    assert.match(await first.innerText(), /BankID på ny mobil/);
    const box = await first.boundingBox();
    assert.ok(box && box.height >= 56, "large enough for a thumb");
    await tap(first);
    await page.waitForURL(/\/skranke\/handbok\/bankid-ny-mobil/);
    assert.equal(await page.locator("h1").innerText(), "BankID på ny mobil");
    assert.match(await guide.words(), /Si for eksempel «Vi gjør dette sammen/);
    assert.ok((await page.locator(".steps-large li").count()) >= 5);
    await look();
    await page.goto("/nn/skranke/handbok/bankid-ny-mobil");
    await look();
    assert.match(await guide.words(), /Personen tastar alt sjølv, og du ser bort/);
    await guide.close();
  });
}

test("from «Kan jeg hjelpe med dette?» to the card and back, with the half-filled visit", async () => {
  const guide = await it.open({ role: "guide", size: PHONE });
  const { page, tap, look } = guide;
  await page.goto("/skranke/kan-jeg?svar=pay_bills&topic=payment");
  await tap(page.getByRole("link", { name: "Banken", exact: true }));
  await page.waitForURL(/\/skranke\/handbok\/bank\?topic=payment/);
  await look();
  assert.match(await guide.words(), /Ikke: Betale, godkjenne eller lese opp tall\. Gjør heller: Spør banken/);
  await tap(page.getByRole("link", { name: "Tilbake til skranken" }));
  await page.waitForURL(/\/skranke\?topic=payment/);
  assert.ok(await page.locator('input[name="topic"][value="payment"]').isChecked());
  await guide.close();
});

test("the coordinator writes a card anew, sees it as the desk will, saves it and marks it looked through", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  coordinator.expect(/422/);
  await page.goto("/kontor/handbok");
  await look();
  await tap(page.getByRole("link", { name: /^Wifi og mobildata/ }));
  await page.waitForURL(/\/kontor\/handbok\/nett-og-data$/);
  await look();
  await tap(page.getByRole("link", { name: /Teksten på bokmål/i }));
  await page.waitForURL(/\/tekst\/nb$/);
  await look();
  await page.getByLabel("Tittel").fill("");
  await tap(page.getByRole("button", { name: "Lagre" }));
  const steps = page.getByLabel("Gjør dette");
  await steps.fill(`${await steps.inputValue()}\nNavnet på nettet her står på plakaten.`);
  await page.getByLabel("Tittel").fill("Wifi hos oss, og mobildata");
  await tap(page.getByRole("button", { name: "Vis slik skranken ser det" }));
  await page.getByText("Slik ser skranken det – ikke lagret ennå").waitFor();
  assert.match(await page.locator(".handbook-card").innerText(), /Navnet på nettet her står på plakaten/);
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Lagret. Veilederne ser det nå.").waitFor();
  await look();
  await page.goto("/kontor");
  await tap(page.getByRole("link", { name: "Se på kortene" }));
  await page.waitForURL(/vis=venter/);
  await tap(page.getByRole("link", { name: /^Wifi hos oss/ }));
  await page.getByLabel("Hvem har gått gjennom det?").fill("Fagleder");
  await tap(page.getByRole("button", { name: "Marker som gjennomgått" }));
  await page.getByText("Takk! Gjennomgangen er notert.").waitFor();
  await look();
  await tap(page.getByRole("link", { name: "Tidligere utgaver" }));
  await page.waitForURL(/\/versjoner$/);
  await look();
  assert.match(await coordinator.words(), /Wifi hos oss, og mobildata/);
  await coordinator.close();

  const guide = await it.open({ role: "guide", size: PHONE });
  await guide.page.goto("/skranke/handbok?q=plakaten");
  assert.match(await guide.words(), /Wifi hos oss/);
  await guide.page.goto("/skranke/handbok/nett-og-data");
  assert.match(await guide.words(), /Gjennomgått av Fagleder/);
  await guide.look();
  await guide.close();
});

test("without a network the whole book is at hand, and can be searched", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "terskel-e2e-book-"));
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
      return kept.some((p) => p.endsWith("/skranke/handbok/alle")) && kept.some((p) => p.includes("handbook"));
    });
    await it.service.server.stop();
    await page.goto(`${it.service.origin}/skranke/handbok?q=${encodeURIComponent("ny mobil bankid")}`);
    const shown = page.locator(".book-card:not([hidden])");
    await shown.first().filter({ hasText: "BankID på ny mobil" }).waitFor();
    assert.ok((await shown.count()) < 6);
    await accessible(page);
    await page.goto(`${it.service.origin}/skranke/handbok/svindel-na`);
    assert.ok(await page.locator("#svindel-na[open]").isVisible());
    assert.match(await page.locator("#svindel-na").innerText(), /Ring banken nå/);
  } finally {
    await kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    await it.service.server.start();
  }
});
