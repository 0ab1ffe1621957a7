// A time with a guide: booked, moved and given up by a citizen with the keyboard alone and script off, and by phone in fewer steps.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";
import { choose, enter, trail, write } from "../lib/steps.mjs";

const it = stage("bergen");

/** @typedef {import("playwright-core").Page} Page */

const START = "/bestill/en-til-en";
/** @param {Page} page */
const wayIn = (page) => page.locator(`main .ways a[href$="${START}"]`);
/** @param {Page} page */
const times = (page) => page.locator('main button[name="tid"]');
/** @param {Page} page */
const codeOf = async (page) => {
  const code = await page.locator(".booking-slip .code").innerText();
  assert.match(code, /^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  return code;
};
/** The button that sends the page's form. @param {Page} page */
const next = (page) => page.locator('main form button[type="submit"]:not([name])').first();

/**
 * A page of a new citizen with a time that is held for her, and nothing written yet.
 * @param {import("../lib/stage.mjs").Who} who
 * @param {number} which of the free times
 */
async function holding(who, which = 0) {
  const citizen = await it.open(who);
  const { page } = citizen;
  await page.goto(`${START}/tid?behov=vet-ikke`);
  const tid = await times(page).nth(which).getAttribute("value");
  await times(page).nth(which).click();
  await page.waitForURL(/\/kontakt\?hold=/);
  return { citizen, page, tid };
}

/** How many stand in the list at the counter. */
async function standing() {
  const guide = await it.open({ role: "guide", place: "innbyggerservice" });
  await guide.page.goto("/skranke/timer");
  const all = await guide.page.locator("ul.booked li", { hasNotText: "Avbestilt" }).count();
  await guide.close();
  return all;
}

/** The service is away for a while, and comes back that much later. @param {number} minutes */
async function later(minutes) {
  const { server } = it.service;
  await server.stop();
  const [day, clock] = server.time.split("T");
  const [hour, minute] = clock.split(":").map(Number);
  const then = hour * 60 + minute + minutes;
  server.at = `${day}T${String(Math.floor(then / 60)).padStart(2, "0")}:${String(then % 60).padStart(2, "0")}`;
  server.began = Date.now();
  await server.start();
}

for (const size of [PHONE, DESKTOP]) {
  test(`with the keyboard alone and script off she books, moves and gives up: ${size.name}`, async () => {
    const citizen = await it.open({ size, script: false });
    const { page, look } = citizen;
    const paths = trail(page);
    await page.goto("/");
    await enter(page, wayIn(page));
    await page.waitForURL(/\/bestill\/en-til-en$/);
    await look();
    await choose(page, "behov", "electronic_id");
    await enter(page, next(page));
    await page.waitForURL(/\/tid\?behov=electronic_id/);
    assert.match(await citizen.words(), /torsdag 5\. mars/i, "times stand under their day");
    await look();
    await enter(page, times(page).first());
    await page.waitForURL(/\/kontakt\?hold=/);
    assert.match(await citizen.words(), /Vi holder av tiden til deg til kl\. 12\.\d\d/);
    await look();
    await write(page, "navn", "Kari");
    await enter(page, next(page));
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
    const between = paths.slice(1, -1);
    assert.deepEqual(between.map((p) => p.replace(/^\/(nb|nn|en)/, "")), [START, `${START}/tid`, `${START}/kontakt`], "three pages from the front page to the receipt");
    await look();

    assert.match(await citizen.words(), /Velkommen, Kari\. Timen er din/);
    assert.match(await citizen.words(), /Ring samme morgen hvis du vil være sikker/);
    const code = await codeOf(page);
    const letters = await page.locator(".booking-slip .code").evaluate((e) => parseFloat(getComputedStyle(e).fontSize));
    assert.ok(letters >= 28, `the code is large: ${letters} px`);

    const waits = page.waitForEvent("download");
    await enter(page, page.getByRole("link", { name: "Legg i kalenderen" }));
    const download = await waits;
    assert.match(download.suggestedFilename(), /\.ics$/);
    const file = await readFile(await download.path(), "utf8");
    assert.match(file, /BEGIN:VEVENT[\s\S]*DTSTART:20260305T\d{6}Z/);
    assert.doesNotMatch(file, /Kari|BankID|elektronisk/i, "the calendar does not say who or what about");

    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".booking-slip .code").isVisible());
    assert.equal(await page.getByRole("link", { name: "Flytt timen" }).isVisible(), false, "only the slip is printed");
    await page.emulateMedia({ media: "screen" });

    // Another day she comes back with the code, and finds the way from the front page.
    await page.goto("/");
    await enter(page, wayIn(page));
    await page.waitForURL(/\/bestill\/en-til-en$/);
    await enter(page, page.locator('main a[href$="/time"]'));
    await page.waitForURL(/\/time$/);
    await look();
    await write(page, "kode", code.toLowerCase().replace("-", " "));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
    const before = await page.locator(".appointment h2").innerText();
    await enter(page, page.getByRole("link", { name: "Flytt timen" }));
    await page.waitForURL(/\/flytt/);
    assert.match(await citizen.words(), /Den er din til du har valgt en ny/);
    await look();
    await enter(page, times(page).last());
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
    assert.equal(await codeOf(page), code, "the code stays");
    assert.notEqual(await page.locator(".appointment h2").innerText(), before);
    await enter(page, page.getByRole("button", { name: "Avbestill timen" }));
    await page.getByText("Du har ingen time nå").waitFor();
    await look();
    await citizen.close();
  });
}

