// A page with somebody watching: what the console says, what is asked for from elsewhere, and how many taps were needed.

/**
 * Watches a page for what must never happen on any page.
 * @param {import("playwright-core").Page} page
 */
export function watch(page) {
  /** @type {string[]} */
  const found = [];
  const expected = /** @type {RegExp[]} */ ([]);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found.push(`${page.url()} console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.push(`${page.url()} error: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const own = page.url() === "about:blank" ? origin : new URL(page.url()).origin;
    if (protocol.startsWith("http") && origin !== own) found.push(`${page.url()} asked ${origin}`);
  });
  return {
    /** Lets something through that the journey brings about itself. */
    expect: (/** @type {RegExp} */ what) => expected.push(what),
    problems: () => found.filter((line) => !expected.some((e) => e.test(line))),
  };
}
