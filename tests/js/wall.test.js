import assert from "node:assert/strict";
import { test } from "node:test";
import { followed } from "../../web/wwwroot/js/wall/motion.js";
import { fitting } from "../../web/wwwroot/js/wall/room.js";

/** lit-html looks for a document when it is loaded; what is tested here makes no use of it. @type {any} */ (globalThis).document = {
  createTreeWalker: () => ({}),
  createComment: () => ({}),
};
const { judge } = await import("../../web/wwwroot/js/wall/verdict.js");
const { hoursOf } = await import("../../web/wwwroot/js/wall/hours.js");
const { nextDays } = await import("../../web/wwwroot/js/wall/deadlines.js");
const { addUp } = await import("../../web/wwwroot/js/wall/past.js");
const { commonEnds, districtNames } = await import("../../web/wwwroot/js/wall/districts.js");
const { isOfUse, lightOf } = await import("../../web/wwwroot/js/wall/teams.js");
const { CASES, madeUp } = await import("../../web/wwwroot/js/style/documents.js");
const { sumCheck, shown, viewOf } = await import("../../web/wwwroot/js/figures.js");
const { memberHref } = await import("../../web/wwwroot/js/links.js");

/** @param {any} [more] */
const doc = (more) => ({ ...madeUp("calm"), ...more });

test("The verdict is the most severe level that stands", () => {
  const state = (/** @type {any} */ warnings) => judge(doc({ warnings }), false).state;

  assert.equal(state({ blue: 3 }), "ok");
  assert.equal(state({ yellow: 1 }), "yellow");
  assert.equal(state({ yellow: 1, red: 1 }), "red");
  assert.equal(state({ yellow: 1, red: 1, breach: 1 }), "breach");
});

test("Teams that were never heard of are named on a wall, not on the page of an item that is not theirs", () => {
  const storm = madeUp("storm");
  const named = (/** @type {any} */ of) => judge(of, false).caveats.some(([key]) => key === "verdict.teams");

  assert.equal(named(storm), true);
  assert.equal(named({ ...storm, view: "item/S14" }), false);
});

test("The verdict does not know of what it has not heard, or not lately", () => {
  assert.equal(judge(null, false).state, "waiting");
  assert.equal(judge(doc({ unheard: true }), false).state, "unheard");
  assert.equal(judge(doc(), true).state, "old");
  assert.deepEqual(
    judge(doc({ teams: { T01: { unheard: true }, T02: {}, unassigned: { unheard: true } }, quality: { quarantined: 4 } }), false).caveats,
    [
      ["verdict.teams", 1],
      ["verdict.quarantined", 4],
    ],
  );
});

test("What is of no team has a card only where something is to be looked into", () => {
  const warned = { yellow: 1 };

  assert.equal(isOfUse(["T01", {}]), true);
  assert.equal(isOfUse(["unassigned", { open: { cases: 0 }, counters: { year: {} } }]), false);
  assert.equal(isOfUse(["unassigned", { open: { cases: 1 } }]), true);
  assert.equal(isOfUse(["unassigned", { counters: { year: { casesFiled: 1 } } }]), true);
  assert.equal(isOfUse(["unassigned", /** @type {any} */ ({ warnings: warned })]), true);
});

test("What the names of a city's districts all end with is left out, and no name becomes empty", () => {
  const ends = (/** @type {string[]} */ ...names) => Object.values(commonEnds(names));
  assert.deepEqual(ends("江北区交通运输局", "镇海区交通运输局"), ["", "区交通运输局"]);
  assert.deepEqual(ends("宁波市江北区交通运输局", "宁波市江东区交通运输局"), ["宁波市", "区交通运输局"]);
  assert.deepEqual(ends("江北区局", "海北区局"), ["", "区局"]);
  assert.deepEqual(ends("Haishu Transport Bureau", "Hangzhou Transport Bureau"), ["", " Transport Bureau"]);
  assert.deepEqual(ends("District 1 (made up)", "District 2 (made up)"), ["District ", " (made up)"]);
  assert.deepEqual(ends("区局", "江北区局"), ["", "局"]);
  assert.deepEqual(ends("一中队", "法规科"), ["", ""]);
  assert.deepEqual(ends("江北区交通运输局"), ["", ""]);
  assert.deepEqual(ends(), ["", ""]);

  const kind = /** @type {const} */ ("jurisdiction");
  const shown = districtNames(
    doc({ teams: { 330205: { kind, name: "江北区交通运输局" }, 330211: { kind, name: "镇海区交通运输局" }, T01: { name: "一中队" } } }),
  );
  assert.deepEqual(["330205", "330211", "T01"].map(shown), ["江北", "镇海", "一中队"]);
});

