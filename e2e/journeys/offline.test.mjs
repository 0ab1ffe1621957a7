// The network goes away in the middle of the day: visits are kept on the device and sent when it is back, each exactly once,
// also when the server and the browser were killed in between.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { PHONE, launchIn } from "../lib/browser.mjs";
import { TUESDAY, cookies, signIn, standsAt, world } from "../lib/world.mjs";

/** @type {import("../lib/world.mjs").World} */
let service;
/** @type {string} */
let profile;
/** @type {(() => Promise<void>)[]} */
const batteries = [];

before(async () => {
  service = await world("bergen");
  profile = await mkdtemp(path.join(tmpdir(), "terskel-e2e-profile-"));
});
after(async () => {
  for (const kill of batteries) await kill().catch(() => undefined);
  await service?.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** A tablet at the counter, with the same day as the service. */
async function tablet() {
  const { context, kill } = await launchIn(profile);
  batteries.push(kill);
  await context.clock.setFixedTime(new Date(`${TUESDAY}+01:00`));
  await context.addCookies(cookies(service.origin, `${await signIn(service, "guide")}; ${standsAt()}`));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: PHONE.width, height: PHONE.height });
  return { context, page, kill };
}

/** @param {import("playwright-core").Page} page */
async function register(page) {
  await page.locator("label.pick", { hasText: /^\s*Mobil og nettbrett\s*$/ }).first().click();
  await page.locator("label.pick", { hasText: /^\s*Løst\s*$/ }).first().click();
  await page.getByRole("button", { name: "Ferdig – lagre" }).last().click();
}

/** @param {import("playwright-core").Page} page */
const count = async (page) => Number(/(\d+) henvendelser? hittil/.exec(await page.locator("main").innerText())?.[1] ?? "NaN");

/**
 * @param {import("playwright-core").Page} page
 * @param {string | RegExp} text
 */
const says = (page, text) => page.locator("[data-unsent][data-state]").filter({ hasText: text }).waitFor();

test("cut the network, kill the server, kill the browser, come back: every visit is there once", async () => {
  let { context, page, kill } = await tablet();
  await page.goto(`${service.origin}/skranke`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await says(page, "Alt er sendt");
  const before = await count(page);

  // With a network it is sent at once.
  await register(page);
  await page.getByText("Lagret.").first().waitFor();
  assert.equal(await count(page), before + 1);

  // The server stores it, but its answer is lost on the way: it will be sent once more and counted once.
  let lost = 0;
  await page.route("**/skranke/henvendelser", async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await register(page);
  await says(page, "1 usendte");
  await page.unroute("**/skranke/henvendelser");

  await context.setOffline(true);
  await register(page);
  await says(page, "2 usendte");
  await accessible(page, "the desk without a network");
  await service.server.kill();

  // Nobody answers any more. The page is opened anew from the device, and the day goes on.
  await page.goto(`${service.origin}/skranke`);
  await says(page, "2 usendte");
  await register(page);
  await says(page, "3 usendte");

  // What somebody asks for outside is counted too, from the page with every answer.
  await page.goto(`${service.origin}/skranke/kan-jeg?svar=pay_bills`);
  const card = page.locator("details#pay_bills");
  await card.getByRole("button", { name: "Spurt om, men utenfor – tell" }).click();
  await card.getByText("Telt på denne enheten.").waitFor();
  await accessible(page, "every answer without a network");

  await kill();
  await service.server.start();

  ({ page, kill } = await tablet());
  await page.goto(`${service.origin}/skranke`);
  await says(page, "Alt er sendt");
  await page.reload();
  assert.equal(await count(page), before + 4);
  await page.reload();
  assert.equal(await count(page), before + 4, "nothing is sent twice");
  const asked = await fetch(`${service.origin}/kontor/grenser/spurt`, { headers: { cookie: await signIn(service, "coordinator") } });
  assert.match(await asked.text(), /Betale/, "what was asked for outside came with it");
  await kill();
});
