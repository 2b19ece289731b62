import { request } from "../api.js";
import { find } from "../dom.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";

/** @typedef {{stage: string|null, publishedOn: string|null, publicBy: string}} Standing */
/** @typedef {{year: number, closed: boolean} & Record<string, Standing>} Row */

/** Reports change by acts of people, and a list costs a look at each year. */
const PAUSE_MS = 120_000;
const KINDS = ["Law", "Tables", "Publicity"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.reports"), href: "" },
  ],
  up: href("/"),
});

/** @type {{rows: Row[], onTime: number, due: number}|null} */
let answer = null;
let failure = "";

draw();
turn();

async function turn() {
  try {
    [answer, failure] = [await request("/api/reports"), ""];
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  draw();
  setTimeout(turn, PAUSE_MS);
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("reports.title")}</h1>
          <p class="soft">${t("reports.note")}</p>
        </div>
      </div>
      ${failure ? html`<p class="soft" role="status">${t("banner.request", { reason: failure })}</p>` : nothing}
      ${answer ? years(answer) : html`<p class="soft">${t("table.loading")}</p>`}`,
    find("#main"),
  );
}

/** @param {{rows: Row[], onTime: number, due: number}} found */
const years = ({ rows, onTime, due }) =>
  panel(
    { key: "nav.reports", id: "years", note: due > 0 ? t("reports.onTime", { onTime: count(onTime), due: count(due) }) : nothing },
    table(rows),
  );

/** @param {Row[]} rows */
function table(rows) {
  return rows.length === 0
    ? html`<p class="soft">${t("reports.none")}</p>`
    : html`<table class="cards">
        <thead>
          <tr>
            <th scope="col">${t("reports.column.year")}</th>
            ${KINDS.map((kind) => html`<th scope="col">${t(`word.${kind}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(line)}
        </tbody>
      </table>`;
}

/** @param {Row} row */
const line = (row) =>
  html`<tr>
    <td class="digits" data-label=${t("reports.column.year")}>${row.year}</td>
    ${KINDS.map(
      (kind) =>
        html`<td data-label=${t(`word.${kind}`)}>
          <a href=${href(`/reports/${row.year}`, { kind: kind === "Law" ? "" : kind })}>${t(`report.stage.${stageOf(row, kind)}`)}</a>
          <span class="soft digits"
            >${row[kind].publishedOn ? t("reports.on", { day: row[kind].publishedOn }) : t("reports.by", { day: row[kind].publicBy })}</span
          >
        </td>`,
    )}
  </tr>`;

/** @param {Row} row @param {string} kind */
const stageOf = (row, kind) => row[kind].stage ?? (row.closed ? "none" : "running");
