// The network goes away in the middle of the day: visits are kept on the device and sent when it is back, each exactly once,
// also when the server and the browser were killed in between.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible } from "../lib/axe.mjs";
import { PHONE, contextOptions, launchIn } from "../lib/browser.mjs";
import { TUESDAY, cookies, signIn, standsAt, world } from "../lib/world.mjs";

/** @type {import("../lib/world.mjs").World} */
let service;
/** @type {string} */
let profile;

before(async () => {
  service = await world("bergen");
  profile = await mkdtemp(path.join(tmpdir(), "terskel-e2e-profile-"));
});
after(async () => {
  await service?.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** A tablet at the counter, with the same day as the service. */
async function tablet() {
  const context = await launchIn(profile, contextOptions(PHONE, service.origin));
  await context.clock.setFixedTime(new Date(`${TUESDAY}+01:00`));
  await context.addCookies(cookies(service.origin, `${await signIn(service, "guide")}; ${standsAt()}`));
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page };
}

/** Ends the browser as a flat battery does: every process that has our folder in its command, and no other. */
function pullTheBattery() {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(profile)) process.kill(Number(pid), "SIGKILL");
    } catch {
      // Ended by itself meanwhile.
    }
  }
}

/** @param {import("playwright-core").Page} page */
async function register(page) {
  await page.locator("label.pick", { hasText: /^\s*Mobil og nettbrett\s*$/ }).first().tap();
  await page.locator("label.pick", { hasText: /^\s*Løst\s*$/ }).first().tap();
  await page.getByRole("button", { name: "Ferdig – lagre" }).last().tap();
}

/** @param {import("playwright-core").Page} page */
const count = async (page) => Number(/(\d+) henvendelser? hittil/.exec(await page.locator("main").innerText())?.[1] ?? "NaN");

/**
 * @param {import("playwright-core").Page} page
 * @param {string | RegExp} text
 */
const says = (page, text) => page.locator("[data-unsent]").filter({ hasText: text }).waitFor();

test("cut the network, kill the server, kill the browser, come back: every visit is there once", async () => {
  let { context, page } = await tablet();
  await page.goto("/skranke");
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
  await page.goto("/skranke");
  await says(page, "2 usendte");
  await register(page);
  await says(page, "3 usendte");

  const dead = context.waitForEvent("close");
  pullTheBattery();
  await dead;
  await service.server.start();

  ({ context, page } = await tablet());
  await page.goto("/skranke");
  await says(page, "Alt er sendt");
  await page.reload();
  assert.equal(await count(page), before + 4);
  await page.reload();
  assert.equal(await count(page), before + 4, "nothing is sent twice");
  await context.close();
});
