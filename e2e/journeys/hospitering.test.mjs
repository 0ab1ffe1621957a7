// Hospitering both ways: another service offers a place, a guide wishes from her phone, the coordinator agrees, and both who
// visited write what they learnt.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, stage } from "../lib/stage.mjs";
import { signIn } from "../lib/world.mjs";

const it = stage("bergen");

const SHADOWING = "/kontor/laering/hospitering";
/** @type {string} */
let door;
/** @type {string} */
let mine;

/** A volunteer with her personal link. */
async function volunteer() {
  const { origin } = it.service;
  const answer = await fetch(`${origin}/kontor/folk/ny`, {
    method: "POST",
    headers: { origin, cookie: await signIn(it.service, "coordinator"), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ navn: "Kari", slag: "volunteer", kontakt: "email", adresse: "kari@eksempel.no", les: "nb", fra: "2026-02-01" }),
  });
  const link = /\/veileder\/[0-9a-f]+/.exec(await answer.text())?.[0];
  assert.ok(link, `the page shows her link: ${answer.status}`);
  return link;
}

test("the coordinator opens a page for colleagues, and one of our own places takes them in", async () => {
  mine = `${await volunteer()}/laering`;
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto(SHADOWING);
  await look();
  await tap(page.getByRole("link", { name: "Nytt sted som tar imot kolleger" }));
  await page.waitForURL(/plass\/ny/);
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Velg").first().waitFor();
  coordinator.expect(/422/);
  await look();
  await page.locator('select[name="sted"]').selectOption("hovedbiblioteket");
  await page.locator('textarea[name="om"]').fill("Stå ved skranken i en drop-in");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Lagret.").waitFor();
  await tap(page.getByRole("button", { name: "Åpne en side for kolleger" }));
  await page.getByRole("button", { name: "Steng siden" }).waitFor();
  door = new URL(await page.locator(".poster-address").innerText()).pathname;
  await look();
  await coordinator.close();
});

test("another service offers a place and wishes to come, without an account and without script", async () => {
  const colleague = await it.open({ size: PHONE, script: false });
  const { page, tap, look } = colleague;
  await page.goto(door);
  await look();
  await page.locator('input[name="navn"]').fill("Mona");
  await page.locator('input[name="tjeneste"]').fill("Hjemmetjenesten");
  await page.locator('input[name="epost"]').fill("mona");
  await tap(page.getByRole("button", { name: "Send ønsket" }));
  colleague.expect(/422/);
  assert.equal(await page.locator('input[name="navn"]').inputValue(), "Mona", "nothing is lost");
  await page.locator('input[name="epost"]').fill("mona@eksempel.no");
  await tap(page.getByRole("button", { name: "Send ønsket" }));
  await page.getByText("Takk! Koordinatoren tar kontakt").waitFor();
  await tap(page.locator("summary", { hasText: "Ta imot en veileder" }));
  await page.locator('input[name="navnet"]').fill("Hjemmetjenesten");
  await page.locator('#p-om').fill("En formiddag med dem som tar imot telefoner");
  await page.locator('input[name="kontakt"]').fill("Mona, mona@eksempel.no");
  await tap(page.getByRole("button", { name: "Tilby plassen" }));
  await page.getByText("Takk! Koordinatoren tar kontakt").waitFor();
  await look();
  await colleague.close();
});

test("the coordinator takes the offer in, and the guide wishes from her phone", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto("/kontor");
  assert.match(await coordinator.words(), /1 tjeneste har tilbudt en plass/);
  await coordinator.page.goto(SHADOWING);
  await coordinator.tap(coordinator.page.getByRole("link", { name: "Hjemmetjenesten", exact: true }));
  await coordinator.page.waitForURL(/plass\/[0-9a-f]{32}$/);
  await coordinator.page.getByLabel("Tar imot", { exact: true }).check();
  await coordinator.tap(coordinator.page.getByRole("button", { name: "Lagre" }));
  await coordinator.page.getByText("Lagret.").waitFor();
  await coordinator.close();

  const guide = await it.open({ size: PHONE });
  const { page, tap, look } = guide;
  await page.goto(mine);
  await look();
  await tap(page.getByRole("link", { name: "Se hvor du kan besøke" }));
  await page.waitForURL(/\/hospitering$/);
  await look();
  await page.getByLabel(/Hjemmetjenesten/).check();
  await page.locator('textarea[name="onske"]').fill("Hva folk ringer om. Helst tirsdag.");
  await tap(page.getByRole("button", { name: "Send ønsket" }));
  await page.getByText("Ønsket er sendt.").waitFor();
  await look();
  await guide.close();
});

test("the coordinator says yes to both matches", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  for (const [who, day] of [["Kari besøker Hjemmetjenesten", "2026-03-03"], ["Mona, Hjemmetjenesten besøker", "2026-03-03"]]) {
    await page.goto(SHADOWING);
    const card = page.locator("section.card", { hasText: who });
    await tap(card.getByRole("link", { name: "Avtal tid" }));
    await page.waitForURL(/\/avtal\?/);
    await look();
    await page.locator('input[name="dag"]').fill(day);
    await page.locator('input[name="mote"]').fill("Hovedinngangen");
    await tap(page.getByRole("button", { name: "Avtal", exact: true }));
    await page.waitForURL(/\/avtale\/[0-9a-f]{32}/);
    await page.getByText("Avtalt").first().waitFor();
    await look();
  }
  await coordinator.close();
});

test("both write what they learnt, the hours are logged, and the visits are counted", async () => {
  const guide = await it.open({ size: PHONE, script: false });
  const { page, tap, look } = guide;
  await page.goto(mine);
  await tap(page.getByRole("link", { name: "Skriv noen linjer" }));
  await page.locator('textarea[name="laert"]').fill("Ring meg på 900 00 000");
  await tap(page.getByRole("button", { name: "Lagre" }));
  guide.expect(/422/);
  assert.match(await page.locator('textarea[name="laert"]').inputValue(), /900 00 000/);
  await page.locator('textarea[name="laert"]').fill("De fleste spør om nettsidene før de spør om hjelp.");
  await page.locator('textarea[name="videre"]').fill("Vis fram telefonnummeret først.");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Takk, det er lagret.").waitFor();
  await look();
  await page.goto(mine);
  assert.match(await guide.words(), /3 t opplæring i år/);
  await guide.close();

  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto(SHADOWING);
  assert.match(await coordinator.words(), /I år har veilederne vært på 1 besøk/);
  assert.match(await coordinator.words(), /nettsidene før de spør om hjelp/);
  await coordinator.look();
  await coordinator.picture("hospitering");
  await coordinator.close();
});
