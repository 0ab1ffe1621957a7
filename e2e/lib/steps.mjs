// How far it is from a wish to a receipt: the pages somebody comes to, the hand's steps, and choosing with keys alone.
import { tabTo } from "./stage.mjs";

/**
 * The paths of the pages that were shown, in order. What only sends on is not a page.
 * @param {import("playwright-core").Page} page
 */
export function trail(page) {
  /** @type {string[]} */
  const paths = [];
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) paths.push(new URL(frame.url()).pathname);
  });
  return paths;
}

/**
 * Goes to something with the Tab key and presses Enter.
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Locator} target
 */
export async function enter(page, target) {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/**
 * Chooses one of several round buttons with Tab and the arrows.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {string} value
 */
export async function choose(page, name, value) {
  const all = page.locator(`main input[type=radio][name="${name}"]`);
  const chosen = all.and(page.locator(":checked"));
  await tabTo(page, (await chosen.count()) > 0 ? chosen : all.first());
  const wanted = page.locator(`main input[type=radio][name="${name}"][value="${value}"]`);
  for (let presses = 0; presses < 30; presses += 1) {
    if (await wanted.isChecked()) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${name} can't be set to ${value} with the arrows`);
}

/**
 * Goes to a field with the Tab key and writes in it.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {string} text
 */
export async function write(page, name, text) {
  await tabTo(page, page.locator(`main input[name="${name}"]`));
  await page.keyboard.type(text);
}
