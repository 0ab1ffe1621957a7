// The risk workshop: an assessment begun from the library, rated with keys on one screen while another follows, taken to held,
// accepted and approved; and the same buttons without script. Then the places, and one list of what is due.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

/**
 * Begins an assessment with two scenarios of the library; its address.
 * @param {Awaited<ReturnType<typeof it.open>>} who
 * @param {string} title
 */
async function begin({ page, tap, look }, title) {
  await page.goto("/kontor/ros");
  await look();
  await tap(page.getByRole("link", { name: "Ny ROS-analyse" }));
  await page.getByLabel("Hva heter analysen?").fill(title);
  await page.getByLabel("Hva gjelder den?").fill("Hjelpen ved skranken.");
  await look();
  await tap(page.getByRole("button", { name: "Begynn" }));
  await page.waitForURL(/\/bibliotek$/);
  await look();
  await page.getByLabel(/Noen går fra en maskin uten å logge ut/).check();
  await page.getByLabel(/En søknad blir sendt med feil innhold/).check();
  await tap(page.getByRole("button", { name: "Ta med de jeg har valgt" }));
  await page.waitForURL(/\/kontor\/ros\/[0-9a-f]{32}$/);
  await look();
  return new URL(page.url()).pathname;
}

test("the workshop with keys, on two screens, to an approved assessment", async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  const { page, tap, look } = coordinator;
  const at = await begin(coordinator, "Hjelp med søknader");

  const screen = await it.open({ role: "privacy_officer", size: DESKTOP });
  await screen.page.goto(`${at}/verksted`);
  await tap(page.getByRole("link", { name: "Start verkstedet" }));
  await page.waitForURL(/\/verksted$/);
  await look();
  await screen.look();
  assert.match(await screen.words(), /Hendelse 1 av 2/);
  assert.equal(await screen.page.locator("main button").count(), 0, "who follows has no buttons");

  // Likely, bad: two digits.
  await page.keyboard.press("4");
  await page.locator('button[name="s"][value="4"][aria-pressed="true"]').waitFor();
  await page.keyboard.press("3");
  await page.getByText("H – Høy risiko").waitFor();
  await look();
  await screen.page.getByText("H – Høy risiko").waitFor();
  await screen.look();
  await coordinator.picture("ros-verksted");

  // On to the measures by key, and the library's own.
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Hva vil vi gjøre?" }).waitFor();
  await screen.page.getByRole("heading", { name: "Hva vil vi gjøre?" }).waitFor();
  await look();
  await page.getByLabel("Hva gjør vi?").fill("La veilederen se etter før neste person");
  await page.getByLabel("Hvem", { exact: true }).fill("Fagleder");
  // A digit that somebody writes chooses nothing.
  await page.getByLabel("Frist").fill("2026-04-15");
  await tap(page.getByRole("button", { name: "Legg til tiltaket" }));
  await screen.page.getByText("La veilederen se etter før neste person").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("Hvor sikre er vi på dette?").waitFor();
  for (const [digit, pressed] of [["2", 's"][value="2'], ["2", 'k"][value="2'], ["2", 'kunnskap"][value="medium']]) {
    await page.keyboard.press(digit);
    await page.locator(`button[name="${pressed}"][aria-pressed="true"]`).waitFor();
  }
  await look();
  await screen.page.getByText("L – Lav risiko").waitFor();

  // The next scenario: green as it is.
  await page.keyboard.press("ArrowRight");
  await page.getByText("Hendelse 2 av 2").waitFor();
  await screen.page.getByText("Hendelse 2 av 2").waitFor();
  await page.keyboard.press("1");
  await page.locator('button[name="s"][value="1"][aria-pressed="true"]').waitFor();
  await page.keyboard.press("2");
  await page.getByText("L – Lav risiko").waitFor();
  await page.keyboard.press("PageDown");
  await page.getByRole("heading", { name: "Hva vil vi gjøre?" }).waitFor();
  await page.keyboard.press("PageDown");
  await page.getByText("Hvor sikre er vi på dette?").waitFor();
  await tap(page.getByRole("button", { name: /^3\s*Sikre/ }));
  await page.locator('button[name="kunnskap"][value="strong"][aria-pressed="true"]').waitFor();
  await screen.close();

  // What is missing is said; then it is held.
  await page.goto(at);
  assert.match(await coordinator.words(), /Skriv hvem som var med\./);
  await look();
  await page.goto(`${at}/om`);
  await page.getByLabel("Hvem var med").fill("Fagleder\nTo veiledere");
  await page.getByLabel("Gjort den").fill("2026-03-03");
  await page.getByLabel("Risikoeier").fill("Leder for biblioteket");
  await page.getByLabel("Ses på igjen").fill("2027-03-03");
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(new RegExp(`${at}$`));
  await tap(page.getByRole("button", { name: "Verkstedet er gjennomført" }));
  await page.getByText("Alt er på plass. En leder kan godkjenne.").waitFor();
  await look();
  await coordinator.picture("ros-analyse");

  const leader = await it.open({ role: "leader", size: DESKTOP });
  await leader.page.goto(at);
  await leader.tap(leader.page.getByRole("button", { name: "Godkjenn analysen" }));
  await leader.page.getByText("Godkjent", { exact: true }).first().waitFor();
  await leader.look();
  const [download] = await Promise.all([
    leader.page.waitForEvent("download"),
    leader.tap(leader.page.getByRole("link", { name: "PDF" })),
  ]);
  assert.match(download.suggestedFilename(), /^ros-hjelp-med-soknader-1\.pdf$/);
  await leader.close();

  // The next version, compared with the one before.
  await page.goto(at);
  assert.equal(await page.getByRole("link", { name: "Endre skalaen" }).count(), 0, "what is approved stays");
  await tap(page.getByRole("button", { name: "Lag en ny utgave" }));
  await page.getByText("Utgave 2", { exact: true }).waitFor();
  await tap(page.getByRole("link", { name: "Sammenlign utgaver" }));
  await page.waitForURL(/\/sammenlign$/);
  assert.match(await coordinator.words(), /Det som står om analysen, er endret/);
  await look();
  await coordinator.close();
});

