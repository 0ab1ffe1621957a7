// Holds the browser's privacy guard to the same corpus as the server's.
// node --test runs it after: esbuild test/guard.test.ts --bundle --platform=node --format=esm --outfile=…
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { check } from "../src/lib/guard";

const corpus = path.join(process.cwd(), "../crates/domain/src/privacy/corpus.tsv");
const cases = readFileSync(corpus, "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("# "))
  .map((line) => line.split("\t"));

test("the corpus is answered as written", () => {
  assert.ok(cases.length >= 300);
  const wrong = cases.flatMap(([text = "", wanted, contact]) => {
    const found = check(text, { contactAllowed: contact === "contact" }).map((f) => f.kind);
    const got = found.length === 0 ? "-" : found.join(",");
    return got === wanted ? [] : [`${JSON.stringify(text)}: ${got}, not ${wanted}`];
  });
  assert.deepEqual(wrong, []);
});

test("findings stand in order and apart, where the text has them", () => {
  const text = "Pin 1234 og kari@example.no, passord: Æøå12";
  const found = check(text);
  assert.deepEqual(found.map((f) => text.slice(f.start, f.end)), ["Pin 1234", "kari@example.no", "passord: Æøå12"]);
});
