import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { digest } from "../../web/wwwroot/js/live/digest.js";
import { merge } from "../../web/wwwroot/js/live/patch.js";

/** The digest written the slow way from its description, with numbers of any size in place of 32 bits. @param {any} value */
function slow(value) {
  return slowLanes(value)
    .map((lane) => lane.toString(16).padStart(8, "0"))
    .join("");
}

/** @param {any} value @returns {bigint[]} */
function slowLanes(value) {
  const BITS = 0xffffffffn;
  const primes = [0x85ebca6bn, 0xc2b2ae35n];
  const mix = (/** @type {bigint[]} */ lanes, /** @type {bigint[]} */ words) =>
    lanes.map((lane, index) => {
      const mixed = ((lane ^ words[index]) * primes[index]) & BITS;
      return mixed ^ (mixed >> 15n);
    });
  const both = (/** @type {number} */ word) => [BigInt(word), BigInt(word)];
  let lanes = mix(
    [0x811c9dc5n, 0x9747b28cn],
    both(
      value === null
        ? 110
        : Array.isArray(value)
          ? 91
          : /** @type {Record<string, number>} */ ({ string: 34, number: 35, boolean: value ? 116 : 102, object: 123 })[typeof value],
    ),
  );
  if (typeof value === "string") {
    for (let index = 0; index < value.length; index++) {
      lanes = mix(lanes, both(value.charCodeAt(index)));
    }
  } else if (typeof value === "number") {
    const words = new Uint32Array(new Float64Array([value]).buffer);
    lanes = mix(mix(lanes, both(words[0])), both(words[1]));
  } else if (Array.isArray(value)) {
    lanes = mix(
      value.reduce((all, entry) => mix(all, slowLanes(entry)), lanes),
      both(value.length),
    );
  } else if (typeof value === "object" && value !== null) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== null)
      .map((key) => mix(slowLanes(key), slowLanes(value[key])));
    lanes = mix(
      mix(
        lanes,
        [0, 1].map((lane) => members.reduce((sum, member) => (sum + member[lane]) & BITS, 0n)),
      ),
      both(members.length),
    );
  }
  return lanes;
}

const DOCUMENT = {
  view: "team/T01",
  version: 812000000000001,
  day: "2026-11-23",
  workday: true,
  demo: false,
  name: "一中队（道路运政·客运出租）",
  emoji: "😀",
  counters: { day: { casesFiled: 3 }, month: {}, year: { finesFen: 602542600 } },
  metrics: { M01: { numerator: 999, denominator: 1000, value: 99.9 }, M27: { numerator: 0, denominator: 0, value: null } },
  recent: [{ at: "x" }, null, 1.5, -2, []],
};

test("The digest is what its description gives", () => {
  for (const value of [{}, [], "", 0, null, true, "a", -1.5, 2 ** 53, 1e300, { b: 1, a: [1, "2"] }, { a: {}, b: [] }, DOCUMENT]) {
    assert.equal(digest(value), slow(value), JSON.stringify(value));
  }
});

test("Known documents have known digests, so that neither side can change alone", () => {
  for (const { json, digest: known } of JSON.parse(readFileSync(new URL("../digests.json", import.meta.url), "utf8"))) {
    assert.equal(digest(JSON.parse(json)), known, json);
  }
});

test("The digest of what a patch leaves alone is not computed again, and that of the whole is right", () => {
  const before = { counters: { day: { casesFiled: 1 } }, teams: { T01: { a: 1 }, T02: { a: 2 } }, recent: { x: { at: "1" } } };
  digest(before);

  const after = merge(before, { counters: { day: { casesFiled: 2 } }, teams: { T02: { a: 3 } }, recent: { x: null, y: { at: "2" } } });

  assert.equal(digest(after), slow(after));
  assert.equal(digest(after), digest(structuredClone(after)));
});

test("Two members that change places change the digest", () => {
  assert.notEqual(digest({ a: 1, b: 2 }), digest({ a: 2, b: 1 }));
  assert.notEqual(digest({ a: { x: 1 }, b: {} }), digest({ a: {}, b: { x: 1 } }));
});

test("Zero has no sign, and an empty object is not nothing", () => {
  assert.equal(digest({ a: -0 }), digest({ a: 0 }));
  assert.notEqual(digest({ a: {} }), digest({}));
  assert.notEqual(digest({ a: {} }), digest({ a: [] }));
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