test("the workshop without script, on a phone", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE, script: false });
  const { page, tap, look } = coordinator;
  const at = await begin(coordinator, "Uten script");
  await page.goto(`${at}/verksted`);
  await look();
  await tap(page.locator('button[name="s"][value="2"]'));
  await page.locator('button[name="s"][value="2"][aria-pressed="true"], button[name="s"][value="2"][aria-pressed=""]').waitFor();
  await tap(page.locator('button[name="k"][value="5"]'));
  // The worst consequence is never green, however rare.
  await page.getByText("M – Middels risiko").first().waitFor();
  await tap(page.getByRole("button", { name: "Videre →" }));
  await page.getByText("Hva vil vi gjøre?").first().waitFor();
  await tap(page.getByRole("button", { name: "Bruk forslaget" }));
  await page.getByText("Ingen har fått ansvaret").first().waitFor();
  await tap(page.getByRole("button", { name: "← Tilbake" }));
  await page.getByText("Hvor ofte kan det skje?").first().waitFor();
  await coordinator.close();
});

test("a place is walked through, what is lacking becomes a measure, and the list says who", async () => {
  const coordinator = await it.open({ role: "coordinator", size: PHONE });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/ros/steder");
  await look();
  await tap(page.getByRole("link", { name: "Hovedbiblioteket" }).first());
  await page.waitForURL(/\/steder\/hovedbiblioteket$/);
  await look();
  await tap(page.getByRole("link", { name: "Gå gjennom stedet" }));
  await page.waitForURL(/\/runde$/);
  await page.getByLabel("Hvem går gjennom?").fill("Driftsansvarlig");
  const groups = page.locator(".check-item fieldset");
  for (let i = 0; i < (await groups.count()); i += 1) {
    const alarm = await groups.nth(i).getByText("Kan veilederen få hjelp uten å rope?").count();
    await groups.nth(i).getByLabel(alarm ? "Nei" : "Ja").check();
  }
  await look();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/\/steder\/hovedbiblioteket$/);
  assert.match(await coordinator.words(), /Ikke i orden Kan veilederen få hjelp uten å rope\?/);
  await tap(page.getByText("Et nytt tiltak"));
  await page.getByLabel("Hva gjør vi?").fill("Reparere alarmen");
  await page.getByLabel("Hvem", { exact: true }).fill("Driftsansvarlig");
  await page.getByLabel("Frist").fill("2026-03-01");
  await tap(page.getByRole("button", { name: "Legg til tiltaket" }));
  await page.getByText("Reparere alarmen").first().waitFor();
  await page.goto("/kontor/frister");
  await look();
  assert.match(await coordinator.words(), /Driftsansvarlig .*Over fristen Tiltak: Reparere alarmen/);
  await page.goto("/kontor");
  await tap(page.getByRole("link", { name: "Se fristene" }));
  await page.waitForURL(/\/kontor\/frister$/);
  await tap(page.getByRole("link", { name: "Reparere alarmen" }));
  await page.getByLabel("Gjort", { exact: true }).check();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Virker tiltaket?").waitFor();
  await look();
  await coordinator.close();
});