for (const [language, size, title] of /** @type {const} */ ([
  ["nn", PHONE, "Timen er din"],
  ["en", DESKTOP, "The appointment is yours"],
])) {
  test(`the same three pages with taps in ${language}: ${size.name}`, async () => {
    const citizen = await it.open({ size });
    const { page, tap, look } = citizen;
    await page.goto(`/${language}`);
    await tap(wayIn(page));
    await page.waitForURL(/\/bestill\/en-til-en$/);
    await look();
    await tap(page.locator('label:has(input[name="behov"][value="nav"]), .ds-field:has(input[name="behov"][value="nav"]) label').first());
    await tap(next(page));
    await page.waitForURL(/\/tid\?behov=nav/);
    await look();
    await tap(times(page).first());
    await page.waitForURL(/\/kontakt\?hold=/);
    await look();
    // A number that can't be rung is asked for again, and nothing is lost.
    await page.locator('input[name="navn"]').fill("Ola");
    await page.locator('input[name="mate"][value="call"]').check();
    await page.locator('input[name="telefon"]').fill("12");
    await tap(next(page));
    await page.locator('[aria-invalid="true"]').first().waitFor();
    citizen.expect(/422/);
    await look();
    assert.equal(await page.locator('input[name="navn"]').inputValue(), "Ola");
    await page.locator('input[name="telefon"]').fill("55 56 57 58");
    await tap(next(page));
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
    assert.match(await citizen.words(), new RegExp(title));
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await codeOf(page);
    await look();
    await tap(page.locator(".appointment form button"));
    await page.locator(".appointment form").waitFor({ state: "detached" });
    await look();
    await citizen.close();
  });
}

test("the back button loses nothing, and the receipt is found again from the form behind it", async () => {
  for (const script of [false, true]) {
    const citizen = await it.open({ size: PHONE, script });
    const { page } = citizen;
    await page.goto(START);
    await page.locator('input[name="behov"][value="nav"]').check();
    await next(page).click();
    await page.waitForURL(/\/tid\?behov=nav/);
    const tid = await times(page).first().getAttribute("value");
    await times(page).first().click();
    await page.waitForURL(/\/kontakt\?hold=/);
    await page.goBack();
    await page.waitForURL(/\/tid\?behov=nav/);
    await page.goBack();
    await page.waitForURL(/\/bestill\/en-til-en$/);
    assert.ok(await page.locator('input[name="behov"][value="nav"]').isChecked(), "what she needs is still chosen");
    await next(page).click();
    await page.waitForURL(/\/tid\?behov=nav/);
    // What she held is hers to choose again, or another.
    await page.goBack();
    await page.goForward();
    await times(page).nth(1).click();
    await page.waitForURL(/\/kontakt\?hold=/);
    await page.locator('input[name="navn"]').fill("Gro");
    await next(page).click();
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
    const code = await codeOf(page);
    await page.goBack();
    if (/\/kontakt/.test(page.url())) await next(page).click();
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
    assert.equal(await codeOf(page), code, "going back and sending once more is the same booking");
    assert.ok(tid, "a time has a value");
    await page.locator(".appointment form button").click();
    await page.getByText("Du har ingen time nå").waitFor();
    await citizen.close();
  }
});

