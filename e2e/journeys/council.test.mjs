// The council case: a municipality that has nothing goes from its first page to a case in one sitting, and clicks a figure back to
// where it stands; the demonstration's case is read, shown as slides and said in a minute, also without script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const nothing = stage("empty", "2026-03-04T13:10");
const demo = stage("demo");

test("from an empty municipality to a council case in one sitting", async () => {
  const address = /\/kom-i-gang\?kode=\S+/.exec(nothing.service.server.said)?.[0];
  assert.ok(address, "the first start says where to begin");
  const coordinator = await nothing.open({ size: DESKTOP, place: "" });
  const { page, tap, look, words } = coordinator;
  coordinator.expect(/422/);
  const began = Date.now();
  const next = page.getByRole("button", { name: "Neste", exact: true });
  const at = (/** @type {string} */ step) => page.waitForURL(new RegExp(`/kom-i-gang/${step}`));
  await page.goto(address);
  await at("kommune");
  await page.getByLabel("Søk etter kommunen").fill("Askøy");
  await tap(page.getByRole("button", { name: "Søk", exact: true }));
  await page.waitForURL(/sok=/);
  await tap(page.getByRole("button", { name: /Askøy/ }).or(page.getByRole("radio", { name: /Askøy/ })).first());
  if (page.url().includes("kommune")) await tap(next);
  await at("navn");
  await tap(next);
  await at("sted");
  await page.getByLabel("Et bibliotek").check();
  await page.getByLabel("Navn på stedet").or(page.locator('[name="place"]')).first().fill("Askøy bibliotek");
  await page.locator('[name="street"]').fill("Kleppevegen 2");
  await page.locator('[name="town"]').fill("Kleppestø");
  await tap(next);
  await at("tider");
  await page.getByLabel("onsdag").check();
  await page.locator('[name="start"]').fill("13:00");
  await page.locator('[name="end"]').fill("15:00");
  await tap(next);
  await at("kontakt");
  await page.locator('[name="phone"]').fill("56 15 80 00");
  await tap(next);
  await at("hjelp");
  await page.getByLabel("BankID og innlogging").check();
  await tap(next);
  await at("deg");
  await page.locator('[name="your_name"]').fill("Koordinator");
  await page.locator('[name="login"]').fill("koordinator@askoy.example");
  await page.locator('[name="password"]').fill("tre blå kaffekopper");
  await page.locator('[name="password-again"]').fill("tre blå kaffekopper");
  await tap(next);
  await at("se-over");
  await tap(page.getByRole("button", { name: "Gjør siden klar" }));
  await page.waitForURL(/\/kontor\/klar$/);

  // One thing that costs, one answer of the survey: then the case.
  await page.goto("/kontor/forankring/ny/kostnad");
  await page.getByLabel("Hva koster?").fill("To veiledere");
  await page.locator('[name="slag"][value="operating"]').check();
  await page.locator('[name="regnes"][value="kroner"]').check();
  for (const year of await page.locator("input[name^=ar-]").all()) await year.fill("120 000");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/budsjett\?lagret=1$/);
  await page.goto("/kontor/grunnlag/kartlegging/target-group");
  await page.getByLabel("Svaret", { exact: true }).fill("Eldre, og folk som er nye i landet.");
  await page.getByLabel("Kilde", { exact: true }).fill("Egen vurdering");
  await tap(page.getByRole("button", { name: "Lagre og gå videre" }));
  await page.waitForURL(/lagret=1/);

  await page.goto("/kontor/saksframlegg");
  await page.getByText("Ingen saker ennå").waitFor();
  await look();
  await tap(page.getByRole("link", { name: "Begynn på en sak" }));
  await page.waitForURL(/\/saksframlegg\/ny$/);
  await look();
  await page.getByRole("radio", { name: /^Den korte/ }).check();
  await tap(page.getByRole("button", { name: "Fyll saken" }));
  await page.waitForURL(/\/saksframlegg\/[0-9a-f]{32}\?ny=1$/);
  await page.getByText("Dette må ordnes").first().waitFor();
  await look();
  await coordinator.picture("saksframlegg");
  const home = page.url().replace(/\?.*$/, "");

  // A figure clicked back to its source.
  await page.goto(`${home}/les`);
  await page.getByRole("heading", { level: 2, name: "Fakta" }).waitFor();
  assert.match(await words(), /Ikke besvart i kartleggingen/);
  await look();
  await tap(page.locator(".paper .fact a").first());
  await page.waitForURL(/\/kontor\/grunnlag\/(tall|fakta|kartlegging)/);
  await look();

  // What is to be mended leads to where it is mended.
  await page.goto(home);
  await tap(page.locator("aside").getByRole("link", { name: "Punkt 1 har ingen frist." }));
  await page.waitForURL(/\/del\/decision$/);
  await look();
  await tap(page.getByRole("link", { name: /^Endre:/ }).first());
  await page.waitForURL(/\/bit\//);
  await look();
  await page.getByLabel(/^Ansvarlig/).fill("Biblioteksjefen");
  await page.getByLabel(/^Frist/).fill("2026-09-01");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.waitForURL(/del\/decision\?lagret=1$/);
  await page.getByText("Biblioteksjefen").first().waitFor();
  await page.goto(`${home}/del/assessment`);
  for (const box of await page.locator('input[name="svarer"]').all()) await box.check();
  await page.getByLabel("Hva betyr dette?").fill("Mange her kan trenge et menneske å spørre. Det taler for et fast sted.");
  await tap(page.getByRole("button", { name: "Legg til" }));
  await page.waitForURL(/del\/assessment\?lagret=1$/);
  await look();
  await page.goto(home);
  await page.getByText("Dette må ordnes").first().waitFor();
  assert.doesNotMatch(await words(), /ikke svart på i vurderingen/);
  console.log(`from nothing to a council case: ${coordinator.taps} taps, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  await coordinator.close();
});

for (const script of [true, false]) {
  test(`the case is read, shown and said on a phone, script ${script ? "on" : "off"}`, async () => {
    const coordinator = await demo.open({ role: "coordinator", size: PHONE, script });
    const { page, tap, look, words } = coordinator;
    coordinator.expect(/422/);
    await page.goto("/kontor/saksframlegg");
    await tap(page.getByRole("link", { name: /Fast tilbud om digital hjelp i Bergen/ }));
    await page.waitForURL(/\/saksframlegg\/[0-9a-f]{32}$/);
    await look();
    const home = page.url();
    await page.goto(`${home}/kilder`);
    await page.getByRole("heading", { level: 1, name: "Hvor tallene kommer fra" }).waitFor();
    await look();
    await page.goto(`${home}/presentasjon`);
    await page.getByRole("heading", { level: 2, name: "Dette ber vi om" }).waitFor();
    await look();
    await page.goto(`${home}/heistale`);
    await page.getByLabel("Det du sier").waitFor();
    assert.match(await words(), /\d+ ord, omtrent \d+ sekunder/);
    await look();
    if (script) {
      await page.getByLabel("Det du sier").fill("Bare noen få ord.");
      await page.getByText("4 ord, omtrent 2 sekunder. Den kan være litt lengre.").waitFor();
      await tap(page.getByRole("button", { name: "Start klokka, og les høyt" }));
      await tap(page.getByRole("button", { name: "Stopp klokka" }));
      await page.getByText(/Du brukte \d+ sekunder/).waitFor();
      await look();
    }
    await page.goto(`${home}/heistale`);
    await tap(page.getByText("Legg inn en fortelling"));
    await page.getByLabel("Hva fortalte hun eller han?").fill("Nå slipper jeg å spørre naboen.");
    await page.getByLabel("Når spurte dere?").fill("2026-03-02");
    await page.getByLabel("Hvem spurte?").fill("Koordinatoren");
    await tap(page.getByRole("button", { name: "Lagre" }).last());
    await page.getByText("ingen har skrevet at personen sa ja").waitFor();
    await look();
    await coordinator.close();
  });
}
