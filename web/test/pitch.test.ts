import assert from "node:assert/strict";
import { test } from "node:test";
import { length } from "../src/lib/pitch";

test("a pitch is measured as the server measures it", () => {
  const table: [string, number, number][] = [
    ["", 0, 0],
    ["ord", 1, 1],
    ["ord ".repeat(150), 150, 60],
    ["ord ".repeat(220), 220, 88],
    ["ord ".repeat(225), 225, 90],
    ["Vi hjelper deg. Du kan bare komme.", 7, 3],
    ["33 000 – «67-åringer»", 4, 2],
  ];
  for (const [text, words, seconds] of table) assert.deepEqual(length(text), { words, seconds }, text.slice(0, 20));
});