test("sent twice, from two windows and with a double click, it is one booking", async () => {
  const before = await standing();
  const { citizen, page } = await holding({ script: false });
  const other = await citizen.context.newPage();
  await other.goto(page.url());
  await other.locator('input[name="navn"]').fill("Per");
  await page.locator('input[name="navn"]').fill("Per");
  await next(page).dblclick();
  await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  await next(other).click();
  await other.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  const code = await codeOf(page);
  assert.equal(await codeOf(other), code);
  assert.equal(await standing(), before + 1);
  await page.locator(".appointment form button").click();
  await page.getByText("Du har ingen time nå").waitFor();
  await citizen.close();
});

test("a hold that ran out keeps what she wrote: the time is hers if nobody came, else the nearest are offered", async () => {
  const slow = await holding({ size: PHONE }, 0);
  const away = await holding({ size: PHONE, script: false }, 0);
  assert.notEqual(slow.tid, away.tid, "a held time is not offered to another");
  await slow.page.locator('input[name="navn"]').fill("Tove");
  await slow.page.locator('input[name="mate"][value="sms"]').check();
  await slow.page.locator('input[name="telefon"]').fill("900 00 000");
  await away.page.locator('input[name="navn"]').fill("Arne");
  await later(15);

  const quick = await it.open({ script: false });
  await quick.page.goto(`${START}/tid?behov=vet-ikke`);
  await quick.page.locator(`main button[name="tid"][value="${slow.tid}"]`).click();
  await quick.page.waitForURL(/\/kontakt\?hold=/);
  await next(quick.page).click();
  await quick.page.waitForURL(/\/time\/[A-Z0-9]{8}$/);

  // Nobody took Arne's: it is his although he was slow.
  await next(away.page).click();
  await away.page.waitForURL(/\/time\/[A-Z0-9]{8}$/);

  // Somebody took Tove's: the nearest are there at once, with all she wrote.
  const { page } = slow;
  await slow.citizen.tap(next(page));
  await page.getByRole("heading", { name: "Noen rakk den tiden før deg" }).waitFor();
  slow.citizen.expect(/409/);
  await slow.citizen.look();
  assert.equal(await page.locator('input[name="navn"]').inputValue(), "Tove");
  assert.equal(await page.locator('input[name="telefon"]').inputValue(), "900 00 000");
  assert.ok(await page.locator('input[name="mate"][value="sms"]').isChecked());
  const near = await times(page).count();
  assert.ok(near > 0 && near <= 6, `${near} near times`);
  await slow.citizen.tap(times(page).first());
  await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  assert.match(await slow.citizen.words(), /Velkommen, Tove/);
  for (const at of [page, away.page, quick.page]) {
    await at.locator(".appointment form button").click();
    await at.getByText("Du har ingen time nå").waitFor();
  }
  await slow.citizen.close();
  await away.citizen.close();
  await quick.close();
});

/** One who books for herself, from the front page; another day she moves it, and at last she gives it up. Taps for each. */
async function asCitizen() {
  const citizen = await it.open({});
  const { page, tap } = citizen;
  await page.goto("/");
  await tap(wayIn(page));
  await tap(page.locator('input[name="behov"][value="nav"]'));
  await tap(next(page));
  await tap(times(page).first());
  await page.locator('input[name="navn"]').fill("Liv");
  await tap(page.locator('input[name="mate"][value="call"]'));
  await page.locator('input[name="telefon"]').fill("55 56 57 58");
  await tap(next(page));
  await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  const code = await codeOf(page);
  const book = citizen.taps;
  const open = async () => {
    citizen.countFromHere();
    await page.goto("/");
    await tap(wayIn(page));
    await tap(page.locator('main a[href$="/time"]'));
    await page.locator('input[name="kode"]').fill(code);
    await tap(next(page));
    await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  };
  await open();
  await tap(page.getByRole("link", { name: "Flytt timen" }));
  await tap(times(page).last());
  await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  const move = citizen.taps;
  await open();
  await tap(page.getByRole("button", { name: "Avbestill timen" }));
  await page.getByText("Du har ingen time nå").waitFor();
  const cancel = citizen.taps;
  await citizen.close();
  return { book, move, cancel };
}

