import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { splitName, stamp } from "../format.js";
import { guardLines } from "../guards.js";
import { known, nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, idOfPage, recordHref, teamHref } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { actForm, sending, wordText } from "../act-form.js";
import { dayText, levelOf, marksOf, stageText, titleOf } from "../orders/texts.js";
import { needRules, onRules } from "../rules.js";
import { shell } from "../shell.js";

/** @typedef {import("../act-form.js").Field} Field */
/** @typedef {{act: string, roles: string[], mine: boolean, fields: Field[]}} Act */

const PAUSE_MS = 5_000;

/** Stages in which the level rises as time goes by. */
const RISING = ["issued", "disputed", "accepted"];

/** What of a told event stands in words of its own, beside what it is called. */
const PLAIN = new Set(["at", "type", "void", "byRole", "evidence", "interim", "origin", "what", "subject", "teamId", "coTeams"]);

const id = idOfPage();
shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.orders"), href: href("/orders") },
    { text: id, href: "" },
  ],
  up: href("/orders"),
});

/** @type {any} */
let order = null;
/** @type {Record<string, {name?: string, order?: number}>} */
let teams = {};
const state = { failure: "", refusal: "", refused: "", open: "", isSending: false };
/** What is written in the form of each act. @type {Record<string, Record<string, string>>} */
const said = {};
let session = 0;

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
  const mine = ++session;
  try {
    const found = await request(`/api/orders/${encodeURIComponent(id)}`);
    if (mine === session) {
      [order, state.failure] = [found, ""];
    }
  } catch (error) {
    state.failure = error instanceof Error ? error.message : String(error);
  }
  draw();
}

/** @param {Act} act @param {Record<string, unknown>} data */
function send({ act }, data) {
  state.refused = act;
  return sending(
    state,
    draw,
    () => request(`/api/orders/${encodeURIComponent(id)}/${act}`, { method: "POST", body: data }),
    () => forget(act),
  );
}

/** It is taken: what was written in its form is not wanted any more. @param {string} act */
function forget(act) {
  delete said[act];
  return load();
}

function draw() {
  render(
    html`<div class="title"><h1>${t("order.title", { id })}</h1></div>
      ${state.failure ? html`<p class="soft" role="status">${t("banner.request", { reason: state.failure })}</p>` : nothing}
      ${
        order
          ? html`<div class="two wide">
              <div class="stack">${[now(), acts(), story()]}</div>
              <div class="stack">${[targets(), clocks(), guards()]}</div>
            </div>`
          : nothing
      }`,
    find("#main"),
  );
}

/** How it stands. */
function now() {
  const team = html`<a href=${teamHref(order.team)}>${splitName(nameOf(teams[order.team], order.teamName ?? order.team)).main}</a>`;
  const others = order.coTeams.map((/** @type {string} */ one) => splitName(nameOf(teams[one], one)).main).join(" ");
  return panel(
    { key: "order.now" },
    html`<div class="duty" data-level=${levelOf(order)}>
      <p class="head">
        <b class="level">${stageText(order.stage)}</b> <b>${titleOf(order)}</b
        ><strong class="digits">${order.due ? t("clock.due", { due: order.due }) : ""}</strong>
      </p>
      <p class="soft">${team} · ${wordText(order.severity ?? "")} · ${wordText(order.origin ?? "")}</p>
      ${others ? html`<p class="soft">${saying(t("order.coTeams"), others)}</p>` : nothing}
      ${marksOf(order).map((mark) => html`<p class="mark-of-order">${mark}</p>`)}
      ${RISING.includes(order.stage) ? order.steps.filter(isAhead).map(rise) : nothing}
    </div>`,
  );
}

/** @param {{at: string, level: number}} step */
const isAhead = (step) => step.level > order.level;

/** @param {{at: string, level: number}} step */
const rise = ({ at, level }) => html`<p class="soft">${t("order.rises", { day: dayText(at), level: t(`order.level.${level}`) })}</p>`;

/** What the reader may do now: each act is a form of its own, one open at a time. */
function acts() {
  const mine = /** @type {Act[]} */ (order.acts).filter((act) => act.mine);
  return panel(
    { key: "order.acts" },
    html`${mine.length === 0 ? html`<p class="soft">${t("order.acts.none")}</p>` : nothing}
      <p class="buttons acts">
        ${mine.map(
          (act) =>
            html`<button
              type="button"
              class="action"
              data-open=${act.act}
              aria-expanded=${String(state.open === act.act)}
              @click=${() => open(act)}
            >
              ${t(`act.${act.act}`)}
            </button>`,
        )}
      </p>
      ${state.refusal && state.refused !== state.open ? html`<p class="failure" role="alert">${state.refusal}</p>` : nothing}
      ${mine.filter((act) => act.act === state.open).map(formOf)}`,
  );
}