test("A district among a city's members leads to its own wall and opens its own numbers, a team to its page", () => {
  const district = /** @type {const} */ ({ kind: "jurisdiction", open: { cases: 7 } });
  const city = doc({ view: "jurisdiction/330200", teams: { 330205: district, T01: { open: { cases: 2 } } } });

  assert.match(memberHref("330205", district), /\/\?jurisdiction=330205$/);
  assert.match(memberHref("T01", {}), /\/teams\/T01$/);
  assert.equal(shown(city, { view: viewOf("330205", district), open: "cases" }), 7);
  assert.equal(shown(city, { view: viewOf("T01", {}), open: "cases" }), 2);
});

test("No count of inspections, cases or fines changes the verdict or a team's light", () => {
  const few = madeUp("calm");
  const many = doc({ counters: madeUp("largest").counters, open: madeUp("largest").open });
  const team = (/** @type {number} */ number) => ({ counters: { day: { casesFiled: number, finesFen: number } }, open: { cases: number } });

  assert.deepEqual(judge(many, false), judge(few, false));
  assert.equal(lightOf(team(0)), lightOf(team(12345)));
  assert.equal(lightOf({ ...team(1), warnings: { breach: 1, yellow: 7 } }), "breach");
  assert.equal(lightOf({ unheard: true }), "unheard");
});

test("The deadlines are those of a fortnight, today the first, and a day without any is nought", () => {
  const days = nextDays(doc({ day: "2026-12-25", deadlines: { "2026-12-25": { W01: 2, W16: 1 }, "2027-01-07": { W02: 4 } } }));

  assert.equal(days.length, 14);
  assert.deepEqual(days[0], { day: "2026-12-25", due: 3 });
  assert.deepEqual(days[1], { day: "2026-12-26", due: 0 });
  assert.deepEqual(days[13], { day: "2027-01-07", due: 4 });
});

test("A number of deadlines is the one of the document, and of another view it is not known", () => {
  const held = doc({ deadlines: { "2026-11-26": { W01: 2, W16: 1 } } });

  assert.equal(shown(held, { view: held.view, due: "2026-11-26" }), 3);
  assert.equal(shown(held, { view: held.view, due: "2026-11-27" }), 0);
  assert.equal(shown(held, { view: "team/T01", due: "2026-11-26" }), null);
});

test("An hour of nothing is nought, and where there is nothing to compare with nothing is said to be usual", () => {
  const hours = hoursOf(doc({ hours: { today: { "09": 4 }, usual: { "08": 1.5 }, days: 8 } }));

  assert.equal(hours.length, 24);
  assert.deepEqual(hours[8], { hour: "08", today: 0, usual: 1.5 });
  assert.deepEqual(hours[9], { hour: "09", today: 4, usual: 0 });
  assert.deepEqual(hoursOf(doc({ hours: { today: { "09": 4 } } }))[9], { hour: "09", today: 4, usual: null });
});

test("At least three lines are shown, and no more than fit whole", () => {
  assert.equal(fitting(0, 20), 3);
  assert.equal(fitting(199, 20), 9);
});

test("Numbers are lit while a viewer can follow what lights them", () => {
  assert.equal(followed(2), true);
  assert.equal(followed(20), false);
});

test("What is made up adds up as what is real does", () => {
  for (const name of CASES) {
    assert.deepEqual(sumCheck(madeUp(name))?.wrong ?? [], [], name);
  }
});

test("The past of the teams is shown while it comes to that of the whole, day by day, and not otherwise", () => {
  const whole = doc({ trend: { days: { "2026-11-24": { casesFiled: 3 }, "2026-11-25": { inspectionsRandom: 2 } }, months: {} } });
  const pasts = { T01: { "2026-11-24": 1 }, T02: { "2026-11-24": 2, "2026-11-25": 0 }, unassigned: {} };

  assert.equal(addUp(whole, pasts), true);
  assert.equal(addUp(whole, { ...pasts, T02: { "2026-11-24": 1 } }), false);
  assert.equal(addUp(whole, { ...pasts, unassigned: { "2026-11-25": 1 } }), false);
});