for (const size of [PHONE, DESKTOP]) {
  test(`the guide does the same for somebody on the phone, in fewer steps: ${size.name}`, async () => {
    const citizen = await asCitizen();
    const guide = await it.open({ role: "guide", size, place: "innbyggerservice" });
    const { page, tap, look } = guide;
    await page.goto("/skranke");
    guide.countFromHere();
    await tap(page.getByRole("link", { name: "Ny time" }));
    await page.waitForURL(/\/skranke\/timer\/ny/);
    await look();
    await page.locator('select[name="behov"]').selectOption("nav");
    await page.locator('input[name="navn"]').fill("Liv");
    await tap(page.locator('input[name="mate"][value="call"]'));
    await page.locator('input[name="telefon"]').fill("55 56 57 58");
    await tap(times(page).first());
    await page.waitForURL(/\/skranke\/timer\/[0-9a-f]{32}/);
    // Choosing in the list is a step too, as choosing a need is for the citizen.
    const book = guide.taps + 1;
    const code = await codeOf(page);
    await look();

    const open = async () => {
      guide.countFromHere();
      await page.goto("/skranke/timer");
      await tap(page.getByRole("link", { name: /Liv/ }).first());
      await page.waitForURL(/\/skranke\/timer\/[0-9a-f]{32}/);
    };
    await page.goto("/skranke/timer");
    await look();
    await open();
    await tap(page.getByRole("link", { name: "Flytt timen" }));
    await page.waitForURL(/\/flytt/);
    await look();
    await tap(times(page).last());
    await page.waitForURL(/\/skranke\/timer\/[0-9a-f]{32}/);
    const move = guide.taps;
    assert.equal(await codeOf(page), code);
    await open();
    await tap(page.getByRole("button", { name: "Avbestill timen" }));
    await page.getByText("Avbestilt").first().waitFor();
    const cancel = guide.taps;
    await look();
    console.log(`taps to book, move, cancel: citizen ${Object.values(citizen).join(", ")}; by phone ${book}, ${move}, ${cancel} (${size.name})`);
    assert.ok(book < citizen.book, `book: ${book} against ${citizen.book}`);
    assert.ok(move < citizen.move, `move: ${move} against ${citizen.move}`);
    assert.ok(cancel < citizen.cancel, `cancel: ${cancel} against ${citizen.cancel}`);

    await page.goto("/skranke/timer");
    await page.locator('input[name="kode"]').fill(code);
    await tap(page.getByRole("button", { name: "Finn timen" }));
    await page.waitForURL(/\/skranke\/timer\/[0-9a-f]{32}/);
    await guide.close();
  });
}

for (const script of [true, false]) {
  test(`the last time, wanted in two browsers at the same moment: one gets it, the other the nearest at once: script ${script ? "on" : "off"}`, async () => {
    const both = [await it.open({ size: PHONE, script }), await it.open({ size: DESKTOP, script })];
    for (const { page } of both) await page.goto(`${START}/tid?behov=vet-ikke`);
    const tid = await times(both[0].page).first().getAttribute("value");
    await Promise.all(both.map(({ page, tap }) => tap(page.locator(`main button[name="tid"][value="${tid}"]`))));
    await Promise.all(both.map(({ page }) => page.getByText(/Hvordan kan vi nå deg|Noen rakk den tiden før deg/).first().waitFor()));
    const won = both.findIndex(({ page }) => /\/kontakt\?hold=/.test(page.url()));
    const [winner, loser] = [both[won], both[1 - won]];
    assert.ok(winner && !/\/kontakt/.test(loser.page.url()), "one of the two got it");
    loser.expect(/409/);
    await loser.page.getByRole("heading", { name: "De nærmeste ledige tidene" }).waitFor();
    await loser.look();
    assert.equal(await loser.page.locator(`main button[name="tid"][value="${tid}"]`).count(), 0, "what is gone is not offered");
    for (const one of [winner, loser]) {
      if (one === loser) await one.tap(times(one.page).first());
      await one.page.waitForURL(/\/kontakt\?hold=/);
      await one.tap(next(one.page));
      await one.page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
      await one.tap(one.page.locator(".appointment form button"));
      await one.page.getByText("Du har ingen time nå").waitFor();
      await one.close();
    }
  });
}

