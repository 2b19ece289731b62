import { LEVEL_SHAPES } from "../catalogue.js";
import { warningCount } from "../figures.js";
import { clockOn, count, NONE } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { number } from "../wall/number.js";
import { judge } from "../wall/verdict.js";
import { dueIn, dueSoon, unmetOf } from "./answers.js";

/** @typedef {import("./model.js").Model} Model */

const SHAPES = { ...LEVEL_SHAPES, ok: "✓", old: "■", unheard: "○", waiting: "○" };

/** The three numbers of the first screen. @param {Model} model */
export function numbersOf({ doc, rules, duties }) {
  return {
    late: warningCount(doc.warnings, "all", "breach"),
    soon: dueIn(doc, duties.answer, dueSoon(doc.day)),
    unmet: unmetOf(doc.metrics, rules).length,
  };
}

/** How it stands, in one look: a sentence, and three numbers that lead to what they count. @param {Model} model */
export function standing(model) {
  const { doc, view, isOld, duties } = model;
  const { state, caveats } = judge(doc, isOld);
  const { late, soon, unmet } = numbersOf(model);
  const today = dueIn(doc, duties.answer, doc.day);
  const known = (/** @type {number|null} */ number) => (number === null ? NONE : count(number));
  return html`<section class="tile standing" id="standing" data-state=${state} aria-label=${t("standing.title")}>
    <p class="sentence">
      <i class="lamp" aria-hidden="true">${SHAPES[state]}</i>
      <b>${state === "old" ? t("verdict.old", { at: clockOn(doc.asOf, "") }) : t(`standing.${state}`)}</b><span class="mark"></span>
    </p>
    <ul class="answers">
      <li data-level=${late > 0 ? "breach" : "none"}>
        <a href="#late">${t("standing.late")}</a>
        ${number(count(late), { view, warning: "all", level: "breach" }, t("standing.late"), { name: "key" })}
      </li>
      <li data-level=${(today ?? 0) > 0 ? "red" : "none"}>
        <a href="#due">${t("verdict.due")}</a>
        ${number(known(today), doc.deadlines ? { view, due: doc.day } : null, t("verdict.due"), { name: "key" })}
      </li>
      <li data-level=${(soon ?? 0) > 0 ? "yellow" : "none"}>
        <a href="#due">${t("standing.soon")}</a>
        ${number(known(soon), doc.deadlines ? { view, due: dueSoon(doc.day) } : null, t("standing.soon"), { name: "key" })}
      </li>
      <li data-level=${unmet > 0 ? "yellow" : "none"}>
        <a href="#unmet">${t("standing.unmet")}</a><a class="key digits" href="#unmet">${count(unmet)}</a>
      </li>
    </ul>
    ${
      caveats.length > 0
        ? html`<p class="caveats soft">${caveats.map(([key, value]) => html`<span>○ ${t(key, { count: count(value) })}</span>`)}</p>`
        : nothing
    }
  </section>`;
}
