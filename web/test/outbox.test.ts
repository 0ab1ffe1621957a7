import assert from "node:assert/strict";
import test from "node:test";
import { body, moment, newId, type Kept } from "../src/lib/outbox";

const visit: Kept = {
  id: "0123456789abcdef0123456789abcdef",
  action: "/skranke/henvendelser",
  fields: [["csrf", "x"], ["id", "gammel"], ["topic", "nav"], ["topic", "tax"], ["day", ""], ["part_of_day", ""]],
  day: "2026-03-03",
  part: "afternoon",
};

test("a visit sent at once leaves the day to the server", () => {
  assert.equal(body(visit, false).toString(), "topic=nav&topic=tax&day=&part_of_day=&id=0123456789abcdef0123456789abcdef");
});

test("a visit sent late says which day it is from, unless the guide said so", () => {
  const late = body(visit, true);
  assert.deepEqual([late.getAll("day"), late.getAll("part_of_day")], [["2026-03-03"], ["afternoon"]]);
  const said = body({ ...visit, fields: [["day", "2026-03-01"], ["part_of_day", ""]] }, true);
  assert.deepEqual([said.getAll("day"), said.getAll("part_of_day")], [["2026-03-01"], [""]]);
});

test("ids are 32 hexadecimal digits and differ", () => {
  const ids = new Set(Array.from({ length: 200 }, newId));
  assert.equal(ids.size, 200);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

test("the part of the day is the coarsest that is kept", () => {
  assert.deepEqual(moment(new Date(2026, 2, 3, 11, 59)), { day: "2026-03-03", part: "morning" });
  assert.deepEqual(moment(new Date(2026, 2, 3, 12, 0)), { day: "2026-03-03", part: "afternoon" });
  assert.deepEqual(moment(new Date(2026, 11, 31, 17, 0)), { day: "2026-12-31", part: "evening" });
});
