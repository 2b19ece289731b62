import { guard, html, nothing } from "../lit.js";
import { ageing } from "../wall/cases.js";
import { present } from "../wall/trends.js";
import { against } from "./against.js";
import { board } from "./board.js";
import { cases } from "./cases.js";
import { certified } from "./certified.js";
import { counters } from "./counters.js";
import { due, late } from "./duties.js";
import { complaints, orders, year } from "./loop.js";
import { metrics } from "./metrics.js";
import { open } from "./open.js";
import { recent } from "./recent.js";
import { split } from "./split.js";
import { standing } from "./standing.js";
import { tabs } from "./tabs.js";
import { trends } from "./trends.js";
import { unmet } from "./unmet.js";
import { visits } from "./visits.js";
import { warned } from "./warned.js";

/** @typedef {import("./model.js").Model} Model */

/**
 * What one sees of a team, an item or the bureau: first what answers a leader's questions, in the order in which they are asked, then the
 * figures. Of a firm its visits come first. Each part is drawn anew when what it is made of is another.
 * @param {Model} model
 */
export function picture(model) {
  const { doc, period, kind, parts, rules, duties, compared, cases: list, staff, folds, isOld, names } = model;
  const part = (/** @type {(model: Model) => unknown} */ component, /** @type {unknown[]} */ ...of) =>
    guard([...of, doc.day, names.day, names.month, doc.unheard], () => component(model));
  const isLive = period === null;
  const isFirm = kind === "enterprise";
  const when = (/** @type {boolean} */ isShown, /** @type {() => unknown} */ shown) => (isShown ? shown() : nothing);
  const { answer, failure } = list.state;

  const pair = (/** @type {unknown[]} */ ...both) => html`<div class="two">${both}</div>`;
  const loop = () => [
    when(doc.orders !== undefined, () => part(orders, doc.orders)),
    when(doc.duties !== undefined, () => part(year, doc.duties)),
    when(doc.complaints !== undefined, () => part(complaints, doc.complaints)),
  ];
  const judged = () => part(warned, doc.warnings, folds, rules);

  return html`
    ${when(isLive && [doc.orders, doc.duties, doc.complaints].some(Boolean), () => html`<div class="loop">${loop()}</div>`)}
    ${when(isLive && kind === "team", () => part(certified, staff?.answer))}
    ${when(isLive && !isFirm, () => [
      part(standing, doc.warnings, doc.deadlines, duties.answer, doc.metrics, doc.teams, doc.quality, doc.setAside, rules, isOld),
      pair(part(late, doc.warnings, duties.answer, duties.failure, rules), part(due, doc.deadlines, duties.answer, duties.failure, rules)),
    ])}
    ${when(!isFirm, () => pair(part(unmet, doc.metrics, rules), part(against, doc.metrics, compared.answer, compared.failure, rules)))}
    ${when(isLive && isFirm, () => pair(part(visits, doc.visits, rules), judged()))}
    <div id="figures" tabindex="-1">${part(board, doc.counters)}</div>
    ${when(isLive, () => {
      const states = [part(open, doc.open), part(ageing, doc.open, doc.warnings)];
      return isFirm ? pair(...states) : pair(html`<div class="stack">${states}</div>`, judged());
    })}
    ${part(metrics, doc.metrics, rules)} ${when(isLive, () => part(trends, doc.trend, present(doc)))}
    <div class="two wide">
      <div class="stack">
        ${parts.map((name) => part((all) => split(all, name), doc[name]))}
        ${when(isLive && !isFirm, () => part(cases, answer, failure, doc.teams, doc.items))}
      </div>
      <div class="stack">${when(isLive, () => part(recent, doc.recent))} ${part(counters, doc.counters)}</div>
    </div>
    ${when(isLive && !isFirm, () => tabs(model))}
  `;
}
