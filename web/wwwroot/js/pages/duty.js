import { actForm, sending, wordText } from "../act-form.js";
import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { splitName, stamp } from "../format.js";
import { known, nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, idOfPage, teamHref } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { needRules, onRules } from "../rules.js";
import { shell } from "../shell.js";
import { quarters } from "../year/quarters.js";
import { levelOf, measureText, stageText } from "../year/texts.js";

/** @typedef {import("../act-form.js").Field} Field */
/** @typedef {{act: string, mine: boolean, fields: Field[]}} Act */

const PAUSE_MS = 5_000;

/** What of a told event stands elsewhere, or in words of its own. */
const PLAIN = new Set(["at", "day", "type", "void", "byRole", "evidence", "measure", "done", "no", "agendaId", "coTeams", "leadTeam"]);

const id = idOfPage();
shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.year"), href: href("/year") },
    { text: id, href: "" },
  ],
  up: href("/year"),
});

/** @type {any} */
let duty = null;
/** @type {Record<string, {name?: string}>} */
let teams = {};
const state = { failure: "", refusal: "", open: "", isSending: false };
/** What is written in the form of each act. @type {Record<string, Record<string, string>>} */
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
  try {
    [duty, state.failure] = [await request(`/api/year/duties/${encodeURIComponent(id)}`), ""];
  } catch (error) {
    state.failure = error instanceof Error ? error.message : String(error);
  }
  draw();
}

/** @param {Act} act @param {Record<string, unknown>} data */
const send = ({ act }, data) =>
  sending(
    state,
    draw,
    () => request(`/api/year/duties/${encodeURIComponent(id)}/${act}`, { method: "POST", body: data }),
    () => forget(act),
  );

/** It is taken: what was written in its form is not wanted any more. @param {string} act */
function forget(act) {
  delete said[act];
  return load();
}

function draw() {
  render(
    html`<div class="title"><h1>${duty?.text ?? id}</h1></div>
      ${state.failure ? html`<p class="soft" role="status">${t("banner.request", { reason: state.failure })}</p>` : nothing}
      ${
        duty
          ? html`<div class="two wide">
              <div class="stack">${[now(), acts()]}</div>
              <div class="stack">${[clocks(), story()]}</div>
            </div>`
          : nothing
      }`,
    find("#main"),
  );
}

/** @param {string} team */
const teamText = (team) => splitName(nameOf(teams[team], team)).main;

/** How it stands. */
function now() {
  return panel(
    { key: "duty.now" },
    html`<div class="duty" data-level=${levelOf(duty)}>
      <p class="head">
        <b class="level">${stageText(duty.stage)}</b> <b class="digits">${duty.percent}%</b
        ><strong class="digits">${t("clock.due", { due: duty.due })}</strong>
      </p>
      <p class="soft">${duty.chapter} · ${duty.no} · ${measureText(duty)}</p>
      <p class="soft">
        <a href=${teamHref(duty.team)}>${teamText(duty.team)}</a> ·
        ${[duty.leaderRole, duty.post, ...duty.coTeams.map(teamText)].filter(Boolean).join(" · ")}
      </p>
      <p>${quarters(duty)}</p>
    </div>`,
  );
}

/** What the reader may do now: each act is a form of its own, one open at a time. */
function acts() {
  const mine = /** @type {Act[]} */ (duty.acts).filter((act) => act.mine);
  return panel(
    { key: "order.acts" },
    html`${mine.length === 0 ? html`<p class="soft">${t("order.acts.none")}</p>` : nothing}
      <p class="buttons acts">
        ${mine.map(
          ({ act }) =>
            html`<button
              type="button"
              class="action"
              data-open=${act}
              aria-expanded=${String(state.open === act)}
              @click=${() => show(act)}
            >
              ${t(`act.${act}`)}
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

/** @param {Act} act */
function formOf(act) {
  return actForm({
    name: act.act,
    fields: act.fields,
    said: (said[act.act] ??= {}),
    teams: Object.keys(teams).map((team) => [team, teamText(team)]),
    failure: state.refusal,
    isSending: state.isSending,
    send: (data) => send(act, data),
  });
}

function clocks() {
  return panel(
    { key: "order.clocks" },
    html`<ol class="story">
      ${duty.clocks.map(
        (/** @type {any} */ clock) =>
          html`<li>
            ${clock.name ?? clock.limit} ${clock.key ?? ""} <span class="digits">${clock.due}</span>
            <span class="soft">${known(`clock.${clock.state}`, clock.state)}</span>
          </li>`,
      )}
    </ol>`,
  );
}

/** What was done, the latest first; what does not hold says why. */
function story() {
  return panel(
    { key: "order.story" },
    html`<ol class="story">
      ${[...duty.story].reverse().map(told)}
    </ol>`,
  );
}

/** @param {any} one */
function told(one) {
  const members = Object.entries(one).filter(([key, value]) => !PLAIN.has(key) && value !== "" && value !== null && value !== false);
  return html`<li ?data-void=${Boolean(one.void)}>
    <p>
      <span class="digits soft">${stamp(one.at)}</span> <b>${known(`event.${one.type}`, one.type)}</b>
      <span class="soft">${one.byRole ? known(`order.role.${one.byRole}`, one.byRole) : ""}</span>
      ${one.void ? html`<strong>✕ ${t(`order.void.${one.void}`)}</strong>` : nothing}
    </p>
    ${members.map(member)} ${(one.evidence ?? []).map((/** @type {any} */ proof) => member(["evidence", proof.ref]))}
  </li>`;
}

/** @param {[string, unknown]} one */
const member = ([key, value]) => html`<p class="soft">${t("order.says", { name: t(`said.${key}`), value: wordText(String(value)) })}</p>`;
