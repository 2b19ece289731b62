import { request } from "../api.js";
import { find } from "../dom.js";
import { count, stamp, typeOf } from "../format.js";
import { inLanguage, known, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href, parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { payloadLines } from "../payload.js";
import { shell } from "../shell.js";
import { turner } from "../turner.js";

const SIZE = 50;
const COLUMNS = ["col.received", "col.source", "col.id", "col.type", "col.code", "col.reason", "col.state", "col.actions"];
const ACTIONS = ["retry", "dismiss"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.quarantine"), href: "" },
  ],
  up: href("/"),
});

const source = parameter("source");
const ofSource = source ? `&source=${encodeURIComponent(source)}` : "";
/** Events as they came, by key, once somebody has looked. @type {Map<string, {event?: any, field?: string, failure?: string}>} */
const payloads = new Map();
/** @type {any} */
let answer = null;
let page = 1;
let failures = 0;
let failure = "";
let said = "";
draw();
load();
setInterval(load, 15_000);

async function load() {
  try {
    answer = await request(`/api/quarantine?page=${page}&size=${SIZE}${ofSource}`);
    [failure, failures] = ["", 0];
  } catch (error) {
    failure = sentenceOf(error);
    if (failures++ < 3) {
      setTimeout(load, 2_000);
    }
  }
  draw();
}

function draw() {
  const turn = (/** @type {number} */ step) => {
    page += step;
    load();
  };
  const pages = Math.max(1, Math.ceil((answer?.total ?? 0) / SIZE));
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.quarantine")}</h1>
          <p class="soft">${t("quarantine.note")}</p>
        </div>
      </div>
      ${source ? html`<h2>${t("quarantine.source", { source })}</h2>` : nothing}
      <p class="soft">${Object.entries(answer?.open ?? {}).map(([code, open]) => ofCode(code, Number(open)))}</p>
      <p class="said" role="status" .textContent=${said}></p>
      ${panel(
        { key: "quarantine.list", note: answer ? t("table.total", { total: count(answer.total) }) : nothing },
        html`${lines(COLUMNS, answer?.rows ?? null, (/** @type {any} */ row) => String(row.key), cells)}
        ${failure ? html`<p class="failure" role="alert">${t("banner.request", { reason: failure })}</p>` : nothing}
        ${answer ? turner({ page, pages, total: answer.total }, turn) : nothing}`,
      )}`,
    find("#main"),
  );
}

/** What can be done with all open rows of a code at once. @param {string} code @param {number} open */
function ofCode(code, open) {
  return html`<span class="codes">
    <span>${t("quarantine.open", { code, open: count(open) })}</span>
    ${ACTIONS.map(
      (name) => html`<button type="button" class="action" @click=${() => actOnAll(code, name)}>${t(`quarantine.${name}All`)}</button>`,
    )}
  </span>`;
}

/** @param {any} row @returns {[string, unknown][]} */
function cells(row) {
  const type = typeOf(row.type ?? "");
  const look = (/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.target).open && !payloads.has(row.key)) {
      open(row.key);
    }
  };
  return [
    ["digits first", stamp(row.receivedAt)],
    ["digits", row.source ?? ""],
    ["digits", row.id ?? ""],
    ["", known(`event.${type}`, type)],
    ["digits", row.code ?? ""],
    [
      "about",
      html`<span>${inLanguage(row.sentence, row.reason ?? "")}</span>
        <details @toggle=${look}>
          <summary>${t("quarantine.payload")}</summary>
          <ol class="payload">
            ${payload(payloads.get(row.key))}
          </ol>
        </details>`,
    ],
    ["stage", known(`quarantine.state.${row.state}`, row.state ?? "")],
    [
      "actions",
      row.state === "open"
        ? ACTIONS.map(
            (name) => html`<button type="button" class="action" @click=${() => act(row.key, name)}>${t(`quarantine.${name}`)}</button>`,
          )
        : nothing,
    ],
  ];
}

/** The event as it came, its field at fault marked. @param {{event?: any, field?: string, failure?: string}|undefined} held */
function payload(held) {
  if (!held || held.failure) {
    return html`<li class="soft">${held?.failure ? t("banner.request", { reason: held.failure }) : t("table.loading")}</li>`;
  }
  return payloadLines(held.event ?? {}, held.field).map(
    ({ name, text, depth, isAtFault }) =>
      html`<li data-depth=${depth} ?data-fault=${isAtFault}>
        <b>${isAtFault ? "▲ " : ""}${name}</b><span>${text ?? t("quarantine.absent")}</span>
      </li>`,
  );
}

/** @param {string} key */
async function open(key) {
  try {
    payloads.set(key, await request(`/api/quarantine/${encodeURIComponent(key)}`));
  } catch (error) {
    payloads.set(key, { failure: sentenceOf(error) });
  }
  draw();
}

/** @param {string} code @param {string} action */
async function actOnAll(code, action) {
  try {
    const done = await request(`/api/quarantine/${action}?code=${encodeURIComponent(code)}${ofSource}`, { method: "POST" });
    const through = done.dismissed ?? done.accepted + done.duplicates;
    said = t("quarantine.through", { through: count(through), again: count(done.quarantined ?? 0) });
  } catch (error) {
    said = t("quarantine.failed", { reason: sentenceOf(error) });
  }
  load();
}

/** @param {string|number} key @param {string} action */
async function act(key, action) {
  try {
    const done = await request(`/api/quarantine/${encodeURIComponent(key)}/${action}`, { method: "POST" });
    said =
      done?.outcome === "quarantined"
        ? t("quarantine.again", { reason: inLanguage(done.sentence, done.reason ?? done.code) })
        : t("quarantine.done", { key });
  } catch (error) {
    said = t("quarantine.failed", { reason: sentenceOf(error) });
  }
  load();
}
