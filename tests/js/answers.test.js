import assert from "node:assert/strict";
import { test } from "node:test";
import { comparedPeriods, difference, dueIn, dueSoon, isComparable, nextStep, unmetOf } from "../../web/wwwroot/js/leaders/answers.js";
import { shown } from "../../web/wwwroot/js/figures.js";

const rate = (/** @type {number} */ numerator, /** @type {number} */ denominator) => ({ numerator, denominator });
const rule = (/** @type {string} */ id, /** @type {any} */ more = {}) => ({
  id,
  name: id,
  kind: "N",
  target: 100,
  unit: "percent",
  ...more,
});

test("What is not met stands worst first: rates by how far below their target, then what ought not to be", () => {
  const rules = /** @type {any} */ ({
    metrics: [rule("M01"), rule("M04", { kind: "K", target: 90 }), rule("M04b", { target: 0, unit: "count" }), rule("M05"), rule("M08")],
  });
  const metrics = { M01: rate(10, 10), M04: rate(45, 100), M04b: rate(3, 1), M05: rate(2, 4), M08: rate(0, 0) };

  const unmet = unmetOf(metrics, rules);

  assert.deepEqual(
    unmet.map(({ rule: { id }, missing }) => [id, missing]),
    [
      ["M05", 2],
      ["M04", 55],
      ["M04b", 3],
    ],
  );
  assert.deepEqual(unmetOf(metrics, null), []);
});

test("An item counts no deadlines: what is due is what its records say, and until they are there nobody says nought", () => {
  const item = /** @type {any} */ ({ view: "item/S14", day: "2026-11-27" });
  const answer = { due: [{ due: "2026-11-27" }, { due: "2026-12-01" }], dueTotal: 60 };
  const team = { ...item, view: "team/T01", deadlines: { "2026-11-27": { W01: 2 }, "2026-12-03": { W02: 3 }, "2026-12-04": { W02: 9 } } };

  assert.equal(dueIn(item, null, dueSoon(item.day)), null);
  assert.equal(dueIn(item, answer, dueSoon(item.day)), 60);
  assert.equal(dueIn(item, answer, item.day), 1);
  assert.equal(dueIn(team, answer, dueSoon(team.day)), 5);
  assert.equal(dueIn(team, null, team.day), 2);
});

test("Only rates of duties and how long things take are laid beside their past: no money, no counts, nothing of today only", () => {
  const is = (/** @type {any} */ more) => isComparable(/** @type {any} */ (rule("M", more)));

  assert.equal(is({}), true);
  assert.equal(is({ kind: "info", unit: "days", target: null }), true);
  assert.equal(is({ kind: "info", target: null }), false);
  assert.equal(is({ kind: "info", unit: "fen" }), false);
  assert.equal(is({ unit: "count" }), false);
  assert.equal(is({ unit: "ratio", kind: "info" }), false);
  assert.equal(is({ snapshot: true }), false);
});

test("A page is laid beside the period before, the same a year before, and one that was chosen", () => {
  assert.deepEqual(comparedPeriods(null, "2026-01-15", null), ["2026-01", "2025-12", "2025-01"]);
  assert.deepEqual(comparedPeriods("2026-10", "2026-11-26", "2024-02"), ["2026-10", "2026-09", "2025-10", "2024-02"]);
  assert.deepEqual(comparedPeriods("2026", "2026-11-26", null), ["2026", "2025"]);
  assert.deepEqual(comparedPeriods("2024-02-29", "2026-11-26", null), ["2024-02-29", "2024-02-28"]);
});

test("A difference is of points or days, and of nothing where one of the two is of nothing", () => {
  const percent = /** @type {any} */ (rule("M01"));

  assert.equal(difference(rate(9, 10), rate(3, 4), percent), 15);
  assert.equal(difference(rate(9, 10), rate(0, 0), percent), null);
  assert.equal(difference(undefined, rate(3, 4), percent), null);
  assert.equal(difference(rate(90, 2), rate(120, 3), /** @type {any} */ (rule("M09", { kind: "info", unit: "days" }))), 5);
});

test("The limits of several days are one number, and a metric is known of its own period only", () => {
  const doc = /** @type {any} */ ({
    view: "team/T01",
    day: "2026-11-26",
    deadlines: { "2026-11-26": { W01: 1 }, "2026-12-02": { W02: 2, W15: 1 }, "2026-12-03": { W01: 9 } },
    metrics: { M01: rate(8, 10) },
  });
  const metric = { view: "team/T01", metric: "M01", part: "missing" };

  assert.equal(dueSoon("2026-11-26"), "2026-11-26..2026-12-02");
  assert.equal(shown(doc, { view: "team/T01", due: dueSoon(doc.day) }), 4);
  assert.equal(shown(doc, { ...metric, period: "2026" }), 2);
  assert.equal(shown(doc, { ...metric, period: "2026-10" }), null);
  assert.equal(shown(doc, { ...metric, period: "2026-10" }, "2026-10"), 2);
});

test("What nobody can say is left out", () => {
  assert.equal(nextStep("W99"), "");
  assert.notEqual(nextStep("W01"), "");
});
