import assert from "node:assert/strict";
import { test } from "node:test";
import { COUNTERS } from "../../web/wwwroot/js/catalogue.js";
import { belongs, isPicked, isUnheard, queryOf, queryText, questions, shown, sumCheck } from "../../web/wwwroot/js/figures.js";
import { href } from "../../web/wwwroot/js/links.js";

/** @returns {any} */
const bureau = () => ({
  view: "jurisdiction/330203",
  version: 1,
  asOf: "",
  day: "2026-11-23",
  counters: { day: { casesFiled: 3 }, month: { casesFiled: 5 }, year: { casesFiled: 9, inspectionsRandom: 2, inspectionsRoutine: 3 } },
  open: { cases: 4, byStage: { filed: 1, noticed: 3 }, ageing: { "0-30": 4 } },
  metrics: { M01: { numerator: 1, denominator: 2, pending: 7 } },
  trend: { days: { "2026-11-20": { casesFiled: 2 } }, months: { "2026-10": { casesFiled: 1 } } },
  teams: {
    T01: {
      counters: { day: { casesFiled: 1 }, month: { casesFiled: 3 }, year: { casesFiled: 4, inspectionsRandom: 2 } },
      open: { cases: 3, byStage: { filed: 1, noticed: 2 }, ageing: { "0-30": 3 } },
    },
    unassigned: {
      counters: { day: { casesFiled: 2 }, month: { casesFiled: 2 }, year: { casesFiled: 5, inspectionsRoutine: 3 } },
      open: { cases: 1, byStage: { noticed: 1 }, ageing: { "0-30": 1 } },
    },
  },
  items: { S14: { counters: { year: { casesFiled: 8 } }, open: { cases: 2 } } },
});

test("Totals that equal the sum of the teams are confirmed", () => {
  const check = sumCheck(bureau());

  assert.equal(check?.isEqual, true);
  assert.ok((check?.compared ?? 0) >= 9);
});

test("A total that differs from the sum of the teams by one is found, wherever it stands", () => {
  for (const [change, name] of /** @type {[(doc: any) => void, string][]} */ ([
    [(doc) => doc.counters.day.casesFiled++, "day.casesFiled"],
    [(doc) => (doc.teams.T01.counters.year.casesClosed = 1), "year.casesClosed"],
    [(doc) => doc.open.cases--, "open.cases"],
    [(doc) => doc.open.byStage.noticed++, "stage.noticed"],
    [(doc) => (doc.open.ageing.over90 = 1), "age.over90"],
  ])) {
    const doc = bureau();
    change(doc);

    const check = sumCheck(doc);

    assert.deepEqual(check?.wrong, [name]);
  }
});

test("Teams that tell no stages and ages are not compared by them", () => {
  const doc = bureau();
  for (const team of Object.values(doc.teams)) {
    /** @type {any} */ (team).open = { cases: /** @type {any} */ (team).open.cases };
  }

  assert.equal(sumCheck(doc)?.isEqual, true);
  assert.equal(shown(doc, { view: "team/T01", open: "cases" }), 3);
  assert.equal(shown(doc, { view: "team/T01", open: "filed" }), null);
  assert.equal(shown(doc, { view: "team/T01", open: "cases", age: "0-30" }), null);
});

test("Silence is not zero: a team that was never heard from, an item of which nothing was told this year", () => {
  assert.equal(isUnheard({ unheard: true }, "teams"), true);
  assert.equal(isUnheard({ counters: { year: {} }, open: { cases: 0 } }, "teams"), false);
  assert.equal(isUnheard({ counters: { day: {}, year: {} }, open: { cases: 0 } }, "items"), true);
  assert.equal(isUnheard({ counters: { year: { casesFiled: 1 } } }, "items"), false);
  assert.equal(isUnheard({ counters: { year: {} }, open: { cases: 2 } }, "items"), false);
});

test("A view without teams has nothing to add up", () => {
  assert.equal(sumCheck({ ...bureau(), teams: undefined }), null);
});

test("What is missing of a rate is what was due and is not done", () => {
  assert.equal(shown(bureau(), { view: "jurisdiction/330203", metric: "M01", part: "missing" }), 1);
  assert.equal(shown(bureau(), { view: "jurisdiction/330203", metric: "M01", part: "pending" }), 7);
});

test("A query survives its way through the address", () => {
  for (const query of [
    { view: "team/T01", counter: "casesFiled", period: "2026-11" },
    { view: "jurisdiction/330203", counter: "inspectionsRandom,inspectionsRoutine", period: "2026" },
    { view: "item/S14", metric: "M01", part: "pending" },
    { view: "item/unclassified", open: "cases", age: "over90", team: "T09" },
    { view: "team/T04", warning: "W02", level: "red" },
    { view: "jurisdiction/330203", warning: "all", acknowledged: "true" },
    { view: "jurisdiction/330203", warning: "W28", team: "none" },
  ]) {
    assert.deepEqual(queryOf(queryText(query)), query);
  }
  assert.equal(
    queryText({ view: "team/T01", counter: "casesFiled", period: "2026-11" }),
    "view=team/T01&counter=casesFiled&period=2026-11",
  );
  assert.equal(queryOf("nonsense"), null);
  assert.equal(queryOf("view=team/T01"), null);
});

