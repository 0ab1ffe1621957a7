// Runs every journey: makes the municipality they start from once, then each file in a process of its own, two at a time. A file
// that fails is run once more, alone, when the others are done: a machine that was too busy for a wait is not a fault in the
// product. What passed only then is named, so that the wait is mended.
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
const seconds = (from) => Math.round((Date.now() - from) / 1000);
const templates = await mkdtemp(path.join(tmpdir(), "terskel-e2e-"));

/** Runs one file; true when all of it passed. What it printed comes whole, so that two files do not mix. */
function run(file) {
  const start = Date.now();
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["--test", "--test-timeout=900000", "--test-reporter=spec", path.join(here, "journeys", file)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TERSKEL_E2E_TEMPLATES: templates },
    });
    let printed = "";
    child.stdout.on("data", (part) => (printed += part));
    child.stderr.on("data", (part) => (printed += part));
    child.on("error", fail);
    child.on("exit", (code) => {
      console.log(`── ${file}: ${code === 0 ? "passed" : "FAILED"} in ${seconds(start)} s`);
      console.log(printed.replace(/^ℹ .*\n/gm, "").trimEnd());
      done(code === 0);
    });
  });
}

let failed = [];
try {
  await makeTemplates(templates);
  const waiting = [...files];
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      if (!(await run(file))) failed.push(file);
    }
  };
  await Promise.all([worker(), worker()]);
  const again = failed;
  failed = [];
  for (const file of again) {
    console.log(`── ${file}: once more, alone`);
    if (await run(file)) console.log(`── ${file}: passed the second time – mend what it does not wait for`);
    else failed.push(file);
  }
} finally {
  await rm(templates, { recursive: true, force: true });
}
console.log(`browser journeys: ${files.length} files, ${failed.length} failed, ${seconds(began)} s`);
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
