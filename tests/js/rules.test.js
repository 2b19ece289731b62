import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { translator } from "../../web/wwwroot/js/i18n.js";
import { definitionOf, isMoney } from "../../web/wwwroot/js/definition.js";
import {
  findingText,
  firstPart,
  grouped,
  metricName,
  metricRule,
  metricText,
  partsOf,
  standingOf,
  take,
  textOf,
  warningName,
} from "../../web/wwwroot/js/rules.js";
import { words } from "./words.js";

/** @type {import("../../web/wwwroot/js/live/types.js").RuleSet} */
const RULES = {
  current: "2026.1",
  versions: [{ version: "2026.1", effectiveFrom: "2015-01-01" }],
  limits: [{ id: "DIS-01", name: "决定至公示", n: 7, unit: "WD", article: "国办发〔2018〕118号", confidence: "W" }],
  warnings: [
    {
      id: "W02",
      name: "未公示",
      nameEn: "Not disclosed",
      condition: "应公示而未公示",
      limit: "DIS-01",
      yellow: 3,
      red: 1,
      unit: "WD",
      confidence: "W",
    },
  ],
  metrics: [
    { id: "M36", name: "罚没款", kind: "info", unit: "fen", target: 5, numerator: ["finesAndConfiscationsFen"] },
    {
      id: "M01",
      name: "公示率",
      nameEn: "Disclosure rate",
      kind: "N",
      target: 100,
      unit: "percent",
      definition: "已公示÷应公示",
      attributionZh: "决定日期",
      basis: "《行政处罚法》第四十八条",
      confidence: "M-med",
      unverified: true,
    },
    {
      id: "M37",
      name: "罚款收缴率",
      kind: "info",
      unit: "percent",
      numerator: ["paidFen"],
      denominator: ["paidDueFen", "payableOpenFen.due"],
    },
    { id: "M04b", name: "无证参与执法", kind: "N", unit: "count", target: 0 },
    { id: "M14", name: "掌上执法率", kind: "K", unit: "percent", target: 95 },
  ],
};

afterEach(() => take(null));

test("A rate with a target opens what is missing, then what is not yet due, then the rest; what has no target opens all of it", () => {
  take(RULES);
  const opens = (/** @type {string} */ id, /** @type {any} */ value) => firstPart(value, metricRule(id));

  assert.equal(opens("M01", { numerator: 1522, denominator: 1525, pending: 4 }), "missing");
  assert.equal(opens("M01", { numerator: 1525, denominator: 1525, pending: 4 }), "pending");
  assert.equal(opens("M01", { numerator: 1525, denominator: 1525, pending: 0 }), "denominator");
  assert.equal(opens("M37", { numerator: 1, denominator: 9 }), "denominator");
  assert.equal(opens("M04b", { numerator: 3, denominator: 0 }), "numerator");
  assert.equal(opens("M14", undefined), "denominator");
  assert.deepEqual(partsOf(metricRule("M01")), ["missing", "pending", "numerator", "denominator"]);
  assert.deepEqual(partsOf(metricRule("M36")), ["numerator"]);
});

test("Until the rules are here a metric and a warning are called by their ids", () => {
  assert.equal(metricName("M01"), "M01");
  assert.equal(warningName("W02"), "W02");
  take(RULES);
  assert.equal(metricName("M01"), "公示率");
  assert.equal(warningName("W02"), "未公示");
  assert.equal(textOf(RULES.metrics?.[1], "name", "en"), "Disclosure rate");
  assert.equal(textOf(RULES.metrics?.[0], "name", "en"), "罚没款", "Chinese where there is no English");
});

test("Metrics stand by kind, duties first, in the order of the rules; what the rules do not know comes last", () => {
  assert.deepEqual(grouped(["M37", "M14", "M01", "M04b", "M36", "M99"], RULES), [
    { kind: "N", ids: ["M01", "M04b"] },
    { kind: "K", ids: ["M14"] },
    { kind: "info", ids: ["M36", "M37"] },
    { kind: "", ids: ["M99"] },
  ]);
  assert.deepEqual(grouped(["M02", "M01"], null), [{ kind: "", ids: ["M01", "M02"] }]);
});

