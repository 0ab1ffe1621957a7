// A guide's day at the counter: on a phone in one hand, with a keyboard alone, and the board that those who wait look at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage, tabTo } from "../lib/stage.mjs";
import { login } from "../lib/world.mjs";

const it = stage("bergen");

/** @param {import("playwright-core").Page} page */
const count = async (page) => {
  const text = await page.locator("main").innerText();
  return Number(/(\d+) henvendelser? hittil/.exec(text)?.[1] ?? "NaN");
};
/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
const pick = (page, name) => page.locator("label.pick", { hasText: new RegExp(`^\\s*${name}\\s*$`) }).first();

for (const size of [PHONE, DESKTOP]) {
  test(`she signs in, takes the next in the queue, and registers a visit with two topics in six taps: ${size.name}`, async () => {
    const guide = await it.open({ size });
    const { page, tap, look } = guide;
    await page.goto("/skranke");
    await page.waitForURL(/\/logg-inn/);
    await look();
    const entered = login("bergen", "guide");
    await page.getByLabel("Brukernavn eller e-post").fill(entered.login);
    await page.getByLabel("Passord").fill(entered.passord);
    await tap(page.getByRole("button", { name: "Logg inn" }));
    await page.waitForURL(/\/skranke\/velg-sted$/);
    await look();
    await tap(page.getByRole("button", { name: "Hovedbiblioteket", exact: true }));
    await page.waitForURL(/\/skranke$/);
    await look();

    await tap(page.getByRole("button", { name: "+ Kølapp" }));
    await page.getByText("Ny kølapp:").waitFor();
    const before = await count(page);

    guide.countFromHere();
    const began = Date.now();
    await tap(page.getByRole("button", { name: "Neste", exact: true }));
    await page.waitForURL(/kolapp=/);
    await tap(pick(page, "BankID og innlogging"));
    await tap(pick(page, "Helsenorge"));
    await tap(pick(page, "Løst"));
    await tap(page.getByRole("button", { name: "Ferdig – lagre" }).last());
    await page.getByText("Lagret.").first().waitFor();
    const seconds = (Date.now() - began) / 1000;
    console.log(`a visit from the queue with two topics: ${guide.taps} taps, ${seconds.toFixed(1)} s (${size.name})`);
    assert.ok(guide.taps <= 6, `${guide.taps} taps`);
    assert.ok(seconds <= 10, `${seconds} seconds`);
    assert.equal(await count(page), before + 1);
    await look();

    await tap(page.locator(".saved").getByRole("button", { name: /Angre/ }));
    await page.getByText("Henvendelsen er tatt bort.").waitFor();
    assert.equal(await count(page), before);
    await guide.close();
  });
}

test("with the keyboard alone: digits choose, Enter saves", async () => {
  const guide = await it.open({ role: "guide" });
  const { page } = guide;
  await page.goto("/skranke");
  const before = await count(page);
  await tabTo(page, page.locator('form.visit input[name="topic"]').first());
  await page.keyboard.press("2");
  await page.keyboard.press("5");
  assert.deepEqual(
    await page.locator('form.visit input[name="topic"]:checked').evaluateAll((all) => all.map((e) => /** @type {HTMLInputElement} */ (e).value)),
    ["phone_tablet", "nav"],
  );
  await tabTo(page, page.locator('form.visit input[name="outcome"]').first());
  await page.keyboard.press("3");
  assert.ok(await page.locator('form.visit input[name="outcome"][value="partly"]').isChecked());
  await page.keyboard.press("Enter");
  await page.getByText("Lagret.").first().waitFor();
  assert.equal(await count(page), before + 1);
  await guide.close();
});

