import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** What the pages are made of looks for a browser when it is loaded; no use is made of it here. */
Object.assign(globalThis, {
  document: { createTreeWalker: () => ({}), createComment: () => ({}) },
  matchMedia: () => ({ matches: false }),
  location: { pathname: "/bureau", search: "", hash: "" },
});
const { take } = await import("../../web/wwwroot/js/rules.js");
const { picture } = await import("../../web/wwwroot/js/leaders/picture.js");
const { modelOf } = await import("../../web/wwwroot/js/leaders/model.js");
const { picture: wallPicture } = await import("../../web/wwwroot/js/wall/picture.js");
const { modelOf: wallModelOf } = await import("../../web/wwwroot/js/wall/model.js");
const { breakdown } = await import("../../web/wwwroot/js/year/breakdown.js");
const { fold } = await import("../../web/wwwroot/js/warnings.js");
const { madeUp } = await import("../../web/wwwroot/js/style/documents.js");

const rules = JSON.parse(readFileSync(new URL("../../seeds/rules.json", import.meta.url), "utf8"));
take(rules);

/** @typedef {import("../../web/wwwroot/js/live/types.js").ViewDocument} ViewDocument */
/** @typedef {Record<string, any>} Some */

/**
 * A page as text, in its order, without its numbers: colours, marks, rows and sentences are what is left. What is set by script alone
 * (lengths of bars, charts) is no part of it.
 * @param {any} page
 */
const withoutNumbers = (page) => textOf(page).replaceAll(/(?<![A-Za-z\d-])\d[\d,.]*[万亿]?/g, "#");

/** @param {any} value a template as lit-html is given it @returns {string} */
function textOf(value) {
  if (value === null || value === undefined || typeof value === "symbol" || typeof value === "function") {
    return "";
  }
  if (typeof value !== "object") {
    return String(value);
  }
  if (value._$litType$ !== undefined) {
    return value.strings.map((/** @type {string} */ text, /** @type {number} */ at) => text + textOf(value.values[at])).join("");
  }
  if (value._$litDirective$ !== undefined) {
    const [of, ...more] = value.values;
    const draw = more.at(-1);
    // A part that is drawn when it changes; a list; else what sets properties of its element.
    if (!Array.isArray(of) || typeof draw !== "function") {
      return "";
    }
    return draw.length === 0 ? textOf(draw()) : of.map((one) => textOf(draw(one))).join("");
  }
  return Array.isArray(value) ? value.map(textOf).join("") : "";
}

/** The same, with ten times the events, cases, fines and inspections of one of its teams, or of all of it, at the same rates. */
function tenfold(/** @type {ViewDocument} */ doc, /** @type {string|null} */ team) {
  const many = /** @type {Some} */ (structuredClone(doc));
  const grow = (/** @type {Some} */ counted) => {
    for (const period of Object.values(/** @type {Some} */ (counted.counters ?? {}))) {
      Object.keys(period).forEach((name) => (period[name] *= 10));
    }
    counted.open = { ...counted.open, cases: (counted.open?.cases ?? 0) * 10 };
  };
  grow(team === null ? many : many.teams[team]);
  Object.keys(many.hours?.today ?? {}).forEach((hour) => (many.hours.today[hour] *= 10));
  if (team !== null) {
    for (const [period, counted] of Object.entries(/** @type {Some} */ (many.teams[team].counters))) {
      Object.keys(counted).forEach((name) => (many.counters[period][name] += (counted[name] * 9) / 10));
    }
    many.open.cases += (many.teams[team].open.cases * 9) / 10;
  }
  for (const metric of Object.values(/** @type {Some} */ (many.metrics ?? {}))) {
    Object.assign(metric, { numerator: metric.numerator * 10, denominator: metric.denominator * 10 });
  }
  return /** @type {ViewDocument} */ (many);
}

