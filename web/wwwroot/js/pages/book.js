import { actForm, saidKey, sending, wordText } from "../act-form.js";
import { pathOf } from "../address.js";
import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { count, splitName, stamp } from "../format.js";
import { guardLines } from "../guards.js";
import { known, lang, nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, parameter, recordHref, teamHref } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";
import { levelText } from "../warning-texts.js";

/** @typedef {import("../act-form.js").Field} Field */
/** @typedef {{act: string, mine: boolean, fields: Field[], kind?: string}} Act */
/** @typedef {{kind: string, id: string, title: string, team: string, stage: string, open: boolean, day: string|null, due: string|null,
 *            level: import("../live/types.js").Level|null}} Row */

const PAUSE_MS = 10_000;
const COLUMNS = ["kind", "title", "team", "stage", "day", "due"];

/** Kinds that another page opens. */
const ELSEWHERE = new Set(["review", "lawsuit"]);

/** What of a told event stands elsewhere, or in words of its own. */
const PLAIN = new Set(["at", "type", "void"]);

/** The book of this page: the first part of its path. */
const book = pathOf(location.pathname).split("/")[1];
shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t(`nav.${book}`), href: "" },
  ],
  up: href("/"),
});

/** @type {any} */
let answer = null;
/** The entry that is open. @type {any} */
let entry = null;
/** @type {Record<string, {name?: string}>} */
let teams = {};
const asked = { kind: parameter("kind") ?? "", id: parameter("id") ?? "" };
const state = { failure: "", refusal: "", open: "", isSending: false, isAll: false };
/** What is written in the form of each act. @type {Record<string, Record<string, string>>} */
const said = {};

draw();
readBureau((view) => {
  ({ teams = {} } = view);
  draw();
});
turn();

async function turn() {
  await load();
  setTimeout(turn, PAUSE_MS);
}

function address() {
  return `/api/books/${book}/${encodeURIComponent(asked.kind)}/${encodeURIComponent(asked.id)}`;
}

async function load() {
  const id = asked.id;
  try {
    const [list, one] = await Promise.all([request(`/api/books/${book}`), id ? request(address()) : null]);
    if (id === asked.id) {
      [answer, entry, state.failure] = [list, one, ""];
    }
  } catch (error) {
    state.failure = error instanceof Error ? error.message : String(error);
  }
  draw();
}

/** @param {string} path @param {string} act @param {Record<string, unknown>} data */
const send = (path, act, data) =>
  sending(
    state,
    draw,
    () => request(path, { method: "POST", body: data }),
    () => forget(act),
  );

/** It is taken: what was written in its form is not wanted any more. @param {string} act */
function forget(act) {
  delete said[act];
  return load();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t(`nav.${book}`)}</h1>
          <p class="soft">${t(`book.note.${book}`)}</p>
        </div>
      </div>
      ${state.failure ? html`<p class="soft" role="status">${t("banner.request", { reason: state.failure })}</p>` : nothing}
      ${answer ? [head(), entry ? opened() : nothing, list(), beginnings()] : html`<p class="soft">${t("table.loading")}</p>`}`,
    find("#main"),
  );
}

function head() {
  return html`<div class="year-head digits">
    <b>${t("book.open", { count: count(answer.open) })}</b>
    <span>${answer.overdue > 0 ? `■ ${t("year.overdue", { count: count(answer.overdue) })}` : `✓ ${t("year.none-overdue")}`}</span>
  </div>`;
}

/** @param {string} team */
const teamText = (team) => splitName(nameOf(teams[team], team)).main;

function list() {
  const rows = /** @type {Row[]} */ (answer.rows);
  const shown = state.isAll ? rows : rows.filter((row, at) => row.open || at < 100);
  return panel(
    { key: "book.entries", id: "entries", note: t("book.count", { count: count(rows.length) }) },
    rows.length === 0
      ? html`<p class="soft">${t("book.empty")}</p>`
      : html`<table class="cards">
            <thead>
              <tr>
                ${COLUMNS.map((name) => html`<th scope="col">${t(`book.column.${name}`)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${shown.map(line)}
            </tbody>
          </table>
          ${
            shown.length < rows.length
              ? html`<button type="button" class="action" @click=${showAll}>${t("book.all", { count: count(rows.length) })}</button>`
              : nothing
          }`,
  );
}

function showAll() {
  state.isAll = true;
  draw();
}

