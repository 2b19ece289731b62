import { VISIT_WARNINGS } from "../catalogue.js";
import { definitionOf } from "../definition.js";
import { count } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { itemHref, subjectHref, teamHref } from "../links.js";
import { html, nothing } from "../lit.js";
import { textOf, warningRule, warningTitle } from "../rules.js";
import { countsText, standingOfVisits } from "../visits.js";
import { definition } from "../meaning.js";
import { panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */

const COLUMNS = ["col.day", "col.team", "col.item", "col.act", "col.counts"];

/** An enterprise's visits of the year against the cap, and each of them. @param {Model} model */
export function visits({ doc }) {
  const found = doc.visits;
  if (!found) {
    return nothing;
  }
  const { level, shape, key } = standingOfVisits(found);
  const rows = found.list ?? [];
  return panel(
    { key: "panel.visits" },
    html`<div class="numbers">
        <p><span>${t("visits.counted")}</span><b class="digits">${count(found.counted)}</b></p>
        <p><span>${t("visits.cap")}</span><b class="digits">${typeof found.cap === "number" ? count(found.cap) : t("visits.noCap")}</b></p>
        <p class="check" data-level=${level}>${shape} ${t(key)}</p>
      </div>
      ${definition(meaning(doc))}
      ${
        rows.length === 0
          ? html`<p class="soft">${t("visits.none")}</p>`
          : html`<div class="scroll" tabindex="0">
              <table>
                <thead>
                  <tr>
                    ${COLUMNS.map((column) => html`<th>${t(column)}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map((visit) => line(visit, doc, found.year))}
                </tbody>
              </table>
            </div>`
      }`,
  );
}

/** What the cap means, when it warns, and what it rests on. @param {Model["doc"]} doc */
function meaning(doc) {
  return [
    { term: "meaning", text: t("visits.note") },
    ...VISIT_WARNINGS.map((id) => ({
      term: "thresholds",
      text: `${warningTitle(id)}${textOf(warningRule(id), "condition") ? `：${textOf(warningRule(id), "condition")}` : ""}`,
    })),
    ...definitionOf({ view: doc.view, warning: "W13" }, doc.rulesVersion).filter(({ term }) =>
      ["source", "sure", "version"].includes(term),
    ),
  ];
}

/** @param {import("../live/types.js").Visit} visit @param {Model["doc"]} doc @param {number} year */
function line(visit, doc, year) {
  const { day, team, item, act, combined } = visit;
  const marks = [countsText(visit, year), combined ? `◈ ${t("visits.combined")}` : ""];
  return html`<tr>
    <td class="digits first">${day}</td>
    <td>${team ? html`<a href=${teamHref(team)}>${nameOf(doc.teams?.[team], team)}</a>` : nothing}</td>
    <td>${item ? html`<a href=${itemHref(item)}>${nameOf(doc.items?.[item], item)}</a>` : nothing}</td>
    <td>${act ? html`<a class="digits" href=${subjectHref("inspection", act)}>${act}</a>` : nothing}</td>
    <td class="stage">${marks.filter(Boolean).join(" · ")}</td>
  </tr>`;
}
