// Debian's Chromium, at the sizes people have.
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

export const PHONE = { name: "phone", width: 360, height: 740 };
export const TABLET = { name: "tablet", width: 768, height: 1024 };
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
 * A browser of its own process group that keeps what it stores in a folder, so that it can be killed and come back.
 * @param {string} folder
 */
export async function launchIn(folder) {
  const child = spawn(executablePath, [...args, "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((done) => child.on("exit", done));
  const address = await new Promise((done, fail) => {
    let said = "";
    child.on("error", fail);
    child.on("exit", () => fail(new Error(`Chromium ended\n${said}`)));
    child.stderr.on("data", (text) => {
      said += text;
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) done(found[1]);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  return {
    context: browser.contexts()[0],
    /** As a flat battery does. */
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

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