for (const size of [PHONE, DESKTOP]) {
  test(`she shows somebody on to the right open door in two taps, with a slip about no one: ${size.name}`, async () => {
    const guide = await it.open({ role: "guide", size });
    const { page, tap, look } = guide;
    await page.goto("/skranke");
    const before = await count(page);
    await tap(pick(page, "Søknad til kommunen"));
    guide.countFromHere();
    await tap(page.getByRole("button", { name: "Vis videre" }));
    await page.waitForURL(/\/skranke\/vis-videre/);
    await page.getByRole("heading", { name: "Drop-in på Innbyggerservice" }).waitFor();
    assert.match(await guide.words(), /Fordi: /);
    await look();
    await tap(page.getByRole("link", { name: /Lag lapp.*Drop-in på Innbyggerservice/ }));
    await page.waitForURL(/\/skranke\/lapp\/offering\/drop-in-innbyggerservice/);
    assert.equal(guide.taps, 2);
    assert.match(await page.locator(".slip").innerText(), /ring/i);
    await look();
    if (size === DESKTOP) {
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".no-print").first().isVisible(), false, "only the slip is printed");
      await page.emulateMedia({ media: "screen" });
    }
    await tap(page.getByRole("link", { name: /Gitt – tilbake/ }));
    await page.waitForURL(/\/skranke\?/);
    assert.ok(await page.locator('input[name="topic"][value="municipal_applications"]').isChecked(), "what was entered is still there");
    await tap(pick(page, "Delvis"));
    await tap(page.getByRole("button", { name: "Ferdig – lagre" }).last());
    await page.getByText("Lagret.").first().waitFor();
    assert.equal(await count(page), before + 1);
    await guide.close();
  });
}

test("may I help with this? The answer is large and to be read aloud, and asked-for-and-outside is one tap", async () => {
  const guide = await it.open({ role: "guide", size: PHONE });
  const { page, tap, look } = guide;
  await page.goto("/skranke");
  const before = await count(page);
  await tap(page.getByRole("button", { name: "Kan jeg hjelpe med dette?" }));
  await page.waitForURL(/\/skranke\/kan-jeg/);
  await look();
  await page.getByLabel("Hva blir du bedt om?").fill("taste passordet for henne");
  await tap(page.getByRole("button", { name: "Finn svar" }));
  await tap(page.locator(".may-list a").first());
  await page.waitForURL(/svar=/);
  assert.match(await guide.words(), /Nei – gjør heller dette/);
  await look();
  await tap(page.getByRole("button", { name: /utenfor – lagre/ }).first());
  await page.waitForURL(/\/skranke/);
  await page.getByText("Lagret.").first().waitFor();
  assert.equal(await count(page), before + 1);
  await guide.close();
});

test("the board tells those who wait at once, and also where script is off", async () => {
  const guide = await it.open({ role: "guide" });
  const waiting = await it.open({});
  const old = await it.open({ script: false });
  await waiting.page.goto("/tavle/hovedbiblioteket");
  await old.page.goto("/tavle/hovedbiblioteket");
  assert.match(await old.page.content(), /http-equiv="refresh"/, "without script the page asks again by itself");
  await guide.page.goto("/skranke");
  await guide.tap(guide.page.getByRole("button", { name: "+ Kølapp" }));
  await guide.page.getByText("Ny kølapp:").waitFor();
  const number = /Ny kølapp: (\d+)/.exec(await guide.words())?.[1];
  assert.ok(number, "the ticket has a number");
  await guide.tap(guide.page.getByRole("button", { name: "Neste", exact: true }));
  const called = waiting.page.locator("main").getByText(number, { exact: false }).first();
  await called.waitFor();
  await waiting.look();
  await old.page.reload();
  assert.match(await old.words(), new RegExp(`\\b${number}\\b`));
  await waiting.close();
  await old.close();
  await guide.close();
});

test("a number that points at a person is stopped before it leaves the browser, and by the server too", async () => {
  for (const script of [true, false]) {
    const guide = await it.open({ role: "guide", script });
    const { page, tap } = guide;
    await page.goto("/skranke");
    const settings = page.locator("summary", { hasText: "Innstillinger for køen" });
    await tap(settings);
    await page.getByLabel("Hvor skal den som blir ropt opp, gå?").fill("Ring 01010112345");
    await tap(page.getByRole("button", { name: "Lagre", exact: true }));
    await page.getByText(/peker på en person|fødselsnummer|personnummer/).first().waitFor();
    guide.expect(/422/);
    await guide.close();
  }
});
