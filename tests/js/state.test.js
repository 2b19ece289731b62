import assert from "node:assert/strict";
import { test } from "node:test";
import { digest } from "../../web/wwwroot/js/live/digest.js";
import { apply, nothing, proves } from "../../web/wwwroot/js/live/state.js";

const VIEW = "team/T01";

/** @param {number} version @param {number} filed @returns {any} */
const doc = (version, filed) => ({ view: VIEW, version, asOf: `t${version}`, day: "2026-11-23", counters: { day: { casesFiled: filed } } });

/** @param {number} version @param {number} filed @returns {any} */
const full = (version, filed) => ({
  view: VIEW,
  version,
  base: null,
  at: `a${version}`,
  full: doc(version, filed),
  patch: null,
  digest: digest(doc(version, filed)),
});

/** @param {number} base @param {number} version @param {number} filed @returns {any} */
const patch = (base, version, filed) => ({
  view: VIEW,
  version,
  base,
  at: `a${version}`,
  full: null,
  patch: { version, asOf: `t${version}`, counters: { day: { casesFiled: filed } } },
  digest: digest(doc(version, filed)),
});

/** @param {...any} frames */
const after = (...frames) => frames.reduce((held, frame) => apply(held, frame).held, nothing(VIEW));

test("A snapshot and the patches after it give the server's document", () => {
  const held = after(full(1, 3), patch(1, 2, 4), patch(2, 5, 9));

  assert.deepEqual(held.doc, doc(5, 9));
  assert.equal(held.version, 5);
  assert.equal(held.at, "a5");
  assert.equal(proves(held), true);
});

test("A patch whose base is not held is a gap and changes nothing", () => {
  const held = after(full(1, 3));

  const result = apply(held, patch(2, 3, 5));

  assert.equal(result.outcome, "gap");
  assert.equal(result.held, held);
});

test("A patch without anything held is a gap", () => {
  assert.equal(apply(nothing(VIEW), patch(1, 2, 4)).outcome, "gap");
});

test("A frame seen before does no harm", () => {
  const held = after(full(1, 3), patch(1, 2, 4));

  assert.equal(apply(held, patch(1, 2, 4)).outcome, "ignored");
  assert.equal(apply(held, full(1, 3)).outcome, "ignored");
});

test("Frames in any order end in the newest document or in a question, never in a wrong figure", () => {
  const frames = [full(1, 3), patch(1, 2, 4), patch(2, 3, 5), patch(1, 2, 4), full(3, 5)];
  const orders = permutations(frames);

  for (const order of orders) {
    let held = nothing(VIEW);
    for (const frame of order) {
      ({ held } = apply(held, frame));
      assert.ok(held.doc === null || proves(held), JSON.stringify(held));
    }
    assert.deepEqual(held.doc, doc(3, 5));
  }
});

test("A heartbeat confirms the version held and moves the time of the figures", () => {
  const held = after(full(1, 3));
  const beat = { view: VIEW, version: 1, base: 1, at: "later", full: null, patch: {}, digest: digest(doc(1, 3)) };

  const result = apply(held, beat);

  assert.equal(result.outcome, "beat");
  assert.equal(result.held.doc, held.doc);
  assert.equal(result.held.at, "later");
  assert.equal(proves(result.held), true);
});

test("A heartbeat of a version that was missed is a gap", () => {
  const held = after(full(1, 3));

  assert.equal(apply(held, { view: VIEW, version: 7, base: 7, at: "later", full: null, patch: {} }).outcome, "gap");
});

test("A heartbeat of an older version is a gap, since the server may have been started anew by a clock that is behind", () => {
  const held = after(full(9, 3));

  assert.equal(apply(held, { view: VIEW, version: 7, base: 7, at: "later", full: null, patch: {} }).outcome, "gap");
});

test("The answer of Watch is the present truth even when its version is lower", () => {
  const held = after(full(9, 3));

  assert.equal(apply(held, full(4, 1)).outcome, "ignored");
  assert.deepEqual(apply(held, full(4, 1), true).held.doc, doc(4, 1));
});

test("An answer that does not fit what is held is a gap, so that a whole document is asked for", () => {
  assert.equal(apply(after(full(9, 3)), patch(4, 5, 1), true).outcome, "gap");
});

test("A frame of another view is not ours", () => {
  assert.equal(apply(after(full(1, 3)), { ...full(2, 4), view: "team/T02" }).outcome, "ignored");
});

test("A document that differs from the server's by one figure is found out", () => {
  const held = after(full(1, 3), { ...patch(1, 2, 4), digest: digest(doc(2, 5)) });

  assert.equal(proves(held), false);
});

test("Without a digest from the server nothing is claimed", () => {
  assert.equal(proves(after({ ...full(1, 3), digest: undefined })), null);
  assert.equal(proves(nothing(VIEW)), null);
});

test("A rate that becomes unknown is equal on both sides after a patch", () => {
  const server = { view: VIEW, version: 2, metrics: { M27: { numerator: 0, denominator: 0, value: null } } };
  const held = after(
    {
      view: VIEW,
      version: 1,
      base: null,
      at: "a",
      full: { view: VIEW, version: 1, metrics: { M27: { numerator: 0, denominator: 1, value: 0 } } },
    },
    {
      view: VIEW,
      version: 2,
      base: 1,
      at: "b",
      patch: { version: 2, metrics: { M27: { denominator: 0, value: null } } },
      digest: digest(server),
    },
  );

  assert.equal(proves(held), true);
});

/** @param {any[]} list @returns {any[][]} */
function permutations(list) {
  return list.length < 2
    ? [list]
    : list.flatMap((item, index) => permutations(list.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}

test("That nothing may be recorded is said by the last frame alone", () => {
  const held = after(full(1, 3), { ...patch(1, 1, 3), patch: {}, roundMissing: "2026-11-23T10:00:00Z" });
  assert.equal(held.roundMissing, "2026-11-23T10:00:00Z");

  assert.equal(apply(held, { ...patch(1, 1, 3), patch: {} }).held.roundMissing, null);
  assert.equal(after(full(1, 3)).roundMissing, null);
});
