import assert from "node:assert/strict";
import { test } from "node:test";
import { yearsOf } from "../../web/wwwroot/js/case/trained.js";
import { daysOf, nowOf } from "../../web/wwwroot/js/case/days.js";

const event = (/** @type {string} */ day, /** @type {string} */ type, more = {}) => ({
  ...{ at: `${day}T09:00:00+08:00`, type: `enforcement.${type}.v1`, source: "/s", id: `${day}-${type}` },
  ...more,
});
const clock = (/** @type {any} */ more) => ({ limit: "PEN-03", name: "立案至作出处罚决定", state: "running", ...more });
const said = (/** @type {import("../../web/wwwroot/js/case/days.js").Day[]} */ days) =>
  days.map(({ day, events, law }) => [day.slice(5), events.length, law.map(({ says }) => says).join(" ")]);

test("What the law says stands at the height of the day on which it says it", () => {
  const subject = {
    events: [event("2026-03-02", "case.filed"), event("2026-04-01", "case.decided"), event("2026-04-20", "case.served")],
    clocks: [
      clock({ trigger: "2026-03-02", due: "2026-05-31", state: "met", stoppedOn: "2026-04-01" }),
      clock({ limit: "PEN-10", trigger: "2026-04-01", due: "2026-04-13", state: "late", stoppedOn: "2026-04-20" }),
      clock({ limit: "PEN-12", trigger: "2026-04-20", due: "2026-05-06" }),
    ],
    guards: { passed: [{ id: "G1", name: "", finding: "" }], failed: [{ id: "G2", name: "", finding: "" }] },
    warnings: [
      {
        ...{ rule: "W15", name: "送达超期", level: /** @type {const} */ ("breach"), open: false, clearedAt: "2026-04-20T09:00:00+08:00" },
        steps: [
          { level: /** @type {const} */ ("yellow"), at: "2026-04-09T00:00:00+08:00" },
          { level: /** @type {const} */ ("breach"), at: "2026-04-14T00:00:00+08:00" },
        ],
      },
    ],
  };

  const days = daysOf(subject, "2026-04-30");

  assert.deepEqual(said(days), [
    ["03-02", 1, "starts"],
    ["04-01", 1, "ends starts guard guard"],
    ["04-09", 0, "warns"],
    ["04-13", 0, "due"],
    ["04-14", 0, "warns"],
    ["04-20", 1, "ends starts clears"],
    ["05-06", 0, "ends"],
  ]);
  assert.deepEqual(
    days.filter(({ isAhead }) => isAhead).map(({ day }) => day),
    ["2026-05-06"],
  );
});

test("A decision that does not hold is not the one that guards are of", () => {
  const events = [event("2026-04-01", "case.decided"), event("2026-04-05", "case.decided", { applied: false })];

  const days = daysOf({ events, guards: { passed: [{ id: "G1", name: "", finding: "" }] } }, "2026-04-30");

  assert.deepEqual(said(days), [
    ["04-01", 1, "guard"],
    ["04-05", 1, ""],
  ]);
});

test("To be done now is what has run out, what warns, and what runs, nearest first, and nothing twice", () => {
  const { overdue, raised, running } = nowOf({
    clocks: [
      clock({ limit: "A", due: "2026-05-20" }),
      clock({ limit: "B", due: "2026-05-06" }),
      clock({ limit: "C", due: "2026-05-01" }),
      clock({ limit: "D", due: "2026-04-01", state: "overdue" }),
      clock({ limit: "E", due: "2026-04-02", state: "met" }),
    ],
    warnings: [
      { rule: "W01", name: "", level: "red", open: true, due: "2026-05-01" },
      { rule: "W02", name: "", level: "red", open: false, due: "2026-05-02" },
    ],
  });

  assert.deepEqual(
    [overdue, running].map((list) => list.map(({ limit }) => limit)),
    [["D"], ["B", "A"]],
  );
  assert.deepEqual(
    raised.map(({ rule }) => rule),
    ["W01"],
  );
});

test("A record of which nothing is known has no days", () => {
  assert.deepEqual(daysOf({}, "2026-04-30"), []);
});

test("S9_5: who came to court and is no head is said beside the hearing, and only there", async () => {
  /** lit-html looks for a document when it is loaded. @type {any} */ (globalThis).document ??= {
    createTreeWalker: () => ({}),
    createComment: () => ({}),
  };
  const { happened } = await import("../../web/wwwroot/js/case/happened.js");
  const { t } = await import("../../web/wwwroot/js/i18n.js");
  const marks = (/** @type {any} */ data, type = "lawsuit.heard") => {
    const all = /** @type {any[]} */ (happened({ ...event("2026-03-02", type), data }).values).flat();
    return all.flatMap(({ values } = {}) => values ?? []);
  };

  assert.ok(marks({ headAppeared: true, headRank: "Other" }).includes(t("case.notHead")));
  assert.ok(!marks({ headAppeared: true, headRank: "Deputy" }).includes(t("case.notHead")));
  assert.ok(!marks({ headAppeared: false, headRank: "Other" }).includes(t("case.notHead")));
  assert.ok(!marks({ headAppeared: true, headRank: "Other" }, "case.filed").includes(t("case.notHead")));
});

test("An officer's hours stand by year and kind, newest first; what was taken back or put right does not", () => {
  const trained = (/** @type {string} */ day, /** @type {number} */ hours, /** @type {string|undefined} */ kind, more = {}) => ({
    ...{ type: "training.completed", at: `${day}T09:00:00+08:00`, applied: true, op: "i", data: { day, hours, kind } },
    ...more,
  });
  const events = [
    trained("2025-02-03", 20, "Public"),
    trained("2025-05-06", 30, "Public"),
    trained("2025-06-06", 12, undefined),
    trained("2026-01-05", 8, "Business"),
    trained("2026-02-05", 99, "Business", { applied: false }),
    trained("2026-03-05", 99, "Business", { op: "d" }),
    trained("2026-03-06", 99, "Political", { type: "exam.taken" }),
  ];

  assert.deepEqual(yearsOf(events), [
    { year: "2026", hours: { Business: 8 }, all: 8 },
    { year: "2025", hours: { Public: 50, Other: 12 }, all: 62 },
  ]);
});
