// What a file of journeys begins with: a service, a browser, and people who open pages in it.
import { after, before } from "node:test";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { accessible, fits, none } from "./axe.mjs";
import { DESKTOP, PHONE, contextOptions, launch } from "./browser.mjs";
import { watch } from "./page.mjs";
import { root } from "./server.mjs";
import { cookies, signIn, standsAt, world } from "./world.mjs";

export { DESKTOP, PHONE };

/**
 * @typedef {object} Who
 * @property {import("./world.mjs").Role} [role] nobody signed in when left out
 * @property {typeof PHONE | typeof DESKTOP} [size]
 * @property {boolean} [script] whether the browser runs script
 * @property {"light" | "dark"} [colours]
 * @property {boolean} [forcedColours]
 * @property {string} [place] where she stands; the main library when left out, nowhere yet when empty
 */

/**
 * Starts a service before the journeys of a file, and ends it after them.
 * @param {import("./world.mjs").Kind} kind
 * @param {string} [at]
 */
export function stage(kind, at) {
  const it = {
    /** @type {import("./world.mjs").World} */
    // @ts-ignore set before any journey begins
    service: undefined,
    /** @type {import("playwright-core").Browser} */
    // @ts-ignore set before any journey begins
    browser: undefined,
    /** @param {Who} [who] */
    open: (who = {}) => open(it.service, it.browser, who),
  };
  before(async () => {
    it.service = await world(kind, at);
    it.browser = await launch();
  });
  after(async () => {
    await it.browser?.close();
    await it.service?.close();
  });
  return it;
}

/**
 * @param {import("./world.mjs").World} service
 * @param {import("playwright-core").Browser} browser
 * @param {Who} who
 */
async function open(service, browser, { role, size = DESKTOP, script = true, colours = "light", forcedColours = false, place = "hovedbiblioteket" }) {
  const context = await browser.newContext({
    ...contextOptions(size, service.origin),
    javaScriptEnabled: script,
    colorScheme: colours,
    forcedColors: forcedColours ? "active" : "none",
  });
  context.setDefaultTimeout(15_000);
  if (role) await context.addCookies(cookies(service.origin, await signIn(service, role)));
  if (role && place) await context.addCookies(cookies(service.origin, standsAt(place)));
  const page = await context.newPage();
  const seen = watch(page);
  let taps = 0;
  return {
    context,
    page,
    /** Lets something through that the journey brings about itself, as a network that is cut. */
    expect: seen.expect,
    /**
     * One tap of a finger.
     * @param {import("playwright-core").Locator} where
     */
    async tap(where) {
      taps += 1;
      await (size.name === "phone" ? where.tap() : where.click());
    },
    get taps() {
      return taps;
    },
    countFromHere() {
      taps = 0;
    },
    /** The words of the page's main part in one line, with ordinary spaces. */
    async words() {
      const text = await page.locator("main").innerText();
      return text.replace(/[\u2060\u00ad]/g, "").replace(/\s+/g, " ");
    },
    /** Looks at the page as it stands: axe, and nothing to scroll sideways for. */
    async look() {
      if (script) await accessible(page);
      await fits(page);
    },
    /** Keeps a picture of the main screens for the documentation, when it is asked for. @param {string} name */
    async picture(name) {
      if (!process.env.UPDATE_SCREENSHOTS) return;
      const folder = path.join(root, "docs/skjermbilder");
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
    },
    /** Ends, and fails when the console said something or another machine was asked. */
    async close() {
      await context.close();
      none(seen.problems());
    },
  };
}

/**
 * Goes to an element by keyboard alone, as somebody who does not use a mouse.
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} target
 * @param {"Tab" | "Shift+Tab"} [key]
 */
export async function tabTo(page, target, key = "Tab") {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((e) => e === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} can't be reached with the ${key} key`);
}
