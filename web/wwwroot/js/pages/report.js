import { actForm, sending, wordText } from "../act-form.js";
import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { count, stamp } from "../format.js";
import { known, lang, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, idOfPage, parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { url } from "../address.js";
import { figureDrawer } from "../report/figure.js";
import { parts, read, token, written } from "../report/text.js";
import { shell } from "../shell.js";

/** @typedef {import("../act-form.js").Field} Field */
/** @typedef {{act: string, mine: boolean, fields: Field[]}} Act */

/** A report changes by acts of people; its figures are counted anew each time. */
const PAUSE_MS = 60_000;
const PREFIX = "#figure=";

/** What of a told event stands elsewhere, or in words of its own. */
const PLAIN = new Set(["at", "day", "type", "void", "byRole", "evidence", "year", "kind", "locked", "teamId", "text", "digest", "rules"]);

const year = Number(idOfPage());
const kind = parameter("kind") || "Law";
const isText = kind === "Law";
const query = isText ? "" : `?kind=${encodeURIComponent(kind)}`;
shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.reports"), href: href("/reports") },
    { text: String(year), href: "" },
  ],
  up: href("/reports"),
});

/** @type {any} */
let report = null;
/** @type {Record<string, {name?: string}>} */
let teams = {};
const state = { failure: "", refusal: "", open: "", isSending: false, editing: "", text: "" };
/** What is written in the form of each act. @type {Record<string, Record<string, string>>} */
const said = {};
const openFigure = figureDrawer(year, () => teams);

draw();
readBureau((view) => {
  ({ teams = {} } = view);
  draw();
});
turn();
follow();
addEventListener("hashchange", follow);

/** A figure has an address of its own, which opens it. */
function follow() {
  if (location.hash.startsWith(PREFIX)) {
    openFigure(location.hash.slice(PREFIX.length), () => history.replaceState(null, "", location.pathname + location.search));
  }
}

async function turn() {
  await load();
  setTimeout(turn, PAUSE_MS);
}

async function load() {
  try {
    [report, state.failure] = [await request(`/api/reports/${year}${query}`), ""];
  } catch (error) {
    state.failure = error instanceof Error ? error.message : String(error);
  }
  draw();
}

/** @param {string} act @param {Record<string, unknown>} data */
const send = (act, data) =>
  sending(
    state,
    draw,
    () => request(`/api/reports/${year}/${act}${query}`, { method: "POST", body: data, timeout: 30_000 }),
    () => {
      state.editing = "";
      return forget(act);
    },
  );

/** It is taken: what was written in its form is not wanted any more. @param {string} act */
function forget(act) {
  delete said[act];
  return load();
}

function draw() {
  render(
    html`<div class="title"><h1>${t("report.title", { year, kind: known(`word.${kind}`, kind) })}</h1></div>
      ${state.failure ? html`<p class="soft" role="status">${t("banner.request", { reason: state.failure })}</p>` : nothing}
      ${
        report
          ? html`<div class="report-page">
              ${isText ? paper() : panel({ key: "nav.reports", id: "text" }, html`<p class="soft">${t("report.no-text")}</p>`)}
              <div class="stack">${[now(), differences(), isText ? takeAway() : nothing, story()]}</div>
            </div>`
          : html`<p class="soft">${t("table.loading")}</p>`
      }`,
    find("#main"),
  );
}

/** The text as the official document it is. */
function paper() {
  return html`<article class="paper" lang="zh-CN" aria-label=${report.title}>
    <h2 class="paper-title">${report.title}</h2>
    ${report.demo ? html`<p class="paper-demo">${t("app.demo")}</p>` : nothing} ${report.sections.map(section)}
    <p class="paper-foot digits">${t("report.digest")} ${report.digest.slice(0, 16)}</p>
  </article>`;
}

/** @param {{heading: string, text: string}} one */
function section({ heading, text }) {
  const mayEdit = actOf("edited")?.mine && text !== "";
  return html`<section>
    <h3 class=${heading.startsWith("（") ? "sub" : ""}>
      ${heading}
      ${
        mayEdit && state.editing !== heading
          ? html`<button type="button" class="action edit" @click=${() => edit(heading, text)}>${t("report.edit")}</button>`
          : nothing
      }
    </h3>
    ${state.editing === heading ? editor(heading) : text.split("\n").filter(Boolean).map(paragraph)}
  </section>`;
}

/** @param {string} text */
const paragraph = (text) => html`<p>${parts(text).map((part) => (part.figure ? figure(part.figure) : blanks(part.text)))}</p>`;

/** What is to be written stands out. @param {string} text */
const blanks = (text) => text.split("〔待填写〕").map((words, at) => (at === 0 ? words : [html`<mark>〔待填写〕</mark>`, words]));

/** @param {string} id */
function figure(id) {
  const one = report.figures[id];
  return html`<a class="figure" href=${PREFIX + id} title=${nameOfFigure(id)}>${one ? one.value : "〔？〕"}${one?.stated ? "※" : ""}</a>`;
}

/** @param {string} id */
const nameOfFigure = (id) => (lang === "en" ? report.figures[id]?.nameEn : report.figures[id]?.name) ?? id;

/** @param {string} heading @param {string} text */
function edit(heading, text) {
  Object.assign(state, { editing: heading, text: written(text, report.figures), refusal: "" });
  draw();
  /** @type {HTMLTextAreaElement|null} */ (document.querySelector(".paper textarea"))?.focus();
}

