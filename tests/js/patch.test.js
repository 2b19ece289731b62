import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "../../web/wwwroot/js/live/patch.js";

// The examples of RFC 7396, appendix A: original, patch, result.
const EXAMPLES = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test("Every example of RFC 7396 gives its result", () => {
  for (const [original, patch, expected] of EXAMPLES) {
    assert.deepEqual(merge(original, patch), expected, JSON.stringify({ original, patch }));
  }
});

test("The document that is patched stays as it was", () => {
  const original = { counters: { day: { casesFiled: 1 } }, recent: [1] };

  merge(original, { counters: { day: { casesFiled: 2 } }, recent: null });

  assert.deepEqual(original, { counters: { day: { casesFiled: 1 } }, recent: [1] });
});

test("What a patch does not touch keeps its identity, what it touches does not", () => {
  const original = { teams: { T01: { a: 1 }, T02: { a: 1 } }, items: { S01: {} } };

  const result = merge(original, { teams: { T01: { a: 2 } } });

  assert.equal(result.items, original.items);
  assert.equal(result.teams.T02, original.teams.T02);
  assert.notEqual(result.teams, original.teams);
});

test("A patch that says what is so already changes nothing", () => {
  const original = { day: { casesFiled: 1 } };

  assert.equal(merge(original, { day: { casesFiled: 1 } }), original);
  assert.equal(merge(original, {}), original);
});

test("A key called __proto__ is data", () => {
  const result = merge({}, JSON.parse('{"__proto__":{"polluted":1}}'));

  assert.ok(Object.hasOwn(result, "__proto__"));
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});
