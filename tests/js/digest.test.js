import assert from "node:assert/strict";
import { test } from "node:test";
import { digest } from "../../web/wwwroot/js/live/digest.js";

/** The canonical form as a text and the two hashes over it, written the slow way from their description. */
function slow(/** @type {any} */ value) {
  const text = canonical(value);
  const hash = (/** @type {number} */ start) => {
    let h = BigInt(start);
    for (let index = 0; index < text.length; index++) {
      h = ((h ^ BigInt(text.charCodeAt(index))) * 16777619n) & 0xffffffffn;
    }
    return h.toString(16).padStart(8, "0");
  };
  return hash(0x811c9dc5) + hash(0x9747b28c);
}

/** @param {any} value @returns {string} */
function canonical(value) {
  if (value === null) return "n";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "number") return "#" + value;
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value)) return "[" + value.map((item) => canonical(item) + ",").join("") + "]";
  const members = Object.keys(value).filter((key) => value[key] !== null).sort();
  return "{" + members.map((key) => `${canonical(key)}:${canonical(value[key])},`).join("") + "}";
}

const DOCUMENT = {
  view: "team/T01", version: 812000000000001, day: "2026-11-23", workday: true, demo: false,
  name: "一中队（道路运政·客运出租）", emoji: "😀",
  counters: { day: { casesFiled: 3 }, month: {}, year: { finesFen: 602542600 } },
  metrics: { M01: { numerator: 999, denominator: 1000, value: 99.9 }, M27: { numerator: 0, denominator: 0, value: null } },
  recent: [{ at: "x" }, null, 1.5, -2, []],
};

test("The digest is two FNV-1a hashes over the canonical form", () => {
  for (const value of [{}, [], "", 0, null, true, "a", { b: 1, a: [1, "2"] }, DOCUMENT]) {
    assert.equal(digest(value), slow(value), JSON.stringify(value));
  }
});

test("Known documents have known digests, so that neither side can change alone", () => {
  assert.equal(digest({}), "5465b8251a9fd678");
  assert.equal(digest({ b: ["一", true], a: 1, none: null }), "1759ff769ed68787");
});

test("The order of members does not matter, everything else does", () => {
  assert.equal(digest({ a: 1, b: { c: 2, d: 3 } }), digest({ b: { d: 3, c: 2 }, a: 1 }));
  assert.notEqual(digest({ a: 1 }), digest({ a: "1" }));
  assert.notEqual(digest({ a: [1, 2] }), digest({ a: [2, 1] }));
  assert.notEqual(digest({ a: "" }), digest({}));
});

test("A member that is null counts as absent, since a merge patch cannot tell them apart", () => {
  assert.equal(digest({ a: 1, value: null }), digest({ a: 1 }));
  assert.notEqual(digest([null]), digest([]));
});
