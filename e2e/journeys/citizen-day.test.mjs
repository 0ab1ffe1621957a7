// Innbyggerdag: the department is asked by a link and answers with a topic of its own, people sign up, and when the day is
// called off everybody is told – by the call list where there is no other way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("bergen", "2026-04-28T12:15");

/** @type {string} */
let invitation;

const DAY = "innbyggerdager/innbyggerdag.2026-05-13";

test("the department is invited by a link, answers with a topic, and the programme is public", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto("/kontor/arrangement");
  const card = page.locator("section.card", { hasText: "Innbyggerdag" }).filter({ hasText: /13\. mai/ });
  await tap(card.getByRole("link"));
  await page.waitForURL(new RegExp(`/kontor/arrangement/${DAY.replaceAll(".", "\\.")}$`));
  await look();
  await tap(page.getByRole("link", { name: "Ingen har sagt ja til å komme" }));
  await page.waitForURL(/\/gjester$/);
  await look();
  await page.locator('input[name="navn"]').fill("Boligkontoret");
  await page.locator('input[name="emne"]').fill("Bostøtte");
  await tap(page.getByRole("button", { name: "Lag invitasjon" }));
  const link = await page.locator("code.address").innerText();
  assert.match(link, /\/bidra\/[0-9a-f]{32}$/);
  assert.match(await coordinator.words(), /Ikke svart/);
  await look();

  invitation = new URL(link).pathname;
  const department = await it.open({ size: PHONE, script: false });
  await department.page.goto(invitation);
  assert.match(await department.words(), /Invitasjon: Innbyggerdag .*Boligkontoret: Bostøtte .*13\. mai/);
  await department.look();
  await department.page.locator('input[name="svar"][value="other"]').check();
  await department.page.locator('input[name="annet"]').fill("Startlån og bostøtte");
  await department.tap(department.page.getByRole("button", { name: "Send svar" }));
  await department.page.getByText("Takk for svaret").waitFor();
  await department.look();
  await department.close();

  await page.goto(`/kontor/arrangement/${DAY}`);
  assert.match(await coordinator.words(), /Boligkontoret – Startlån og bostøtte Kommer med et annet emne/);
  await tap(page.getByRole("link", { name: "Endre program" }));
  await page.waitForURL(/\/program$/);
  await look();
  await page.locator('textarea[name="program-nb"]').fill("12.00 Startlån – Boligkontoret\n12.45 Bostøtte – Boligkontoret\n13.30 Spør oss");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Planen er klar.").waitFor();
  await tap(page.getByRole("link", { name: "Endre plasser og påmelding" }));
  await page.waitForURL(/\/pamelding$/);
  await look();
  await page.locator('input[name="mate"][value="sign_up"]').check();
  await page.locator('input[name="plasser"]').fill("20");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Lagret.").waitFor();
  await coordinator.close();

  const citizen = await it.open({ script: false });
  await citizen.page.goto(`/arrangement/${DAY}`);
  assert.match(await citizen.words(), /12\.00.*Startlån.*Boligkontoret/);
  assert.match(await citizen.words(), /Hvem kommer.*Boligkontoret/);
  await citizen.look();
  await citizen.close();
});

test("called off: the public pages say it, the receipt says it, and nobody is met with silence", async () => {
  // One signs up on the web and wants to be rung, one by phone without anything but a name.
  const citizen = await it.open({ size: PHONE });
  await citizen.page.goto(`/arrangement/${DAY}`);
  await citizen.look();
  await citizen.tap(citizen.page.locator('main a[href*="/meld-pa/"]').first());
  await citizen.page.waitForURL(/\/meld-pa\//);
  await citizen.look();
  await citizen.page.locator('input[name="navn"]').fill("Signe");
  await citizen.page.locator('input[name="kontakt"][value="call"]').check();
  await citizen.page.getByLabel(/Telefonnummer eller e-post/).fill("55 56 57 58");
  await citizen.tap(citizen.page.getByRole("button", { name: "Meld deg på" }));
  await citizen.page.waitForURL(/\/pamelding\/[A-Z0-9]{8}/);
  await citizen.look();
  const receipt = new URL(citizen.page.url()).pathname;

  const guide = await it.open({ role: "guide", place: "innbyggerservice" });
  await guide.page.goto(`/skranke/pamelding/${DAY}`);
  await guide.look();
  await guide.page.locator('input[name="navn"]').fill("Odd");
  await guide.tap(guide.page.getByRole("button", { name: "Meld på" }));
  await guide.page.getByText("2 av 20 plasser tatt").waitFor();

  const coordinator = await it.open({ role: "coordinator" });
  const { page, tap, look } = coordinator;
  await page.goto(`/kontor/arrangement/${DAY}`);
  assert.match(await coordinator.words(), /2 påmeldt, 0 på venteliste/);
  await tap(page.getByRole("link", { name: "Flytt eller avlys" }));
  await page.waitForURL(/\/dato$/);
  await look();
  await page.locator("#f-grunn-avlys").fill("Boligkontoret kan ikke komme");
  await tap(page.getByRole("button", { name: "Avlys", exact: true }));
  await page.getByText("Lagret.").waitFor();
  assert.match(await coordinator.words(), /Avlyst/);
  await look();
  await coordinator.close();

  await citizen.page.goto(receipt);
  assert.match(await citizen.words(), /Dette er avlyst/);
  await citizen.look();
  await citizen.page.goto(`/nb/arrangement/${DAY}`);
  assert.match(await citizen.words(), /Avlyst.*Boligkontoret kan ikke komme/);
  await citizen.look();
  await citizen.page.goto("/nb/tilbud/innbyggerdager");
  assert.match(await citizen.words(), /Avlyst.*13\. mai|13\. mai.*Avlyst/);
  await citizen.close();

  // The department sees it where it answered.
  const department = await it.open({ size: PHONE, script: false });
  await department.page.goto(invitation);
  assert.match(await department.words(), /Avlyst.*Boligkontoret kan ikke komme/);
  await department.close();

  await guide.page.goto("/skranke/ringeliste");
  const list = await guide.words();
  assert.match(list, /Signe/);
  assert.match(list, /55 56 57 58/);
  assert.match(list, /Odd/);
  assert.match(list, /Vi har ikke noe nummer\. Si fra når de kommer/);
  assert.match(list, /Hvorfor: Boligkontoret kan ikke komme/);
  await guide.look();
  const rows = guide.page.locator("main").getByRole("button", { name: "Har fått beskjed" });
  const before = await rows.count();
  await guide.tap(rows.first());
  await guide.page.waitForURL(/ringeliste/);
  assert.equal(await rows.count(), before - 1);
  await guide.close();
});
