import { request } from "../api.js";
import { readBureau } from "../bureau.js";
import { find } from "../dom.js";
import { count, splitName } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { href, orderHref, parameter, teamHref } from "../links.js";
import { html, nothing, render, repeat } from "../lit.js";
import { freshOrder } from "../orders/fresh.js";
import { levelOf, marksOf, STAGES, stageText, titleOf } from "../orders/texts.js";
import { needRules, onRules } from "../rules.js";
import { shell } from "../shell.js";

/** @typedef {import("../orders/texts.js").Order} Order */

const FILTERS = /** @type {const} */ (["team", "rule", "level"]);

/** The list is asked for again so often: orders move by acts of people, and by the day. */
const PAUSE_MS = 5_000;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.orders"), href: "" },
  ],
  up: href("/"),
});

/** @type {Record<string, string>} */
const asked = Object.fromEntries(FILTERS.map((name) => [name, parameter(name) ?? ""]));
/** What the button that led here knows of the new order. @type {Record<string, string>} */
const said = {
  severity: { breach: "Breach", red: "Red", yellow: "Yellow" }[parameter("as") ?? ""] ?? "",
  teamId: parameter("on") ?? asked.team,
  rule: parameter("of") ?? "",
  targets: parameter("targets") ?? "",
  title: parameter("title") ?? "",
};
const state = { isNew: parameter("new") !== null, failure: "", refusal: "", isSending: false };
/** @type {{rows: Order[], mayIssue: boolean, mayList: boolean}|null} */
let answer = null;
/** @type {Record<string, {name?: string, order?: number}>} */
let teams = {};

onRules(draw);
draw();
readBureau((view) => {
  ({ teams = {} } = view);
  needRules(view.rulesVersion);
  draw();
});
load();

async function load() {
  try {
    answer = await request("/api/orders");
    state.failure = "";
  } catch (error) {
    state.failure = error instanceof Error ? error.message : String(error);
  }
  draw();
  setTimeout(load, PAUSE_MS);
}

/** @param {Record<string, unknown>} data */
async function send(data) {
  Object.assign(state, { isSending: true, refusal: "" });
  draw();
  try {
    const { id } = await request("/api/orders", { method: "POST", body: data });
    location.assign(orderHref(id));
  } catch (error) {
    Object.assign(state, { isSending: false, refusal: error instanceof Error ? error.message : String(error) });
    draw();
  }
}

function draw() {
  const rows = (answer?.rows ?? []).filter(isWanted);
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.orders")}</h1>
          <p class="soft">${t("order.note")}</p>
        </div>
        ${
          answer?.mayIssue
            ? html`<button type="button" class="action strong" aria-expanded=${String(state.isNew)} @click=${toggle}>
                ${t("order.new")}
              </button>`
            : nothing
        }
      </div>
      ${state.isNew && answer?.mayIssue ? fresh(answer.mayList) : nothing}
      <div class="filters">
        ${choice("team", sorted())}
        ${choice(
          "rule",
          [...new Set((answer?.rows ?? []).map(({ rule }) => rule ?? "").filter(Boolean))].sort().map((rule) => [rule, rule]),
        )}
        ${choice(
          "level",
          ["0", "1", "2", "3"].map((level) => [level, t(`order.level.${level}`)]),
        )}
      </div>
      ${state.failure ? html`<p class="soft">${t("banner.request", { reason: state.failure })}</p>` : nothing}
      ${answer ? nothing : html`<p class="soft">${t("table.loading")}</p>`}
      <div class="order-columns">${STAGES.map((stage) => column(stage, rows))}</div>`,
    find("#main"),
  );
}

/** @param {boolean} mayList */
function fresh(mayList) {
  return freshOrder({ said, teams: sorted(), mayList, failure: state.refusal, isSending: state.isSending, send });
}

function toggle() {
  state.isNew = !state.isNew;
  draw();
}

/** @param {Order} order */
function isWanted(order) {
  return (
    (!asked.team || order.team === asked.team) &&
    (!asked.rule || order.rule === asked.rule) &&
    (!asked.level || String(order.level) === asked.level)
  );
}

/** @param {string} stage @param {Order[]} rows */
function column(stage, rows) {
  const mine = rows.filter((order) => order.stage === stage);
  return html`<section class="tile panel" data-stage=${stage}>
    <h2><span>${stageText(stage)}</span><small class="digits">${count(mine.length)}</small><span class="mark"></span></h2>
    <ol class="duties">
      ${repeat(mine, ({ id }) => id, card)}
    </ol>
  </section>`;
}

/** @param {Order} order */
function card(order) {
  return html`<li class="duty" data-level=${levelOf(order)}>
    <p class="head">
      <a class="digits" href=${orderHref(order.id)}>${order.id}</a><strong class="digits">${order.due ?? order.proposedDue ?? ""}</strong>
    </p>
    <p><b>${titleOf(order)}</b></p>
    <p class="soft">
      <a href=${teamHref(order.team)}>${splitName(nameOf(teams[order.team], order.team)).main}</a> ·
      ${t("order.targets", { count: count(order.number) })}
    </p>
    ${marksOf(order).map((mark) => html`<p class="mark-of-order">${mark}</p>`)}
  </li>`;
}

/** @returns {[string, string][]} */
function sorted() {
  return Object.entries(teams)
    .sort(([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"))
    .map(([id, team]) => [id, splitName(nameOf(team, id)).main]);
}

/** @param {"team"|"rule"|"level"} name @param {string[][]} entries */
function choice(name, entries) {
  const choose = (/** @type {Event} */ event) => {
    asked[name] = /** @type {HTMLSelectElement} */ (event.target).value;
    history.replaceState(null, "", href("/orders", asked));
    draw();
  };
  return html`<label>
    <span>${t(`filter.${name}`)}</span>
    <select @change=${choose}>
      <option value="">${t("filter.all")}</option>
      ${entries.map(([value, text]) => html`<option value=${value} ?selected=${value === asked[name]}>${text}</option>`)}
    </select>
  </label>`;
}