test("A value is shown in its unit; a rate is rounded down and of nothing a dash", () => {
  const rule = (/** @type {string} */ unit) => /** @type {any} */ ({ id: "M", unit });

  assert.equal(metricText({ numerator: 9996, denominator: 10000 }, rule("percent")), "99.9%");
  assert.equal(metricText({ numerator: 0, denominator: 0 }, rule("percent")), "—");
  assert.equal(metricText({ numerator: 1234, denominator: 0 }, rule("count")), "1,234");
  assert.equal(metricText({ numerator: 1234500, denominator: 0 }, rule("fen")), "12,345");
  assert.equal(metricText({ numerator: 365, denominator: 10, value: 36.5 }, rule("days")), "36.5");
  assert.equal(metricText(undefined, rule("count")), "—");
});

test("Information has neither target nor judgement, whatever the rules say", () => {
  const [money, duty, , count, mobile] = /** @type {any[]} */ (RULES.metrics);

  assert.equal(standingOf({ numerator: 9, denominator: 9 }, money), null);
  assert.deepEqual(standingOf({ numerator: 99, denominator: 100 }, duty), { target: 100, isMet: false });
  assert.deepEqual(standingOf({ numerator: 95, denominator: 100 }, mobile), { target: 95, isMet: true });
  assert.deepEqual(standingOf({ numerator: 1, denominator: 0 }, count), { target: 0, isMet: false });
  assert.equal(standingOf({ numerator: 0, denominator: 0 }, duty), null, "of nothing there is nothing to judge");
});

test("Every number has its definition, its source, how sure that is, and the version of the rules", () => {
  take(RULES);
  const of = (/** @type {any} */ query) => definitionOf({ view: "team/T01", ...query }, undefined);
  const terms = (/** @type {any} */ query) => of(query).map(({ term }) => term);

  assert.deepEqual(terms({ metric: "M01", part: "denominator" }), ["meaning", "counted", "kind", "source", "sure", "version"]);
  assert.ok(of({ metric: "M01" }).find(({ term }) => term === "sure")?.isUnverified);
  assert.deepEqual(terms({ warning: "W02" }), ["meaning", "limit", "thresholds", "source", "sure", "version"]);
  assert.equal(of({ warning: "W02" }).find(({ term }) => term === "source")?.text, "国办发〔2018〕118号", "the article of its limit");
  assert.deepEqual(terms({ warning: "all" }), ["meaning", "version"]);
  assert.deepEqual(terms({ counter: "casesFiled", period: "2026" }), ["meaning", "source", "version"]);
  assert.deepEqual(terms({ counter: "inspectionsRandom,inspectionsRoutine", period: "2026" }), ["meaning", "meaning", "source", "version"]);
  assert.deepEqual(terms({ open: "noticed" }), ["meaning", "source", "version"]);
  assert.deepEqual(terms({ open: "cases", age: "over90" }), ["meaning", "source", "version"]);
});

test("Parts of a metric that are money are shown as money", () => {
  take(RULES);

  assert.ok(isMoney({ view: "v", metric: "M36", part: "numerator" }));
  assert.ok(isMoney({ view: "v", metric: "M37", part: "denominator" }));
  assert.ok(!isMoney({ view: "v", metric: "M01", part: "numerator" }));
  assert.ok(isMoney({ view: "v", counter: "finesFen" }));
  assert.ok(!isMoney({ view: "v", counter: "casesFiled" }));
  assert.ok(!isMoney({ view: "v", open: "cases" }));
});

test("What a guard found is a sentence with its days and amounts", () => {
  const range = { finding: "rangeSet", details: { leastFen: 100_000, mostFen: 500_000 } };

  assert.equal(findingText(range, translator(words["zh-CN"])), "法定幅度 1000–5000 元");
  assert.equal(findingText(range, translator(words.en)), "Statutory range 1000–5000 yuan");
  assert.equal(
    findingText({ finding: "noticed", details: { noticed: "2026-07-22", decided: "2026-07-30" } }, translator(words.en)),
    "Notice served 2026-07-22, decision 2026-07-30",
  );
  assert.equal(findingText({ finding: "notNoticed" }, translator(words["zh-CN"])), "决定前未送达告知书");
});
