// Every page is held to WCAG 2.2 AA by axe. Nothing is left out: a violation is mended in the product.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Fails with every line of a list of faults.
 * @param {string[]} faults
 * @param {string} [what]
 */
export function none(faults, what = "faults") {
  if (faults.length > 0) throw new Error(`${what}:\n  ${[...new Set(faults)].join("\n  ")}`);
}

/**
 * What axe finds on the page as it stands now, one line each.
 * @param {import("playwright-core").Page} page
 * @param {string[]} [rules] only these rules, instead of all
 * @returns {Promise<string[]>}
 */
export async function violations(page, rules) {
  await page.evaluate(source);
  const only = rules ? { type: "rule", values: rules } : { type: "tag", values: tags };
  return page.evaluate(async (runOnly) => {
    // @ts-ignore axe was put there by the line above
    const result = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return result.violations.flatMap((/** @type {any} */ v) =>
      v.nodes.map((/** @type {any} */ n) => `${v.id}: ${n.target.join(" ")}: ${n.html.slice(0, 160)} – ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? v.help}`),
    );
  }, only);
}

/**
 * Fails when axe finds something.
 * @param {import("playwright-core").Page} page
 * @param {string} [where]
 * @param {string[]} [rules]
 */
export async function accessible(page, where = new URL(page.url()).pathname, rules) {
  none(await violations(page, rules), `axe on ${where}`);
}

/**
 * Fails when the page is wider than the window, which a reader would have to scroll sideways for.
 * @param {import("playwright-core").Page} page
 * @param {string} [where]
 */
export async function fits(page, where = new URL(page.url()).pathname) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > room + 1)
      .slice(-3)
      .map((e) => e.outerHTML.slice(0, 120));
  });
  none(wide, `${where} is wider than the window`);
}
