// A citizen is sent from the library to citizen service with a slip, and back in the figures: by the slip's code, without anybody
// knowing who it was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");

/** @param {Awaited<ReturnType<typeof it.open>>} guide */
async function slip(guide) {
  const { page, tap } = guide;
  await page.goto("/skranke/lapp/offering/drop-in-innbyggerservice?topic=municipal_applications");
  await tap(page.getByRole("button", { name: "Legg en kode på lappen" }));
  await page.waitForURL(/kode=[A-Z0-9]{8}/);
  return /kode=([A-Z0-9]{8})/.exec(page.url())?.[1] ?? "";
}

test("from the library to citizen service and back in the figures", async () => {
  const library = await it.open({ role: "guide", size: DESKTOP });
  await library.page.goto("/skranke/vis-videre?topic=municipal_applications");
  await library.look();
  const codes = [];
  for (let n = 0; n < 6; n += 1) codes.push(await slip(library));
  assert.equal(new Set(codes).size, 6, "each slip has its own");
  await library.look();
  assert.match(await library.words(), /Hvordan gikk det\?.*Vi spør ikke hvem du er/);
  await library.close();

  // The citizen: one tap on a phone, with script and without.
  for (const script of [true, false]) {
    const citizen = await it.open({ size: PHONE, script });
    citizen.expect(/409/);
    await citizen.page.goto(`/vist/${codes[script ? 0 : 1]}`);
    await citizen.look();
    await citizen.tap(citizen.page.getByRole("button", { name: "Jeg fikk hjelp" }));
    await citizen.page.waitForURL(/takk=solved/);
    assert.match(await citizen.words(), /Takk!/);
    await citizen.look();
    await citizen.page.goto(`/vist/${codes[script ? 0 : 1]}`);
    await citizen.tap(citizen.page.getByRole("button", { name: "Det var stengt" }));
    await citizen.page.getByText("Denne koden er brukt.").first().waitFor();
    await citizen.look();
    await citizen.close();
  }

  // The next desk, at citizen service: the code is read aloud.
  const desk = await it.open({ role: "helper", size: PHONE, place: "innbyggerservice" });
  desk.expect(/4(04|09|22)/);
  await desk.page.goto("/skranke/vist");
  await desk.look();
  await desk.page.getByLabel("Koden på lappen").fill(`${codes[2].slice(0, 4).toLowerCase()} ${codes[2].slice(4)}`);
  await desk.tap(desk.page.getByRole("button", { name: "Sendt videre" }));
  await desk.page.waitForURL(/takk=sent_on/);
  await desk.page.getByLabel("Koden på lappen").fill("FEIL-KODE");
  await desk.tap(desk.page.getByRole("button", { name: "Løst her" }));
  await desk.page.getByText("Vi kjenner ikke den koden.").first().waitFor();
  await desk.look();
  await desk.close();

  // The receiver, by a link of its own.
  const office = await it.open({ role: "coordinator", size: DESKTOP });
  await office.page.goto("/kontor/henvisninger");
  await office.look();
  await office.page.getByLabel("Hvem skal ha den?").selectOption("offering:drop-in-innbyggerservice");
  await office.tap(office.page.getByRole("button", { name: "Lag lenke" }));
  const link = new URL((await office.page.locator(".link-once").innerText()).trim()).pathname;
  await office.look();
  const receiver = await it.open({ size: PHONE });
  for (const [code, button] of [
    [codes[3], "Løst her"],
    [codes[4], "Møtte stengt dør"],
  ]) {
    await receiver.page.goto(link);
    await receiver.page.getByLabel("Koden på lappen").fill(code);
    await receiver.tap(receiver.page.getByRole("button", { name: button }));
    await receiver.page.waitForURL(/takk=/);
  }
  await receiver.look();
  await receiver.close();

  await office.page.goto("/kontor/tall/vist-videre");
  assert.match(await office.words(), /6 lapper med kode er gitt ut\. Vi vet hvordan det gikk med 5 av dem \(83 %\)\. 2 måtte gå videre\./);
  assert.match(await office.words(), /40 %/);
  await office.look();
  await office.picture("vist-videre");
  await office.close();
});