/** @param {Row} row */
function line(row) {
  const cells = [
    known(`kind.${row.kind}`, row.kind),
    html`<a href=${ELSEWHERE.has(row.kind) ? recordHref(row.kind, row.id) : href(`/${book}`, { kind: row.kind, id: row.id })}
      >${wordText(row.title) || row.id}</a
    >`,
    html`<a href=${teamHref(row.team)}>${teamText(row.team)}</a>`,
    known(`stage.${row.stage}`, row.stage),
    html`<span class="digits">${row.day ?? ""}</span>`,
    row.due ? html`<span class="digits">${row.due}</span> ${row.level ? html`<b class="level">${levelText(row.level)}</b>` : nothing}` : "",
  ];
  return html`<tr data-level=${row.level ?? nothing}>
    ${cells.map((text, at) => html`<td data-label=${t(`book.column.${COLUMNS[at]}`)}>${text}</td>`)}
  </tr>`;
}

/** One entry: how it stands, what may be done, what was done. */
function opened() {
  const mine = /** @type {Act[]} */ (entry.acts).filter((act) => act.mine);
  return panel(
    { key: "book.entry", id: "entry", note: entry.id },
    html`<div class="duty" data-level=${entry.level ?? "none"}>
        <p class="head">
          <b class="level">${known(`stage.${entry.stage}`, entry.stage)}</b> <b>${wordText(entry.title) || entry.id}</b>
          ${entry.due ? html`<strong class="digits">${t("clock.due", { due: entry.due })}</strong>` : nothing}
        </p>
        <p class="soft">${known(`kind.${entry.kind}`, entry.kind)} · <a href=${teamHref(entry.team)}>${teamText(entry.team)}</a></p>
        ${entry.clocks.map(
          (/** @type {any} */ clock) =>
            html`<p class="soft">
              ${lang === "en" ? clock.nameEn : clock.name} <span class="digits">${clock.due}</span>
              ${known(`clock.${clock.state}`, clock.state)}
            </p>`,
        )}
        <ul class="story">
          ${guardLines(entry.guards)}
        </ul>
      </div>
      <p class="buttons acts">${mine.map(({ act }) => button(act, known(`event.${act}`, act)))}</p>
      ${mine.filter(({ act }) => act === state.open).map(doing)}
      <ol class="story">
        ${[...entry.story].reverse().map(told)}
      </ol>`,
  );
}

/** The form of a step on the entry. @param {Act} one */
const doing = (one) => formOf(one, one.act, (data) => send(`${address()}/${one.act}`, one.act, data));

/** @param {any} one */
function told(one) {
  const members = Object.entries(one).filter(([key, value]) => !PLAIN.has(key) && value !== "" && value !== null && value !== false);
  return html`<li ?data-void=${Boolean(one.void)}>
    <p>
      <span class="digits soft">${stamp(one.at)}</span> <b>${known(`event.${one.type}`, one.type)}</b>
      ${one.void ? html`<strong>✕ ${t(`order.void.${one.void}`)}</strong>` : nothing}
    </p>
    <p class="soft">
      ${members.map(([key, value]) => t("order.says", { name: t(saidKey(key, value)), value: valueText(key, String(value)) })).join(" · ")}
    </p>
  </li>`;
}

/** @param {string} key @param {string} value */
const valueText = (key, value) => (key === "leadTeam" || key === "teamId" ? teamText(value) : wordText(value));

/** What the reader may add: a form each event by which something begins. */
function beginnings() {
  const mine = /** @type {Act[]} */ (answer.beginnings);
  return mine.length === 0
    ? nothing
    : panel(
        { key: "panel.record" },
        html`<p class="buttons acts">${mine.map(({ act }) => button(`+${act}`, known(`event.${act}`, act)))}</p>
          ${mine
            .filter(({ act }) => `+${act}` === state.open)
            .map((one) =>
              formOf(one, `+${one.act}`, (data) => send(`/api/books/${book}/${one.kind}`, `+${one.act}`, { ...data, act: one.act })),
            )}`,
      );
}

/** @param {string} name @param {string} text */
const button = (name, text) =>
  html`<button type="button" class="action" data-open=${name} aria-expanded=${String(state.open === name)} @click=${() => show(name)}>
    ${text}
  </button>`;

/** @param {string} name */
function show(name) {
  Object.assign(state, { open: state.open === name ? "" : name, refusal: "" });
  draw();
}

/** @param {Act} act @param {string} name @param {(data: Record<string, unknown>) => void} onward */
function formOf({ act, fields }, name, onward) {
  return actForm({
    name: act,
    text: known(`event.${act}`, act),
    fields,
    said: (said[name] ??= {}),
    teams: Object.keys(teams).map((team) => [team, teamText(team)]),
    failure: state.refusal,
    isSending: state.isSending,
    send: onward,
  });
}
