import { pathOf, url } from "../address.js";
import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { clock, count, splitName, yuan } from "../format.js";
import { known, nameOf, t, titleText } from "../i18n.js";
import { lines, sentenceOf } from "../lines.js";
import { href, itemHref, parameter, recordHref, teamHref } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { setState } from "../mark.js";
import { shell } from "../shell.js";
import { form, head, numberText } from "../tables/form.js";

/** @typedef {import("../tables/form.js").Cell} Cell */
/** @typedef {import("../tables/form.js").Table} Table */
/** @typedef {{kind: string, id: string, team: string, item: string, stage: string, day: string, amount: number, title: string}} Row */

const PREFIX = "#rows=";
const SIZE = 100;

const year = /^\/reports\/([^/]+)\/tables/.exec(pathOf(location.pathname))?.[1] ?? "";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.reports"), href: href("/reports") },
    { text: t("tables.title", { year }), href: "" },
  ],
  up: href("/reports"),
});

/**
 * @type {{year: number, closed: boolean, asOf: string, rulesVersion: string, digest: string, teams: string[]|null, tables: Table[]}
 *   |null}
 */
let answer = null;
/** The number whose rows are shown. @type {{table: string, cell: string, rows: Row[]|null, next: string|null, count: number}|null} */
let opened = null;
/** Names of teams and items. @type {{teams?: Record<string, {name?: string}>, items?: Record<string, {name?: string}>}} */
let parts = {};
let failure = "";

addEventListener("hashchange", open);
draw();
load();
readBureau((view) => {
  parts = view;
  draw();
});

async function load() {
  try {
    answer = await request(`/api/reports/${encodeURIComponent(year)}/tables`, { timeout: 60_000 });
    setState(clock(new Date().toISOString()), null);
    failure = "";
  } catch (error) {
    failure = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
  open();
}

/** The address of the rows of a number, on this page. @param {string} table @param {Cell} cell */
const addressOf = (table, cell) => `${PREFIX}${table}/${encodeURIComponent(cell.id)}`;

/** Shows the rows that the address names. */
async function open() {
  const [table, cell] = location.hash.startsWith(PREFIX) ? location.hash.slice(PREFIX.length).split("/") : [];
  opened = table && cell ? { table, cell: decodeURIComponent(cell), rows: null, next: null, count: 0 } : null;
  draw();
  if (opened) {
    await more();
    document.querySelector("[data-rows]")?.scrollIntoView({ block: "nearest" });
  }
}

async function more() {
  const mine = opened;
  const cell = mine && cellOf(mine);
  if (!mine || !cell?.address) {
    return;
  }
  try {
    const found = await request(`${cell.address}?size=${SIZE}${mine.next ? `&next=${mine.next}` : ""}`, { timeout: 60_000 });
    if (mine === opened) {
      opened = { ...mine, rows: [...(mine.rows ?? []), ...found.rows], next: found.next, count: found.count };
      failure = "";
    }
  } catch (error) {
    failure = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

/** @param {{table: string, cell: string}} of @returns {Cell|undefined} */
function cellOf({ table, cell }) {
  return answer?.tables
    .find(({ id }) => id === table)
    ?.rows.flatMap(({ cells }) => cells)
    .find(({ id }) => id === cell);
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("tables.title", { year })}</h1>
          <p class="soft">${t("tables.note")}</p>
          ${answer ? standing(answer) : nothing}
        </div>
        ${answer ? choices(answer.year) : nothing}
      </div>
      ${failure ? html`<p class="soft" role="status">${failure}</p>` : nothing}
      ${answer ? answer.tables.map(panelOf) : failure ? nothing : html`<p class="soft">${t("table.loading")}</p>`}`,
    find("#main"),
  );
}

/** Of which days, and of whom. @param {NonNullable<typeof answer>} of */
function standing({ asOf, closed, teams, rulesVersion, digest }) {
  return html`<p class="soft digits">
      ${t(closed ? "tables.asOf" : "tables.asOf.open", { day: asOf })} · ${t("tables.rules", { version: rulesVersion })} ·
      ${t("tables.digest", { digest })}
    </p>
    ${teams ? html`<p class="only" role="note">▲ ${t("tables.only", { teams: teams.map(teamText).join("、") })}</p>` : nothing}`;
}

/** Other years, and what can be taken away. @param {number} present */
function choices(present) {
  const lang = parameter("lang");
  return html`<p class="buttons">
    ${[present - 1, present + 1].map((other) => html`<a class="action" href=${href(`/reports/${other}/tables`)}>${other}</a>`)}
    <a class="action" href=${`${url(`/api/reports/${present}/tables.xlsx`)}${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`} download
      >${t("tables.book")}</a
    >
    <button type="button" class="action" @click=${() => window.print()}>${t("tables.print")}</button>
  </p>`;
}

/** @param {Table} table */
function panelOf(table) {
  const isOpen = opened?.table === table.id;
  return html`<section class="tile panel" id=${table.id} data-panel=${table.id} tabindex="-1">
    <h2><span>${head(table)}</span></h2>
    ${form(table, (cell) => addressOf(table.id, cell), isOpen ? (opened?.cell ?? "") : "")}
    <ul class="notes soft">
      ${table.notes.map((note) => html`<li>${nameOf(note)}</li>`)}
    </ul>
    ${isOpen ? rowsOf(table) : nothing}
  </section>`;
}

/** What the number that is opened is made of. @param {Table} table */
function rowsOf(table) {
  const now = /** @type {NonNullable<typeof opened>} */ (opened);
  const cell = cellOf(now);
  const column = table.columns.find(({ id }) => now.cell.endsWith(`.${id}`));
  const isFen = cell?.unit === "fen";
  return html`<div class="rows" data-rows=${now.cell}>
    <h3>
      ${column ? nameOf(column) : ""} <b class="digits">${cell ? numberText(cell) : ""}</b>
      <span class="soft">${t("evidence.loaded", { loaded: count(now.rows?.length ?? 0), total: count(now.count) })}</span>
      <a class="action small" href="#">${t("tables.close")}</a>
    </h3>
    ${lines(
      ["col.day", "col.id", "col.team", "col.item", "col.stage", isFen ? "col.amountFen" : "col.amount", "col.title"],
      now.rows,
      (row) => `${row.kind}/${row.id}/${row.day}/${row.amount}`,
      (row) => [
        ["digits", row.day],
        ["digits", html`<a href=${recordHref(row.kind, row.id)}>${row.id}</a>`],
        ["", html`<a href=${teamHref(row.team)}>${teamText(row.team)}</a>`],
        ["item", html`<a href=${itemHref(row.item)}>${nameOf(parts.items?.[row.item], row.item)}</a>`],
        ["stage", row.stage ? known(`stage.${row.stage}`, row.stage) : ""],
        ["digits right", isFen ? yuan(row.amount) : count(row.amount)],
        ["about", titleText(row.title)],
      ],
    )}
    ${now.next ? html`<button type="button" class="action" @click=${more}>${t("evidence.more")}</button>` : nothing}
  </div>`;
}

/** @param {string} id */
function teamText(id) {
  return splitName(nameOf(parts.teams?.[id], id)).main;
}