/** @param {string} heading */
function editor(heading) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send("edited", { section: heading, text: read(state.text, report.figures) });
  };
  return html`<form class="ask" @submit=${submit}>
    <label
      ><span class="soft">${t("report.edit.note")}</span
      ><textarea
        rows="8"
        maxlength="20000"
        required
        .value=${state.text}
        @input=${(/** @type {any} */ event) => (state.text = event.target.value)}
      ></textarea>
    </label>
    <details>
      <summary>${t("report.insert")}</summary>
      <p class="tokens">
        ${Object.keys(report.figures).map(
          (id) =>
            html`<button type="button" class="action" @click=${() => insert(id)}>${nameOfFigure(id)} ${report.figures[id].value}</button>`,
        )}
      </p>
    </details>
    ${state.refusal ? html`<p class="failure" role="alert">${state.refusal}</p>` : nothing}
    <p class="buttons">
      <button class="action strong" ?disabled=${state.isSending}>${t("report.save")}</button>
      <button type="button" class="action" @click=${stop}>${t("report.cancel")}</button>
    </p>
  </form>`;
}

function stop() {
  Object.assign(state, { editing: "", refusal: "" });
  draw();
}

/** Puts a figure in where the cursor stands. @param {string} id */
function insert(id) {
  const area = /** @type {HTMLTextAreaElement} */ (document.querySelector(".paper textarea"));
  area.setRangeText(token(id, report.figures), area.selectionStart, area.selectionEnd, "end");
  state.text = area.value;
  area.focus();
}

/** @param {string} act @returns {Act|undefined} */
const actOf = (act) => report.acts.find((/** @type {Act} */ one) => one.act === act);

/** How it stands, and what the reader may do; wording is done in the text. */
function now() {
  const mine = /** @type {Act[]} */ (report.acts).filter(({ act, mine: isMine }) => isMine && act !== "edited" && isMeant(act));
  const stage = report.stage || (report.closed ? "none" : "running");
  return panel(
    { key: "report.now", id: "now" },
    html`<p><b>${t(`report.stage.${stage}`)}</b></p>
      ${isText && !report.stage ? html`<p class="soft">${t("report.preview")}</p>` : nothing}
      <p class=${report.blanks > 0 ? "failure" : "soft"} ?hidden=${!isText}>
        ${report.blanks > 0 ? t("report.blanks", { count: count(report.blanks) }) : t("report.no-blanks")}
      </p>
      ${(report.clocks ?? []).map(
        (/** @type {any} */ clock) =>
          html`<p class="soft">
            ${lang === "en" ? clock.nameEn : clock.name} <span class="digits">${clock.due}</span>
            ${known(`clock.${clock.state}`, clock.state)}
          </p>`,
      )}
      <p class="buttons acts">
        ${mine.map(
          ({ act, fields }) =>
            html`<button
              type="button"
              class="action"
              data-open=${act}
              aria-expanded=${String(state.open === act)}
              ?disabled=${state.isSending}
              @click=${() => (fields.length === 0 ? send(act, {}) : show(act))}
            >
              ${t(`act.${act}`)}
            </button>`,
        )}
      </p>
      ${state.refusal && !state.open && !state.editing ? html`<p class="failure" role="alert">${state.refusal}</p>` : nothing}
      ${mine.filter(({ act }) => act === state.open).map(formOf)}
      ${lang === "en" ? html`<p class="soft">${t("report.official")}</p>` : nothing}`,
  );
}

/** A running year is not drafted; what agrees is not corrected. @param {string} act */
const isMeant = (act) => (act !== "drafted" || report.closed) && (act !== "corrected" || report.differences.length > 0);

/** @param {string} act */
function show(act) {
  Object.assign(state, { open: state.open === act ? "" : act, refusal: "" });
  draw();
}

/** @param {Act} act */
function formOf({ act, fields }) {
  return actForm({
    name: act,
    fields,
    said: (said[act] ??= {}),
    teams: [],
    failure: state.refusal,
    isSending: state.isSending,
    send: (data) => send(act, data),
  });
}

/** What the ledger says otherwise by now. */
function differences() {
  const found = report.differences ?? [];
  return found.length === 0
    ? nothing
    : panel(
        { key: report.publishedOn ? "report.published-differs" : "report.differs", id: "differences" },
        html`<ul class="story">
          ${found.map(
            (/** @type {any} */ one) =>
              html`<li class="failure">■ ${t("report.difference", { name: nameOfFigure(one.id), told: one.told, now: one.now })}</li>`,
          )}
        </ul>`,
      );
}

function takeAway() {
  return panel(
    { key: "report.take", id: "take" },
    html`<p class="buttons">
        ${["docx", "pdf"].map(
          (form) => html`<a class="action" href=${url(`/api/reports/${year}.${form}`)} download>${form.toUpperCase()}</a>`,
        )}
        <button type="button" class="action" @click=${() => print()}>${t("report.print")}</button>
      </p>
      <p class="soft digits digest">${t("report.digest")} ${report.digest}</p>`,
  );
}

/** What was done, the latest first; what does not hold says why. */
function story() {
  const told = [...(report.story ?? [])].reverse();
  return told.length === 0
    ? nothing
    : panel(
        { key: "order.story" },
        html`<ol class="story">
          ${told.map(
            (one) =>
              html`<li ?data-void=${Boolean(one.void)}>
                <p>
                  <span class="digits soft">${stamp(one.at)}</span> <b>${known(`event.${one.type}`, one.type)}</b>
                  ${one.void ? html`<strong>✕ ${t(`order.void.${one.void}`)}</strong>` : nothing}
                </p>
                ${members(one).map(
                  ([key, value]) =>
                    html`<p class="soft">${t("order.says", { name: t(`said.${key}`), value: wordText(String(value)) })}</p>`,
                )}
              </li>`,
          )}
        </ol>`,
      );
}

/** @param {any} one */
const members = (one) => Object.entries(one).filter(([key, value]) => !PLAIN.has(key) && value !== "" && value !== null && value !== false);