/** @param {ViewDocument} doc @param {"jurisdiction"|"team"} kind */
function leadersPage(doc, kind) {
  const page = {
    ...{ kind, id: doc.view.split("/")[1], view: doc.view, path: "/bureau", period: null, beside: null, fontSize: () => 12, failed() {} },
    parts: /** @type {("teams"|"items")[]} */ (kind === "team" ? ["items"] : ["teams", "items"]),
    rows: /** @type {import("../../web/wwwroot/js/leaders/model.js").Row[]} */ (["day", "month", "year"]),
  };
  const asked = (/** @type {any} */ answer) => ({ answer, failure: "", isRefused: false });
  const late = { ...{ rule: "W01", kind: "case", id: "C-1", team: "T02" }, level: "breach", due: "2026-11-20" };
  const told = {
    duties: asked({ late: [late], due: [{ ...late, level: "yellow", due: "2026-11-28" }], dueTotal: 1 }),
    compared: asked({ "2026-11": doc, "2026-10": doc, "2025-11": doc }),
    cases: { ...{ wanted: { page: 1, stage: "" }, look() {}, turn() {}, narrow() {} }, state: asked(null) },
    ...{ rules, folds: fold(doc) },
  };
  return picture(modelOf(page, doc, { now: Date.parse(doc.asOf), freshness: "live" }, /** @type {any} */ (told)));
}

/** @param {ViewDocument} doc */
function wallOf(doc) {
  const pager = { of: (/** @type {any[]} */ shown) => ({ shown, controls: "" }), hold() {}, first() {}, turn() {} };
  return wallPicture(
    wallModelOf(
      doc,
      { now: Date.parse(doc.asOf), freshness: "live" },
      /** @type {any} */ ({
        ...{ view: doc.view, folds: fold(doc), rules, turned: 0, fontSize: () => 12 },
        pagers: { warnings: pager, items: pager, trends: pager },
        room: { folds: { rows: 9, across: 1 }, items: { rows: 40, across: 1 } },
      }),
    ),
  );
}

/** Some rates met, some not, whatever the situation. @param {string} name @returns {ViewDocument} */
function situation(name) {
  const doc = madeUp(name);
  const metrics = rules.metrics.map((/** @type {Some} */ { id }, /** @type {number} */ at) => [
    id,
    { numerator: at % 4, denominator: 4, pending: at % 3 },
  ]);
  const loop = { orders: { open: 3, overdue: 1, listed: 1 }, duties: { open: 4, overdue: 1, done: 2 } };
  return { ...doc, ...loop, metrics: Object.fromEntries(metrics) };
}

for (const name of ["calm", "storm", "largest"]) {
  test(`Art. 74 (${name}): ten times a team's cases, fines and inspections at equal rates change no colour and no order of rows`, () => {
    const doc = situation(name);

    for (const team of ["T01", "T04", "T11"]) {
      const many = tenfold(doc, team);
      assert.notDeepEqual(many.counters, doc.counters);
      assert.equal(withoutNumbers(wallOf(many)), withoutNumbers(wallOf(doc)));
      assert.equal(withoutNumbers(leadersPage(many, "jurisdiction")), withoutNumbers(leadersPage(doc, "jurisdiction")));
    }
    const own = { ...doc, view: "team/T01", teams: undefined };
    assert.equal(withoutNumbers(leadersPage(tenfold(own, null), "team")), withoutNumbers(leadersPage(own, "team")));
  });
}

test("What is looked at for that is there: rows, levels and standings, and it would be another if a colour were", () => {
  const [page, wall] = [leadersPage(situation("storm"), "jurisdiction"), wallOf(situation("storm"))].map(withoutNumbers);

  for (const mark of ["data-level=", "data-state=", "data-standing=unmet", "data-standing=met", "parts", "/teams/T03", "/items/S14"]) {
    assert.ok(page.includes(mark), mark);
  }
  assert.ok(wall.includes("data-light="));
  const one = { ...situation("storm"), warnings: { breach: 1 } };
  assert.notEqual(withoutNumbers(wallOf(/** @type {any} */ (one))), wall);
});

test("Art. 74: the breakdown of the year stands in the order in which it is told, whatever its numbers are", () => {
  const duty = (/** @type {number} */ at, /** @type {number} */ count) => ({
    ...{ id: `D${at}`, no: `${at}`, text: "t", chapter: at % 2 ? "一" : "二", team: `T0${at}`, coTeams: [], leaderRole: "r", post: "p" },
    ...{ due: "2026-12-31", stage: "assigned", open: true, percent: 40, overdue: at === 2, proofs: 0, quarters: [] },
    ...{ measure: { kind: "Facts", factType: "lawCase.published", least: 4 }, count },
  });
  const drawn = (/** @type {number[]} */ counts) =>
    withoutNumbers(breakdown(/** @type {any} */ (counts.map((count, at) => duty(at + 1, count))), (team) => team));

  assert.equal(drawn([1, 2, 3]), drawn([10, 200, 3]));
});
