// Runs every journey: makes the municipality they start from once, then each file in a process of its own.
//
//   npm test                          all of them
//   npm test -- crawl citizen         those whose file name has one of these words
//   UPDATE_SCREENSHOTS=1 npm test     also writes docs/skjermbilder/ anew
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makeTemplates } from "./lib/world.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const all = (await readdir(path.join(here, "journeys"))).filter((f) => f.endsWith(".test.mjs"));
// The longest first, so that the others fit beside it.
all.sort((a, b) => Number(b.startsWith("crawl")) - Number(a.startsWith("crawl")) || a.localeCompare(b));
const files = all.filter((f) => words.length === 0 || words.some((w) => f.includes(w)));
if (files.length === 0) throw new Error(`no journey is called ${words.join(" or ")}: ${all.join(", ")}`);

const began = Date.now();
const templates = await mkdtemp(path.join(tmpdir(), "terskel-e2e-"));
let code = 1;
try {
  await makeTemplates(templates);
  code = await new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      ["--test", "--test-concurrency=2", "--test-timeout=900000", "--test-reporter=spec", ...files.map((f) => path.join(here, "journeys", f))],
      { stdio: "inherit", env: { ...process.env, TERSKEL_E2E_TEMPLATES: templates } },
    );
    child.on("error", fail);
    child.on("exit", (exit) => done(exit ?? 1));
  });
} finally {
  await rm(templates, { recursive: true, force: true });
}
console.log(`browser journeys: ${Math.round((Date.now() - began) / 1000)} s`);
process.exit(code);
