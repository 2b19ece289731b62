import { actForm, sending, wordText } from "../act-form.js";
import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { count, splitName } from "../format.js";
import { known, nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { needRules, onRules } from "../rules.js";
import { shell } from "../shell.js";
import { breakdown } from "../year/breakdown.js";

/** @typedef {{act: string, fields: import("../act-form.js").Field[]}} Beginning */

const PAUSE_MS = 10_000;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.year"), href: "" },
  ],
  up: href("/"),
});

const asked = { year: parameter("year") ?? "", team: parameter("team") ?? "" };
/** @type {any} */
let answer = null;
/** @type {Record<string, {name?: string, order?: number}>} */
let teams = {};
const state = { failure: "", refusal: "", open: "", isSending: false };
/** What is written in the form of each kind. @type {Record<string, Record<string, string>>} */
const said = {};

onRules(draw);
draw();
readBureau((view) => {
  ({ teams = {} } = view);
  needRules(view.rulesVersion);
  draw();
});
turn();

async function turn() {
  await load();
  setTimeout(turn, PAUSE_MS);
}

async function load() {
  const year = asked.year;
  try {
    const found = await request(`/api/year${year ? `?year=${encodeURIComponent(year)}` : ""}`);
    if (year === asked.year) {
      [answer, state.failure] = [found, ""];
    }
  } catch (error) {
    state.failure = error instanceof Error ? error.message : String(error);
  }
  draw();
}

/** @param {string} kind @param {Record<string, unknown>} data */
const begin = (kind, data) =>
  sending(
    state,
    draw,
    () => request(`/api/year/${kind}`, { method: "POST", body: data }),
    () => forget(kind),
  );

/** It is taken: what was written in its form is not wanted any more. @param {string} act */
function forget(act) {
  delete said[act];
  return load();
}

function draw() {
  const rows = (answer?.rows ?? []).filter((/** @type {any} */ { team }) => !asked.team || team === asked.team);
  render(
    html`<div class="title">
        <div>
          <h1>${t("year.title", { year: answer?.year ?? "" })}</h1>
          <p class="soft">${t("year.note")}</p>
        </div>
        ${years(answer?.year ?? 0)}
      </div>
      ${state.failure ? html`<p class="soft" role="status">${t("banner.request", { reason: state.failure })}</p>` : nothing}
      ${
        answer
          ? [head(), panel({ key: "panel.breakdown" }, breakdown(rows, teamText)), held(), beginnings()]
          : html`<p class="soft">${t("table.loading")}</p>`
      }`,
    find("#main"),
  );
}

/** @param {string} id */
const teamText = (id) => splitName(nameOf(teams[id], id)).main;

/** @param {number} year */
function years(year) {
  return year
    ? html`<p class="buttons">
        ${[year - 1, year + 1].map((other) => html`<button type="button" class="action" @click=${() => turnTo(other)}>${other}</button>`)}
      </p>`
    : nothing;
}

/** @param {number} year */
function turnTo(year) {
  asked.year = String(year);
  history.replaceState(null, "", href("/year", asked));
  load();
}

/** The agenda, and how much of it is done. */
function head() {
  const { duties, done, overdue } = answer.summary;
  return html`<div class="year-head digits">
    <b>${t("year.done", { done: count(done), duties: count(duties) })}</b>
    <span>${overdue > 0 ? `■ ${t("year.overdue", { count: count(overdue) })}` : `✓ ${t("year.none-overdue")}`}</span>
    ${answer.agenda.map((/** @type {any} */ one) => html`<span class="soft">${one.title} ${one.docNo} ${one.issuedOn}</span>`)}
    ${answer.agenda.length === 0 ? html`<span class="soft">${t("year.no-agenda")}</span>` : nothing}
  </div>`;
}

/** Groups, meetings, statements and cases told. */
function held() {
  return panel(
    { key: "panel.held" },
    html`<ol class="story">
      ${answer.held.map(
        (/** @type {any} */ one) =>
          html`<li>
            <span class="digits soft">${one.day}</span> <b>${known(`kind.${one.subjectKind}`, one.subjectKind)}</b>
            ${one.topic ?? one.name ?? one.title ?? one.byRole ?? ""}
            <span class="soft">${[one.kind, one.media, one.form].filter(Boolean).map(wordText).join(" · ")}</span>
          </li>`,
      )}
      ${answer.held.length === 0 ? html`<li class="soft">${t("year.nothing-held")}</li>` : nothing}
    </ol>`,
  );
}

/** What the reader may add: a form each kind, from its declaration. */
function beginnings() {
  const mine = /** @type {Beginning[]} */ (answer.beginnings);
  return mine.length === 0
    ? nothing
    : panel(
        { key: "panel.record" },
        html`<p class="buttons acts">
            ${mine.map(
              ({ act }) =>
                html`<button
                  type="button"
                  class="action"
                  data-open=${act}
                  aria-expanded=${String(state.open === act)}
                  @click=${() => show(act)}
                >
                  ${known(`kind.${act}`, act)}
                </button>`,
            )}
          </p>
          ${mine.filter(({ act }) => act === state.open).map(formOf)}`,
      );
}

/** @param {string} act */
function show(act) {
  Object.assign(state, { open: state.open === act ? "" : act, refusal: "" });
  draw();
}

/** @param {Beginning} one */
function formOf({ act, fields }) {
  return actForm({
    name: act,
    text: t("act.record"),
    fields,
    said: (said[act] ??= {}),
    teams: Object.keys(teams).map((team) => [team, teamText(team)]),
    failure: state.refusal,
    isSending: state.isSending,
    send: (data) => begin(act, data),
  });
}
