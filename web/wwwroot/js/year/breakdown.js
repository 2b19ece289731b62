import { count } from "../format.js";
import { t } from "../i18n.js";
import { dutyHref, teamHref } from "../links.js";
import { html, nothing, vars } from "../lit.js";
import { quarters } from "./quarters.js";
import { levelOf, measureText, stageText } from "./texts.js";

/** @typedef {import("./texts.js").Duty} Duty */

const COLUMNS = ["no", "text", "team", "due", "progress", "checks"];

/**
 * The breakdown of an agenda into duties (责任分解表): a part each chapter, in the order in which the duties were assigned.
 * @param {Duty[]} rows
 * @param {(team: string) => string} teamText
 */
export function breakdown(rows, teamText) {
  const chapters = [...new Set(rows.map(({ chapter }) => chapter))];
  return html`<table class="cards">
    <thead>
      <tr>
        ${COLUMNS.map((name) => html`<th scope="col">${t(`year.column.${name}`)}</th>`)}
      </tr>
    </thead>
    ${chapters.map((chapter) => part(chapter, rows, teamText))}
  </table>`;
}

/** @param {string} chapter @param {Duty[]} rows @param {(team: string) => string} teamText */
const part = (chapter, rows, teamText) =>
  html`<tbody>
    <tr>
      <th colspan=${COLUMNS.length} scope="rowgroup">${chapter}</th>
    </tr>
    ${rows.filter((row) => row.chapter === chapter).map((row) => line(row, teamText))}
  </tbody>`;

/** @param {Duty} duty @param {(team: string) => string} teamText */
function line(duty, teamText) {
  const helpers = duty.coTeams.map(teamText).join(" ");
  const state = [stageText(duty.stage), duty.proofs ? t("year.proofs", { count: count(duty.proofs) }) : ""];
  return html`<tr data-level=${levelOf(duty)}>
    <td class="digits">${duty.no}</td>
    <td class="about">
      <a href=${dutyHref(duty.id)}>${duty.text}</a>
      <p class="soft">${measureText(duty)}</p>
    </td>
    <td data-label=${t("year.column.team")}>
      <a href=${teamHref(duty.team)}>${teamText(duty.team)}</a>
      <p class="soft">${[duty.leaderRole, duty.post, helpers].filter(Boolean).join(" · ")}</p>
    </td>
    <td class="digits" data-label=${t("year.column.due")}>
      ${duty.due} ${duty.overdue ? html`<b class="late">■ ${t("order.overdue")}</b>` : nothing}
    </td>
    <td data-label=${t("year.column.progress")}>
      <span class="progress"><i ${vars({ part: `${duty.percent}%` })}></i><span class="digits">${duty.percent}%</span></span>
      <p class="soft">${state.filter(Boolean).join(" · ")}</p>
    </td>
    <td data-label=${t("year.column.checks")}>${quarters(duty)}</td>
  </tr>`;
}
