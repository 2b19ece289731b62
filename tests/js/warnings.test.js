import assert from "node:assert/strict";
import { test } from "node:test";
import { dueText, eventsText } from "../../web/wwwroot/js/format.js";
import { recordHref } from "../../web/wwwroot/js/links.js";
import { countsText, standingOfVisits } from "../../web/wwwroot/js/visits.js";
import { acknowledgement, daysLeft, fold, isMoreUrgent, masked, matches, mostUrgent } from "../../web/wwwroot/js/warnings.js";

/** A storm of one team, a few others, and one of no team. @returns {any} */
const bureau = () => ({
  view: "jurisdiction/330203",
  version: 1,
  asOf: "",
  day: "2026-11-23",
  warnings: {
    yellow: 303,
    red: 6,
    breach: 1,
    acknowledged: 2,
    rules: { W02: { yellow: 301, red: 3, acknowledged: 2 }, W01: { yellow: 2, red: 2 }, W06: { breach: 1 }, W28: { red: 1 } },
    top: {
      "W01/case/C-3": { rule: "W01", kind: "case", subject: "C-3", team: "T03", level: "red", due: "2026-11-25" },
      "W02/case/C-1": { rule: "W02", kind: "case", subject: "C-1", team: "T04", level: "red", due: "2026-11-24" },
      "W06/case/C-9": { rule: "W06", kind: "case", subject: "C-9", team: "T02", level: "breach", since: "2026-11-20T09:00:00+08:00" },
      "W28/source//zj/cfba": { rule: "W28", kind: "source", subject: "/zj/cfba", level: "red", since: "2026-11-23T09:00:00+08:00" },
    },
  },
  teams: {
    T04: { order: 4, warnings: { yellow: 301, red: 3, acknowledged: 2, rules: { W02: { yellow: 301, red: 3, acknowledged: 2 } } } },
    T03: { order: 3, warnings: { red: 2, rules: { W01: { red: 2 } } } },
    T02: { order: 2, warnings: { yellow: 1, breach: 1, rules: { W06: { breach: 1 }, W01: { yellow: 1 } } } },
    T01: { order: 1, warnings: { yellow: 1, rules: { W01: { yellow: 1 } } } },
  },
});

test("A storm of one rule and one team is one card with its count", () => {
  const folds = fold(bureau());

  const [storm] = folds.filter(({ rule }) => rule === "W02");
  assert.equal(folds.filter(({ rule }) => rule === "W02").length, 1);
  assert.equal(storm.count, 304);
  assert.equal(storm.level, "red");
  assert.deepEqual(storm.levels, { breach: 0, red: 3, yellow: 301, blue: 0 });
  assert.equal(storm.acknowledged, 2);
  assert.deepEqual(storm.query, { view: "team/T04", warning: "W02" });
});

test("The most severe come first, then the nearest due day; never those with the most", () => {
  assert.deepEqual(
    fold(bureau()).map(({ key }) => key),
    ["W06|T02", "W02|T04", "W01|T03", "W28|", "W01|T01", "W01|T02"],
  );
});

test("The warnings a document names are sorted by level, then due day, what has none first", () => {
  const { warnings } = bureau();

  assert.deepEqual(
    mostUrgent(warnings).map(({ rule }) => rule),
    ["W06", "W28", "W02", "W01"],
  );
  assert.deepEqual(mostUrgent(undefined), []);
});

test("What is of no team is not lost, and nothing is counted twice", () => {
  const doc = bureau();
  const folds = fold(doc);

  assert.equal(
    folds.reduce((sum, { count }) => sum + count, 0),
    310,
  );
  const [silent] = folds.filter(({ team }) => team === "");
  assert.deepEqual(silent.query, { view: doc.view, warning: "W28", team: "none" });
  assert.equal(silent.top[0].subject, "/zj/cfba");
});

test("A team's own view and an enterprise's are folded by rule", () => {
  const warnings = {
    red: 2,
    rules: { W13: { red: 2 } },
    top: { "W13/enterprise/1": { rule: "W13", kind: "enterprise", subject: "9133", team: "T02", level: "red" } },
  };

  const [ofTeam] = fold(/** @type {any} */ ({ view: "team/T02", day: "2026-11-23", warnings, items: {} }));
  const [ofFirm] = fold(/** @type {any} */ ({ view: "enterprise/9133", day: "2026-11-23", warnings, teams: { T02: { counters: {} } } }));

  assert.deepEqual([ofTeam.team, ofTeam.count, ofTeam.query], ["T02", 2, { view: "team/T02", warning: "W13" }]);
  assert.deepEqual(
    [ofFirm.team, ofFirm.count, ofFirm.query, ofFirm.top.length],
    ["T02", 2, { view: "enterprise/9133", warning: "W13" }, 1],
  );
});

test("Within an item's view the evidence of a card is the team's part", () => {
  const doc = { ...bureau(), view: "item/S14" };

  assert.deepEqual(fold(doc).find(({ key }) => key === "W02|T04")?.query, { view: "item/S14", warning: "W02", team: "T04" });
});

test("A document that warns of nothing, or knows no warnings, has no cards", () => {
  assert.deepEqual(fold(/** @type {any} */ ({ view: "team/T01", warnings: { yellow: 0, rules: { W01: {} } } })), []);
  assert.deepEqual(fold(/** @type {any} */ ({ view: "team/T01" })), []);
});

