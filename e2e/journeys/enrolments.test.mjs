// Sign-up and the waiting list: a place is freed over the phone, the next on the list is rung, and two browsers want the last
// place at the same moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen");
const CAFE = "datakafe";

test("the coordinator says that one signs up for the Datakafé, and the offering's page shows it", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap } = coordinator;
  await page.goto(`/kontor/tilbud/${CAFE}/hva`);
  await page.locator("main").locator('input[name="access"][value="sign_up"]').check();
  await tap(page.locator("main").getByRole("button", { name: /Lagre/ }));
  await page.goto(`/tilbud/${CAFE}`);
  await page.locator("main").getByRole("link", { name: "Meld deg på" }).waitFor();
  await coordinator.close();
});

/** @param {Awaited<ReturnType<typeof it.open>>} who */
const list = async ({ page, tap }, nth = 0) => {
  await page.goto("/skranke/pamelding");
  await tap(page.locator(`main a[href*="/${CAFE}/"]`).nth(nth));
  await page.waitForURL(/\/skranke\/pamelding\/datakafe\//);
};

/**
 * The guide signs somebody up from the list.
 * @param {Awaited<ReturnType<typeof it.open>>} who
 * @param {string} name
 * @param {string} [phone]
 */
async function signUp({ page, tap }, name, phone) {
  const form = page.locator("form").filter({ has: page.getByLabel(/Fornavn eller kallenavn/) });
  await form.getByLabel(/Fornavn eller kallenavn/).fill(name);
  if (phone) {
    await form.getByRole("radio", { name: "På telefon" }).check();
    await form.getByRole("radio", { name: "Ring meg" }).check();
    await form.getByLabel(/Telefonnummer eller e-post/).fill(phone);
  }
  const before = page.url();
  await tap(form.getByRole("button", { name: /^(Meld på|Sett på venteliste)$/ }));
  // The address of the answer has the new code.
  await page.waitForURL((now) => now.href !== before);
  await page.locator(".code").first().waitFor();
}

test("the waiting list over a phone call: somebody cannot come, and the first in line gets the place", async () => {
  const guide = await it.open({ role: "guide" });
  const { page, tap, look } = guide;
  await page.goto("/skranke/pamelding");
  await look();
  await list(guide);
  for (let n = 1; n <= 10; n += 1) await signUp(guide, `Gjest ${n}`);
  assert.match(await guide.words(), /10 av 10 plasser tatt/);
  await signUp(guide, "Kari", "53 03 00 00");
  assert.match(await guide.words(), /Satt på venteliste\. Koden din: \S{4}-\S{4}/);
  await look();

  // «Hei, jeg kan ikke komme.» One tap; the place is kept for the first in line.
  guide.countFromHere();
  await tap(page.getByRole("button", { name: /^Meld av ?: Gjest 4$/ }));
  await page.getByRole("heading", { name: /Tilbudt plass/ }).waitFor();
  assert.match(await guide.words(), /9 av 10 plasser tatt · 1 tilbudt · 0 venter/);
  assert.match(await guide.words(), /Kari 53 03 00 00 Svar før/);
  await look();
  // The guide rings Kari, who says yes: one tap more.
  await tap(page.getByRole("button", { name: /^Ja takk ?: Kari$/ }));
  await page.getByText("10 av 10 plasser tatt").waitFor();
  assert.equal(guide.taps, 2);

  await tap(page.getByRole("link", { name: "Oppmøteark" }));
  await page.getByRole("heading", { name: "Oppmøteark" }).waitFor();
  assert.doesNotMatch(await guide.words(), /Kari/);
  await look();
  await page.goBack();
  await tap(page.getByRole("link", { name: "Navneliste" }));
  await page.getByText(/Navnene slettes/).waitFor();
  assert.match(await guide.words(), /Kari/);
  await look();
  await guide.close();
});

for (const script of [true, false]) {
  test(`a citizen signs up on two pages from the offering, and leaves in one step: script ${script ? "on" : "off"}`, async () => {
    const citizen = await it.open({ size: PHONE, script });
    const { page, tap, look } = citizen;
    await page.goto(`/tilbud/${CAFE}`);
    await tap(page.locator("main").getByRole("link", { name: "Meld deg på" }));
    await page.waitForURL(/\/meld-pa\/datakafe$/);
    await look();
    await tap(page.locator("main .dates a").nth(2));
    await page.getByLabel(/Fornavn eller kallenavn/).waitFor();
    await look();
    await tap(page.getByRole("button", { name: "Meld deg på" }));
    await page.waitForURL(/\/pamelding\/[0-9A-Z]{8}$/);
    assert.match(await citizen.words(), /Du er påmeldt .*Koden din:/);
    await look();
    await tap(page.getByRole("button", { name: "Meld meg av" }));
    await page.getByRole("heading", { name: "Du er meldt av" }).waitFor();
    await look();
    await citizen.close();
  });
}

test("the last place, wanted in two browsers at the same moment: one gets it, the other is asked to wait with everything kept", async () => {
  const guide = await it.open({ role: "guide" });
  await list(guide, 1);
  for (let n = 1; n <= 9; n += 1) await signUp(guide, `Gjest ${n}`);
  const which = new URL(guide.page.url()).pathname.split("/").at(-1);
  await guide.close();

  const both = [await it.open({ size: PHONE }), await it.open({ size: DESKTOP })];
  for (const { page } of both) {
    await page.goto(`/meld-pa/${CAFE}?dato=${which}`);
    await page.getByText("Én ledig plass.").waitFor();
    await page.getByLabel(/Fornavn eller kallenavn/).fill("Blå rev");
  }
  await Promise.all(both.map(({ page, tap }) => tap(page.getByRole("button", { name: "Meld deg på" }))));
  await Promise.all(both.map(({ page }) => page.getByText(/Koden din:|Plassen ble tatt akkurat nå/).first().waitFor()));
  const words = await Promise.all(both.map((b) => b.words()));
  const winner = words.findIndex((w) => w.includes("Du er påmeldt"));
  assert.ok(winner >= 0 && words.filter((w) => w.includes("Du er påmeldt")).length === 1, words.join("\n"));
  const loser = both[1 - winner];
  assert.match(words[1 - winner], /Plassen ble tatt akkurat nå\. Vil du stå på venteliste\?/);
  assert.equal(await loser.page.getByLabel(/Fornavn eller kallenavn/).inputValue(), "Blå rev");
  await loser.look();
  await loser.tap(loser.page.getByRole("button", { name: "Stå på venteliste" }));
  await loser.page.getByText("Du er nummer 1 i rekken.").waitFor();
  await loser.look();
  // The winner cannot come after all: the one who waits is offered the place and says yes.
  await both[winner].tap(both[winner].page.getByRole("button", { name: "Meld meg av" }));
  await both[winner].page.getByRole("heading", { name: "Du er meldt av" }).waitFor();
  await loser.page.reload();
  await loser.page.getByRole("heading", { name: "Det er en ledig plass til deg" }).waitFor();
  await loser.look();
  await loser.tap(loser.page.getByRole("button", { name: "Ja takk" }));
  await loser.page.getByRole("heading", { name: "Du er påmeldt" }).waitFor();
  for (const b of both) await b.close();
});