test("a day that is moved takes its times with it, and one that is called off gives another with one press", async () => {
  const { citizen, page } = await holding({ size: PHONE, script: false });
  await page.locator('input[name="mate"][value="call"]').check();
  await page.locator('input[name="telefon"]').fill("55 56 57 58");
  await next(page).click();
  await page.waitForURL(/\/time\/[A-Z0-9]{8}$/);
  const [code, receipt, heading] = [await codeOf(page), page.url(), await page.locator(".appointment h2").innerText()];
  const coordinator = await it.open({ role: "coordinator", place: "innbyggerservice" });
  const plan = "/kontor/tilbud/en-til-en/tider";
  await coordinator.page.goto(plan);
  const link = await coordinator.page.locator('main a[href*="/torsdag/unntak"]').first().getAttribute("href");
  assert.ok(link, "a date can be made different");
  const change = async (/** @type {string} */ what, /** @type {Record<string, string>} */ fields) => {
    await coordinator.page.goto(link);
    const form = coordinator.page.locator("main form").first();
    await form.locator('input[name="date"]').fill("2026-03-05");
    await form.locator(`input[name="change"][value="${what}"]`).check();
    for (const [name, value] of Object.entries(fields)) await form.locator(`input[name="${name}"]`).fill(value);
    await coordinator.tap(form.getByRole("button", { name: /Lagre/ }));
    await coordinator.page.waitForURL(/lagret=1/);
  };
  await change("moved", { moved_to: "2026-03-06", start: "11:00", end: "15:00" });
  await page.goto(receipt);
  assert.match(await citizen.words(), /fredag 6\. mars/i);
  assert.equal(await codeOf(page), code, "the code and the address stay");
  await citizen.look();
  await coordinator.page.goto("/skranke/ringeliste");
  assert.match(await coordinator.words(), /Vi har måttet flytte tiden din\. Den var torsdag 5\. mars/);
  await change("called_off", {});
  await page.goto(receipt);
  assert.match(await citizen.words(), /Avlyst av oss .*Velg en ny tid med ett trykk/);
  await citizen.look();
  await citizen.tap(times(page).first());
  await page.getByRole("heading", { name: "Timen er din" }).waitFor();
  assert.equal(await codeOf(page), code);
  assert.notEqual(await page.locator(".appointment h2").innerText(), heading);
  await page.locator(".appointment form button").click();
  await page.getByText("Du har ingen time nå").waitFor();
  await citizen.close();
  await coordinator.close();
});

test("somebody waits for a time: put on the list by phone, rung, and booked, in as few steps as by herself", async () => {
  const guide = await it.open({ role: "guide", place: "innbyggerservice" });
  const { page, tap, look } = guide;
  await page.goto("/skranke/timer");
  guide.countFromHere();
  await tap(page.getByRole("link", { name: "Venteliste for time" }));
  await page.waitForURL(/\/skranke\/venteliste\/en-til-en$/);
  await look();
  await page.getByLabel(/Fornavn eller kallenavn/).fill("Ask");
  await page.locator('input[name="kontakt"][value="call"]').check();
  await page.getByLabel(/Telefonnummer eller e-post/).fill("55 56 57 58");
  await tap(page.getByRole("button", { name: "Sett på venteliste" }));
  await page.getByText("Satt på venteliste.").waitFor();
  assert.equal(guide.taps, 2, "from the list of times to the waiting list and on it");
  await look();
  guide.countFromHere();
  await tap(page.getByRole("button", { name: "Ja takk: bestill timen" }));
  await page.getByText("Timen er bestilt.").waitFor();
  assert.equal(guide.taps, 1);
  await look();
  const code = await page.locator(".code").first().innerText();
  const citizen = await it.open({ size: PHONE });
  await citizen.page.goto(`/time/${code.replace("-", "")}`);
  assert.match(await citizen.words(), /Velkommen, Ask/);
  await citizen.tap(citizen.page.getByRole("button", { name: "Avbestill timen" }));
  await citizen.page.getByText("Du har ingen time nå").waitFor();
  await citizen.close();
  await guide.close();
});