test("Filters by level, rule, team and acknowledged go together", () => {
  const folds = fold(bureau());
  const keys = (/** @type {any} */ filter) => folds.filter((one) => matches(one, filter)).map(({ key }) => key);

  assert.equal(keys({}).length, folds.length);
  assert.deepEqual(keys({ level: "yellow", rule: "W02" }), ["W02|T04"]);
  assert.deepEqual(keys({ rule: "W01", team: "T03" }), ["W01|T03"]);
  assert.deepEqual(keys({ team: "none" }), ["W28|"]);
  assert.deepEqual(keys({ acknowledged: "yes" }), ["W02|T04"]);
  assert.ok(keys({ acknowledged: "no" }).includes("W02|T04"), "302 of the storm are not acknowledged");
});

test("Days left are days of the calendar, negative once passed", () => {
  assert.equal(daysLeft("2026-11-26", "2026-11-23"), 3);
  assert.equal(daysLeft("2026-11-23", "2026-11-23"), 0);
  assert.equal(daysLeft("2026-11-20", "2026-11-23"), -3);
  assert.equal(daysLeft(undefined, "2026-11-23"), null);
  assert.equal(dueText("2026-11-26", "2026-11-23"), "剩 3 天");
  assert.equal(dueText("2026-11-23", "2026-11-23"), "今日到期");
  assert.equal(dueText("2026-11-20", "2026-11-23"), "超 3 天");
});

test("On the wall a number is masked, a plate more, and an officer is not there at all", () => {
  assert.equal(masked("case", "HS2026000123"), "…0123");
  assert.equal(masked("vehicle", "浙B·D1234"), "…34");
  assert.equal(masked("staff", "bureau"), "");
  assert.equal(masked("officer", "3302030001"), "");
});

test("Only a new red or breach is more urgent, not a new yellow or one that is gone", () => {
  const before = fold(bureau());
  /**
   * One team's warnings of one rule, with those of the whole.
   * @param {string} team
   * @param {string} rule
   * @param {any} of
   * @param {any} ofAll
   */
  const change = (team, rule, of, ofAll) => {
    const doc = bureau();
    doc.teams[team].warnings.rules[rule] = of;
    doc.warnings.rules[rule] = ofAll;
    return fold(doc);
  };

  assert.ok(!isMoreUrgent(before, fold(bureau())));
  assert.ok(!isMoreUrgent(before, change("T04", "W02", { yellow: 400, red: 3 }, { yellow: 400, red: 3 })));
  assert.ok(!isMoreUrgent(before, change("T04", "W02", { red: 1 }, { red: 1 })));
  assert.ok(isMoreUrgent(before, change("T04", "W02", { red: 4 }, { red: 4 })));
  assert.ok(isMoreUrgent(before, change("T03", "W01", { red: 1, breach: 1 }, { yellow: 2, red: 1, breach: 1 })), "a red became a breach");
  assert.ok(isMoreUrgent(before, change("T01", "W15", { red: 1 }, { red: 1 })));
});

test("An acknowledgement is an event that names the warning, who and why", () => {
  const event = acknowledgement(
    { rule: "W02", kind: "case", id: "C-1" },
    { by: "张示例", reason: "已安排" },
    { id: "a", time: "2026-11-23T10:00:00Z" },
  );

  assert.deepEqual(event, {
    specversion: "1.0",
    id: "a",
    source: "/dashboard",
    type: "enforcement.warning.acknowledged.v1",
    time: "2026-11-23T10:00:00Z",
    data: { rule: "W02", subjectType: "case", subjectId: "C-1", by: "张示例", reason: "已安排" },
  });
});

test("Visits stand to the cap by shape and word", () => {
  const of = (/** @type {number} */ counted, /** @type {number|null} */ cap) => standingOfVisits({ year: 2026, counted, cap }).key;

  assert.deepEqual([of(1, 2), of(2, 2), of(3, 2), of(3, null)], ["visits.within", "visits.at", "visits.over", "visits.noCap"]);
});

test("A record leads to its own page", () => {
  assert.equal(recordHref("enterprise", "9133"), "/enterprises/9133");
  assert.equal(recordHref("item", "S14"), "/items/S14");
  assert.equal(recordHref("inspection", "J-1"), "/cases/J-1?kind=inspection");
});

test("A visit of an earlier year does not count towards this year's cap", () => {
  const texts = ["2026-06-29", "2025-06-24"].map((day) => countsText({ day, counted: true }, 2026));

  assert.deepEqual(texts, ["● 计入", "◌ 计入 2025 年"]);
  assert.equal(countsText({ day: "2026-11-06", counted: false }, 2026), "○ 不计入");
});

test("of a source that is back one reads how long it was silent and how much came late", () => {
  const back = { since: "2026-11-03T11:20:00+08:00", silentSince: "2026-11-03T08:05:00+08:00", events: 42 };
  assert.equal(eventsText(back), "中断 3 小时 15 分，补报 42 件");
  assert.equal(eventsText({ ...back, events: undefined }), "中断 3 小时 15 分，补报 0 件");
  assert.equal(eventsText({ since: back.since, events: 7 }), "7 件待处理");
});