test("The number a query stands for is found on the page that shows it", () => {
  const doc = bureau();
  const view = "jurisdiction/330203";

  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2026-11-23" }), 3);
  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2026-11" }), 5);
  assert.equal(shown(doc, { view, counter: "inspectionsRandom,inspectionsRoutine", period: "2026" }), 5);
  assert.equal(shown(doc, { view, counter: "casesClosed", period: "2026" }), 0);
  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2026-10" }), 1);
  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2026-11-20" }), 2);
  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2026-11-19" }), 0);
  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2026-05-19" }), null);
  assert.equal(shown(doc, { view, counter: "casesFiled", period: "2019" }), null);
  assert.equal(shown(doc, { view, open: "cases" }), 4);
  assert.equal(shown(doc, { view, open: "noticed" }), 3);
  assert.equal(shown(doc, { view, open: "cases", age: "0-30" }), 4);
  assert.equal(shown(doc, { view, metric: "M01", part: "pending" }), 7);
  assert.equal(shown(doc, { view: "team/T01", counter: "casesFiled", period: "2026" }), 4);
  assert.equal(shown(doc, { view: "item/S14", open: "cases" }), 2);
  assert.equal(shown(doc, { view: "team/T99", open: "cases" }), null);
});

test("The number of open warnings is found by rule, by level, by team, and of no team", () => {
  const doc = {
    ...bureau(),
    warnings: {
      yellow: 5,
      red: 2,
      acknowledged: 3,
      rules: { W02: { yellow: 4, red: 1, acknowledged: 3 }, W28: { red: 1 }, W01: { yellow: 1 } },
    },
  };
  doc.teams.T01.warnings = { yellow: 4, red: 1, acknowledged: 3, rules: { W02: { yellow: 4, red: 1, acknowledged: 3 } } };
  const { view } = doc;

  assert.equal(shown(doc, { view, warning: "all" }), 7);
  assert.equal(shown(doc, { view, warning: "all", level: "red" }), 2);
  assert.equal(shown(doc, { view, warning: "W02" }), 5);
  assert.equal(shown(doc, { view, warning: "W02", level: "breach" }), 0);
  assert.equal(shown(doc, { view, warning: "W99" }), 0);
  assert.equal(shown(doc, { view, warning: "W02", acknowledged: "true" }), 3);
  assert.equal(shown(doc, { view: "team/T01", warning: "all", level: "yellow" }), 4);
  assert.equal(shown(doc, { view, warning: "W28", team: "none" }), 1);
  assert.equal(shown(doc, { view, warning: "W02", team: "none" }), 0);
  assert.equal(shown(doc, { view: "item/S14", warning: "W02" }), null, "items within a view carry no warnings");
  assert.equal(shown({ ...doc, warnings: undefined }, { view, warning: "all" }), null);
});

test("On a page of a closed period only that period's numbers are shown", () => {
  const doc = { ...bureau(), counters: { period: { casesFiled: 2006 } } };

  assert.equal(shown(doc, { view: doc.view, counter: "casesFiled", period: "2020" }, "2020"), 2006);
  assert.equal(shown(doc, { view: doc.view, counter: "casesFiled", period: "2026" }, "2020"), null);
});

test("A number that adds up several counters is asked for counter by counter", () => {
  assert.deepEqual(questions({ view: "v", counter: "a,b", period: "2026" }), [
    { view: "v", counter: "a", period: "2026" },
    { view: "v", counter: "b", period: "2026" },
  ]);
  assert.deepEqual(questions({ view: "v", open: "cases", age: "over90", team: "T01" }), [{ view: "v", open: "cases" }]);
  assert.deepEqual(questions({ view: "v", warning: "W02", level: "red", team: "none", acknowledged: "true" }), [
    { view: "v", warning: "W02", level: "red" },
  ]);
});

test("What the server does not narrow by is picked from the rows", () => {
  const row = { team: "T01", item: "S14", day: "2026-08-25" };
  const query = { view: "v", open: "cases" };

  assert.ok(!isPicked(query));
  assert.ok(belongs(query, row, "2026-11-23"));
  assert.ok(belongs({ ...query, age: "76-90" }, row, "2026-11-23"));
  assert.ok(belongs({ ...query, age: "over90" }, row, "2026-11-24"));
  assert.ok(!belongs({ ...query, team: "T02" }, row, "2026-11-23"));
  assert.ok(belongs({ ...query, item: "S14", team: "T01" }, row, "2026-11-23"));
  assert.ok(belongs({ view: "v", warning: "W28", team: "none" }, { ...row, team: undefined }, "2026-11-23"));
  assert.ok(!belongs({ view: "v", warning: "W28", team: "none" }, row, "2026-11-23"));
  assert.ok(!belongs({ view: "v", warning: "all", acknowledged: "true" }, { ...row, acknowledged: false }, "2026-11-23"));
});

test("Links keep the language and the wall's own screen", () => {
  assert.equal(href("/teams/T01", {}, "?lang=en&kiosk=1&period=2020"), "/teams/T01?lang=en&kiosk=1");
  assert.equal(href("/teams/T01", { period: "2020" }, "?lang=en"), "/teams/T01?period=2020&lang=en");
  assert.equal(href("/", {}, ""), "/");
});

test("No counter of the contract is missing", () => {
  assert.equal(new Set(COUNTERS).size, COUNTERS.length);
  assert.equal(COUNTERS.length, 53);
});
