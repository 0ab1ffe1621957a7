// Somebody new who guides: put in at the office, a page of her own on a phone, papers one by one, ready – and out again with
// keys back and every door closed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

/** @type {string} the path of her own page */
let hers;
/** @type {string} the path of her page at the office */
let about;

test("the coordinator puts somebody new in, and gets a link to give her", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/folk");
  await look();
  await page.getByText("Ingen veiledere er lagt inn ennå").waitFor();
  await tap(page.getByRole("link", { name: "Ny veileder" }));
  await page.waitForURL(/\/ny$/);
  await look();
  coordinator.expect(/422/);
  await tap(page.getByRole("button", { name: "Legg inn og lag lenke" }));
  await page.locator("#f-navn-error").waitFor();
  await look();
  await page.locator('input[name="navn"]').fill("Nora");
  await page.locator('input[name="slag"][value="volunteer"]').check();
  await page.locator('select[name="organisasjon"]').selectOption("rode-kors");
  await page.locator('input[name="kontakt"][value="none"]').check();
  await tap(page.getByRole("button", { name: "Legg inn og lag lenke" }));
  await page.getByText("Nora er lagt inn.").waitFor();
  hers = new URL(await page.locator(".paste").innerText()).pathname;
  assert.match(hers, /\/veileder\/[0-9a-f]{64}$/);
  assert.match(await coordinator.words(), /Ikke klar: 4 ting mangler/);
  await look();
  await page.goto("/kontor/folk");
  about = new URL(await page.getByRole("link", { name: /Nora/ }).evaluate((a) => /** @type {HTMLAnchorElement} */ (a).href)).pathname;
  await page.goto("/kontor");
  assert.match(await coordinator.words(), /Nora mangler: /);
  await look();
  await coordinator.close();
});

test("on her phone, without an account, she sees what is missing, reads the description and says what suits her", async () => {
  for (const script of [true, false]) {
    const nora = await it.open({ size: PHONE, script });
    const { page, tap, look } = nora;
    await page.goto(hers);
    assert.match(await nora.words(), /Hei, Nora/);
    await look();
    if (script) {
      await tap(page.getByRole("button", { name: "Jeg har lest tjenestebeskrivelsen" }));
      await page.waitForURL(/lagret=1/);
      await look();
    }
    assert.equal(await page.getByRole("button", { name: "Jeg har lest tjenestebeskrivelsen" }).count(), 0);
    await tap(page.getByRole("link", { name: "Endre ønskene" }));
    await page.waitForURL(/\/onsker$/);
    await look();
    await page.locator('input[name="vakter"]').fill("1");
    await page.getByLabel("tirsdag").check();
    await tap(page.getByRole("button", { name: "Lagre" }));
    await page.waitForURL(/lagret=1/);
    assert.match(await nora.words(), /Én vakt i uka/);
    await nora.close();
  }
});

test("the office registers the rest – never the papers themselves – and she is ready", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto(about);
  for (const what of ["Taushetserklæring", "Innføring før første vakt"]) {
    const row = page.locator("li").filter({ has: page.getByText(what, { exact: true }) }).first();
    await tap(row.locator("summary"));
    await tap(row.getByRole("button", { name: "Lagre" }));
    await page.waitForURL(/lagret=1/);
  }
  await look();
  await tap(page.getByRole("link", { name: "Se avtalen" }));
  await page.waitForURL(/avtaler/);
  await look();
  await tap(page.locator("#rode-kors summary"));
  await tap(page.locator("#rode-kors").getByRole("button", { name: "Lagre" }));
  await page.locator("#rode-kors").getByText("I orden").waitFor();
  await page.goto("/kontor/folk");
  await page.getByRole("link", { name: /Nora/ }).getByText("Klar til vakt").waitFor();
  await look();
  for (const [tab, path] of [["Opplysninger", "om"], ["Kompetanse", "kompetanse"], ["Nøkler og slutt", "slutte"]]) {
    await page.goto(about);
    await tap(page.getByRole("link", { name: tab, exact: true }));
    await page.waitForURL(new RegExp(`/${path}$`));
    await look();
  }
  await coordinator.close();

  const nora = await it.open({ size: PHONE, colours: "dark" });
  await nora.page.goto(hers);
  assert.match(await nora.words(), /Alt er i orden\. Du er klar til vakt\./);
  await nora.look();
  await nora.close();
});

test("a leader lets somebody through with a reason, for a while; a coordinator can not", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto("/kontor/folk/ny");
  await coordinator.page.locator('input[name="navn"]').fill("Mats");
  await coordinator.page.locator('input[name="slag"][value="pupil"]').check();
  await coordinator.page.locator('input[name="kontakt"][value="none"]').check();
  await coordinator.tap(coordinator.page.getByRole("button", { name: "Legg inn og lag lenke" }));
  await coordinator.page.getByText("Bare en leder kan").waitFor();
  await coordinator.page.goto("/kontor/folk/regler");
  await coordinator.page.getByText("En leder kan endre reglene").waitFor();
  await coordinator.look();
  await coordinator.close();

  const leader = await it.open({ role: "leader" });
  const { page, tap, look } = leader;
  await page.goto("/kontor/folk");
  await tap(page.getByRole("link", { name: /Mats/ }));
  await tap(page.getByText("Skriv en grunn"));
  await page.locator('input[name="grunn"]').fill("Kurset er neste uke, og Kari er med");
  await look();
  await tap(page.getByRole("button", { name: "La veilederen ha vakt likevel" }));
  await page.waitForURL(/lagret=1/);
  assert.match(await leader.words(), /Åpnet av leder til og med/);
  await look();
  await page.goto("/kontor/folk/regler");
  await look();
  await leader.close();
});

test("leaving: keys back, access off, the link is dead, and everything can be had and erased", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto(`${about}/slutte`);
  await tap(page.getByText("Noter noe veilederen har fått"));
  await page.locator('input[name="ting"]').fill("Nøkkel til bakrommet");
  await tap(page.getByRole("button", { name: "Noter", exact: true }));
  await page.getByText("utlevert").waitFor();
  // Whoever began today leaves tomorrow at the earliest.
  await page.locator('form:has(input[name="dag"]) input[name="dag"]').fill("2026-03-04");
  await tap(page.getByRole("button", { name: "Avslutt" }));
  await page.getByText(/Slutter i morgen|Slutter onsdag/).waitFor();
  await tap(page.getByRole("button", { name: "Levert tilbake" }));
  await page.getByText("levert", { exact: false }).first().waitFor();
  await look();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Last ned alt som en fil" }).click()]);
  assert.equal(file.suggestedFilename(), "mine-opplysninger.json");
  await coordinator.close();
});
