import { t } from "../i18n.js";
import { href } from "../links.js";
import { guard, html } from "../lit.js";
import { board } from "./board.js";
import { ageing, open } from "./cases.js";
import { deadlines } from "./deadlines.js";
import { gauges } from "./gauges.js";
import { items } from "./items.js";
import { teams } from "./teams.js";
import { present, presentOfTeams, trends } from "./trends.js";
import { unheardTeams, verdict } from "./verdict.js";
import { warnings } from "./warnings.js";

/** @typedef {import("./model.js").Shown} Shown */

/** What one sees: the judgement, what it rests on, counters last. @param {import("./model.js").Model} model */
export function picture(model) {
  return model.doc ? whole(/** @type {Shown} */ (model)) : html`<div class="middle">${verdict(model)}</div>`;
}

/** Each part is drawn anew when what it is made of is another. @param {Shown} model */
function whole(model) {
  const { doc, today, isOld, labels, folds, pasts, room: lines, rules, turned } = model;
  const [unheard, loop] = [unheardTeams(doc), [doc.orders, doc.duties, doc.complaints]];
  const part = (/** @type {(model: Shown) => unknown} */ component, /** @type {unknown[]} */ ...of) =>
    guard([...of, doc.day, today], () => component(model));
  return html`
    <div class="middle">
      ${part(verdict, doc.warnings, doc.deadlines, unheard, doc.quality, doc.setAside, doc.unheard, ...loop, isOld, isOld && doc.asOf)}
      ${part(deadlines, doc.deadlines)} ${part(teams, doc.teams)}
    </div>
    <div class="right">
      ${part(warnings, doc.warnings, folds, rules, lines.folds, turned)} ${part(items, doc.items, lines.items, turned)}
    </div>
    ${part(gauges, doc.metrics, rules)} ${part(board, doc.counters, labels.month)}
    <div class="left">
      ${part(open, doc.open)} ${part(ageing, doc.open, doc.warnings)}
      ${part(trends, doc.trend, doc.hours, present(doc), pasts, pasts && presentOfTeams(doc), turned)}
    </div>
    <p class="more"><a href=${href("/bureau")}>${t("wall.more")}</a></p>
  `;
}