/** An act that asks for nothing is done at once. @param {Act} act */
function open(act) {
  state.refusal = "";
  if (act.fields.length === 0) {
    send(act, {});
    return;
  }
  state.open = state.open === act.act ? "" : act.act;
  draw();
}

/**
 * What a form begins with: the day a draft proposes; as proofs the subjects themselves.
 * @param {string} act
 * @returns {Record<string, string>}
 */
function firstSaid(act) {
  const ids = order.targets.map((/** @type {{kind: string, id: string}} */ { kind, id: of }) => `${kind}/${of}`);
  return act === "issued" ? { due: order.proposedDue ?? "" } : act === "reported" ? { evidence: ids.join(", ") } : {};
}

/** @param {Act} act */
function formOf(act) {
  const mine = (said[act.act] ??= firstSaid(act.act));
  return actForm({
    name: act.act,
    fields: act.fields,
    said: mine,
    teams: Object.entries(teams).map(([team, part]) => [team, splitName(nameOf(part, team)).main]),
    failure: state.refused === act.act ? state.refusal : "",
    isSending: state.isSending,
    send: (data) => send(act, data),
  });
}

/** What was done, the latest first; what does not hold says why. */
function story() {
  return panel(
    { key: "order.story" },
    html`<ol class="story">
      ${[...order.story].reverse().map(told)}
    </ol>`,
  );
}

/** @param {string} name @param {string} value */
const saying = (name, value) => t("order.says", { name, value });

/** @param {[string, unknown]} one */
const member = ([key, value]) => html`<p class="soft">${saying(t(`said.${key}`), value === true ? "✓" : wordText(String(value)))}</p>`;

/** @param {any} one */
function told(one) {
  const name = one.type === "order.confirmed" ? t("order.confirmed", { subject: one.subject }) : known(`event.${one.type}`, one.type);
  const isVoid = Boolean(one.void);
  const members = Object.entries(one).filter(([key, value]) => !PLAIN.has(key) && value !== "" && value !== null && value !== false);
  return html`<li ?data-void=${isVoid}>
    <p>
      <span class="digits soft">${stamp(one.at)}</span> <b>${name}</b>
      <span class="soft">${byWhom(one)}</span> ${isVoid ? html`<strong>✕ ${whyVoid(one)}</strong>` : nothing}
    </p>
    ${members.map(member)} ${(one.evidence ?? []).map(proof)}
  </li>`;
}

/** By which office, or for which team; persons are not named. @param {{byRole?: string, teamId?: string}} one */
function byWhom({ byRole, teamId }) {
  return byRole ? known(`order.role.${byRole}`, byRole) : teamId ? splitName(nameOf(teams[teamId], teamId)).main : "";
}

/** @param {{type: string, void: string}} one */
function whyVoid(one) {
  return saying(t(one.type === "order.closed" ? "order.void.closing" : "order.void.act"), t(`order.void.${one.void}`));
}

/** @param {{ref: string, known: boolean}} one */
function proof(one) {
  const found = one.known ? `✓ ${t("order.proof.known")}` : `○ ${t("order.proof.unknown")}`;
  return html`<p class="soft">${saying(t("said.evidence"), `${one.ref} ${found}`)}</p>`;
}

function targets() {
  return panel(
    { key: "order.targets.title" },
    html`<ol class="story">
      ${order.targets.map(
        (/** @type {any} */ target) =>
          html`<li>
            ${known(`kind.${target.kind}`, target.kind)} <a class="digits" href=${recordHref(target.kind, target.id)}>${target.id}</a>
            ${order.rule ? (target.cleared ? `✓ ${t("order.cleared")}` : `○ ${t("order.uncleared")}`) : ""}
          </li>`,
      )}
    </ol>`,
  );
}

function clocks() {
  return panel(
    { key: "order.clocks" },
    html`<ol class="story">
      ${order.clocks.map(
        (/** @type {any} */ clock) =>
          html`<li>
            ${clock.name ?? clock.limit} <span class="digits">${clock.due}</span>
            <span class="soft">${known(`clock.${clock.state}`, clock.state)}</span>
          </li>`,
      )}
    </ol>`,
  );
}

/** What a closing must keep: what the last one was judged by, or what is still to be had. */
function guards() {
  const judged = guardLines(order.guards);
  const open = order.targets.filter((/** @type {any} */ target) => !target.cleared).length;
  return panel(
    { key: "order.guards" },
    html`<ol class="story">
      ${judged.length > 0 ? judged : html`<li class="soft">${t("order.guards.note")}</li>`}
      ${order.rule && order.open && open > 0 ? html`<li>○ ${t("order.guards.open", { count: open })}</li>` : nothing}
    </ol>`,
  );
}
