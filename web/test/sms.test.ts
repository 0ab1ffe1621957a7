import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, size } from "../src/lib/sms";

test("a text is measured as the server measures it", () => {
  const table: [string, number, number, number][] = [
    ["", 0, 0, 160],
    ["a".repeat(160), 160, 1, 160],
    ["a".repeat(161), 161, 2, 153],
    ["æøåÆØÅ".repeat(26), 156, 1, 160],
    ["€".repeat(80), 160, 1, 160],
    ["€".repeat(81), 162, 2, 153],
    ["a".repeat(152) + "€".repeat(5), 162, 2, 153],
    ["Ж".repeat(70), 70, 1, 70],
    ["Ж".repeat(71), 71, 2, 67],
    ["👍".repeat(35), 70, 1, 70],
    ["👍".repeat(36), 72, 2, 67],
    ["مرحبا", 5, 1, 70],
  ];
  for (const [text, units, parts, room] of table) {
    const found = size(text);
    assert.deepEqual([found.units, found.parts, found.room], [units, parts, room], text.slice(0, 8));
  }
  assert.equal(size("Hei č").outside, "č");
});

test("placeholders are filled in as the server fills them in", () => {
  const values = { dag: "tirsdag 3. mars", navn: "", kode: "K7MP-3QTX" };
  assert.equal(fill("Hei[ {navn}]! Time {dag}.[ Kode {kode}.]", values), "Hei! Time tirsdag 3. mars. Kode K7MP-3QTX.");
  assert.equal(fill("Hei {nav", values), "Hei {nav");
  assert.equal(fill("a\n\n\nb ", values), "a\n\nb");
});
