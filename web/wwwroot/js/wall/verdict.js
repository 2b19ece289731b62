import { dueOn, isUnheard, warningCount } from "../figures.js";
import { clockOn, count, widestOf } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing, vars } from "../lit.js";
import { LEVEL_SHAPES } from "../catalogue.js";
import { number } from "./number.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {"waiting"|"unheard"|"old"|"breach"|"red"|"yellow"|"ok"} State */

/**
 * What is to be said of a document in one look. It counts what is due and what warns, and never what was done.
 *
 * @param {ViewDocument|null} doc
 * @param {boolean} isOld  the figures are so old that they say nothing of now
 * @returns {{state: State, due: number, breach: number, red: number, yellow: number, caveats: [string, number][]}}
 *   caveats: what is not judged, by the key of its sentence
 */
export function judge(doc, isOld) {
  const counted = (/** @type {string} */ level) => warningCount(doc?.warnings, "all", level);
  const [due, breach, red, yellow] = [doc ? dueOn(doc, doc.day) : 0, counted("breach"), counted("red"), counted("yellow")];
  const state = !doc
    ? "waiting"
    : doc.unheard
      ? "unheard"
      : isOld
        ? "old"
        : breach > 0
          ? "breach"
          : red > 0
            ? "red"
            : yellow > 0
              ? "yellow"
              : "ok";
  /** @type {[string, number][]} */
  const caveats = [
    ["verdict.silent", warningCount(doc?.warnings, "W28")],
    ["verdict.teams", unheardTeams(doc)],
    ["verdict.quarantined", doc?.quality?.quarantined ?? 0],
    ["verdict.setAside", doc?.setAside ?? 0],
  ];
  return { state, due, breach, red, yellow, caveats: caveats.filter(([, number]) => number > 0) };
}

/**
 * How many teams nothing was ever told of; of an item most teams have nothing to tell, and that nothing is of no team is as it should be.
 * @param {ViewDocument|null} doc
 */
export function unheardTeams(doc) {
  return doc?.view.startsWith("item/")
    ? 0
    : Object.entries(doc?.teams ?? {}).filter(([id, team]) => id !== "unassigned" && isUnheard(team, "teams")).length;
}

const SHAPES = { ...LEVEL_SHAPES, ok: "✓", old: "■", unheard: "○", waiting: "○" };

/** The first thing one sees. @param {import("./model.js").Model} model */
export function verdict({ doc, view, isOld }) {
  const found = judge(doc, isOld);
  const { state, caveats } = found;
  const isSilent = state === "waiting" || state === "unheard";
  const loop = [
    ...(doc?.orders ? [html`<span class="orders">◆ ${ordersText(doc.orders)}</span>`] : []),
    ...(doc?.duties ? [html`<span class="duties-of-year">▤ ${dutiesText(doc.duties)}</span>`] : []),
    ...(doc?.complaints ? [html`<span class="complaints">◇ ${complaintsText(doc.complaints)}</span>`] : []),
  ];
  return html`<section
    class="tile"
    id="verdict"
    data-state=${state}
    aria-label=${t("verdict.title")}
    ${vars({ chars: widestOf([count(found.due), count(found.breach)]) })}
  >
    <span class="mark"></span>
    <i class="lamp" aria-hidden="true">${SHAPES[state]}</i>
    ${isSilent ? html`<p class="sentence">${t(`verdict.${state}`)}</p>` : clauses(found, view, doc)}
    <p class="caveats" ?hidden=${caveats.length + loop.length === 0 && state !== "old"}>
      ${
        state === "old" && doc
          ? html`<b>■ ${t("verdict.old", { at: clockOn(doc.asOf, "") })}</b>`
          : [...loop, ...caveats.map(([key, number]) => html`<span>○ ${t(key, { count: count(number) })}</span>`)]
      }
    </p>
  </section>`;
}

/** Supervision orders as counts; no party and no officer. @param {{open: number, overdue: number, listed: number}} orders */
const ordersText = ({ open, overdue, listed }) => t("order.wall", { open: count(open), overdue: count(overdue), listed: count(listed) });

/** Complaints as counts, of what is still to be done. @param {{open: number, overdue: number}} complaints */
const complaintsText = ({ open, overdue }) =>
  t(overdue > 0 ? "complaint.wall.overdue" : "complaint.wall", { open: count(open), overdue: count(overdue) });

/** 重点工作 n/m of the year, and how many are late. @param {{open: number, overdue: number, done: number}} duties */
const dutiesText = ({ open, overdue, done }) =>
  t(overdue > 0 ? "year.wall.overdue" : "year.wall", { done: count(done), duties: count(done + open), overdue: count(overdue) });

/** @param {ReturnType<typeof judge>} found @param {string} view @param {ViewDocument|null} doc */
function clauses({ due, breach, red, yellow }, view, doc) {
  const day = doc?.day ?? "";
  const warns = (/** @type {string} */ level) => ({ view, warning: "all", level });
  const small = (/** @type {"red"|"yellow"} */ level, /** @type {number} */ value) =>
    html`<span data-level=${level}
      >${LEVEL_SHAPES[level]} ${t(`verdict.${level}`)} ${number(count(value), warns(level), t(`verdict.${level}`))}</span
    >`;
  const calm = t(due + breach > 0 ? "verdict.rest" : "verdict.allWell");
  return html`<p class="clause">
      <span>${t("verdict.due")}</span>${number(count(due), doc?.deadlines ? { view, due: day } : null, t("verdict.due"), { name: "key" })}
      <span class="unit">${t("verdict.due.unit")}</span>
    </p>
    <p class="clause" data-level=${breach > 0 ? "breach" : "none"}>
      <span>${t("verdict.breach")}</span>${number(count(breach), warns("breach"), t("verdict.breach"), { name: "key" })}
      <span class="unit">${t("verdict.breach.unit")}</span>
    </p>
    <p class="rest">${red + yellow > 0 ? [small("red", red), small("yellow", yellow)] : html`<b>✓ ${calm}</b>`}</p>`;
}
