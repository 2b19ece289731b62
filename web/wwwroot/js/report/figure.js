import { request } from "../api.js";
import { MONEY } from "../catalogue.js";
import { amount, count, splitName } from "../format.js";
import { known, lang, nameOf, t, titleText } from "../i18n.js";
import { recordHref, teamHref } from "../links.js";
import { html, nothing, render } from "../lit.js";

/** @typedef {{kind: string, id: string, team?: string, day?: string, amount?: number, title?: string}} Row */
/**
 * @typedef {{id: string, name: string, nameEn: string, value: string|null, unit: string, total: number, rows: Row[], next: string|null}}
 *   Opened
 */

const COLUMNS = ["col.day", "col.kind", "col.id", "col.team", "col.amount", "col.title"];

/**
 * The drawer of a figure of a report: what it is, what it says, and each record that it counts.
 *
 * @param {number} year
 * @param {() => Record<string, {name?: string}>} teams
 * @returns {(id: string, closed: () => void) => void} opens it
 */
export function figureDrawer(year, teams) {
  const dialog = document.createElement("dialog");
  dialog.className = "evidence";
  dialog.setAttribute("aria-labelledby", "figure-title");
  document.body.append(dialog);
  /** @type {{id: string, found: Opened|null, rows: Row[], failure: string, isBusy: boolean}} */
  let state = { id: "", found: null, rows: [], failure: "", isBusy: false };

  const draw = () => render(sheet(state, teams(), load), dialog);

  async function load() {
    const { id } = state;
    Object.assign(state, { isBusy: true, failure: "" });
    draw();
    try {
      const next = state.found?.next;
      const found = /** @type {Opened} */ (
        await request(`/api/reports/${year}/figures/${encodeURIComponent(id)}${next ? `?next=${encodeURIComponent(next)}` : ""}`)
      );
      if (id === state.id) {
        Object.assign(state, { found, rows: [...state.rows, ...found.rows] });
      }
    } catch (error) {
      state.failure = error instanceof Error ? error.message : String(error);
    }
    state.isBusy = false;
    draw();
  }

  return (id, closed) => {
    dialog.onclose = closed;
    state = { id, found: null, rows: [], failure: "", isBusy: false };
    draw();
    if (!dialog.open) {
      dialog.showModal();
    }
    load();
  };
}

/**
 * @param {{id: string, found: Opened|null, rows: Row[], failure: string, isBusy: boolean}} state
 * @param {Record<string, {name?: string}>} teams @param {() => void} more
 */
function sheet({ id, found, rows, failure, isBusy }, teams, more) {
  const money = found?.unit === "元";
  const total = found ? (money ? amount(MONEY, found.total) : count(found.total)) : "—";
  return html`<div class="sheet">
    <header>
      <div>
        <p class="soft">${t("report.source")}</p>
        <h2 id="figure-title">${(lang === "en" ? found?.nameEn : found?.name) ?? id}</h2>
      </div>
      <form method="dialog"><button class="action">${t("evidence.close")}</button></form>
    </header>
    <div class="numbers">
      <p><span>${t("evidence.shown")}</span><b class="digits">${found?.value ?? "—"}</b>${found?.unit ?? ""}</p>
      <p><span>${t(money ? "evidence.sum" : "evidence.total")}</span><b class="digits">${total}</b></p>
    </div>
    ${failure ? html`<p class="failure" role="alert">${failure}</p>` : nothing}
    <div class="scroll" tabindex="0" role="region" aria-labelledby="figure-title">
      ${rows.length > 0 ? table(rows, teams, money) : html`<p class="soft">${t(found ? "report.empty" : "table.loading")}</p>`}
    </div>
    <footer>
      <span class="soft">${found ? t("report.rows", { total, count: count(rows.length) }) : ""}</span>
      ${found?.next ? html`<button type="button" class="action" ?disabled=${isBusy} @click=${more}>${t("report.more")}</button>` : nothing}
    </footer>
  </div>`;
}

/** @param {Row[]} rows @param {Record<string, {name?: string}>} teams @param {boolean} money */
function table(rows, teams, money) {
  const heads = COLUMNS.map((key) => t(money && key === "col.amount" ? "col.amountFen" : key));
  return html`<table class="cards">
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => {
        const cells = [
          row.day ?? "",
          known(`kind.${row.kind}`, row.kind),
          html`<a class="digits" href=${recordHref(row.kind, row.id)}>${row.id}</a>`,
          row.team ? html`<a href=${teamHref(row.team)}>${splitName(nameOf(teams[row.team], row.team)).main}</a>` : "",
          money ? amount(MONEY, row.amount ?? 0) : count(row.amount ?? 1),
          titleText(row.title ?? ""),
        ];
        return html`<tr>
          ${cells.map((text, at) => html`<td data-label=${heads[at]}>${text}</td>`)}
        </tr>`;
      })}
    </tbody>
  </table>`;
}
