// Debian's Chromium, at the sizes people have.
import { chromium } from "playwright-core";

export const PHONE = { name: "phone", width: 360, height: 740 };
export const DESKTOP = { name: "desktop", width: 1280, height: 900 };

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser with nothing in it. */
export const launch = () => chromium.launch({ executablePath, args, headless: true });

/**
 * A browser that keeps what it stores in a folder, so that it can be killed and come back.
 * @param {string} folder
 * @param {import("playwright-core").BrowserContextOptions} options
 */
export const launchIn = (folder, options) =>
  chromium.launchPersistentContext(folder, { executablePath, args, headless: true, ...options });

/**
 * What a context is opened with.
 * @param {{ width: number, height: number, name: string }} size
 * @param {string} origin
 * @returns {import("playwright-core").BrowserContextOptions}
 */
export const contextOptions = (size, origin) => ({
  baseURL: origin,
  viewport: { width: size.width, height: size.height },
  hasTouch: size.name === "phone",
  locale: "nb-NO",
  timezoneId: "Europe/Oslo",
  reducedMotion: "reduce",
  colorScheme: "light",
});
