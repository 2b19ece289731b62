import { request } from "../api.js";
import { find } from "../dom.js";
import { draggable } from "../drag.js";
import { t } from "../i18n.js";
import { board } from "../import/board.js";
import { keptMaps } from "../import/kept.js";
import { checks, kind, layout, values } from "../import/mapping.js";
import { latest } from "../import/latest.js";
import { reading } from "../import/reading.js";
import { trial } from "../import/trial.js";
import { panel } from "../leaders/panel.js";
import { sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { onward } from "../onward.js";
import { shell } from "../shell.js";

const ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.ndjson,.jsonl";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.setup"), href: href("/setup") },
    { text: t("import.title"), href: "" },
  ],
  up: href("/setup"),
});

const read = reading(looked, draw);
const kept = keptMaps(read, draw);
const runs = trial(read, { keep: kept.keep, draw, over: list });
let registered = { teams: /** @type {any[]} */ ([]), items: /** @type {any[]} */ ([]) };
let mayOpen = false;
/** @type {any} */
let setup = null;
/** @type {any[]|null} */
let reports = null;

draw();
draggable(find("#main"), { item: ".chip", grip: ".grip", target: "[data-field]" }, ({ dataset: { column = "" } }, target) => {
  if (target) {
    read.put(column, target.dataset.field ?? "");
  }
});
start();
list();

async function start() {
  const [caller, teams, items] = await Promise.all(
    ["/api/session", "/api/registers/teams", "/api/registers/items"].map((path) => request(path)),
  );
  registered = { teams: teams.rows, items: items.rows };
  mayOpen = caller.roles.some((/** @type {string} */ role) => ["leader", "supervisor", "auditor", "admin"].includes(role));
  draw();
}

async function list() {
  try {
    reports = await request("/api/imports");
  } catch (error) {
    read.failure = sentenceOf(error);
  }
  draw();
  setup = await request("/api/setup").catch(() => setup);
  draw();
}

/** @param {File|undefined} file */
async function choose(file) {
  if (file) {
    await read.choose(file);
    // What came in by a map before is known again by the same map only.
    const fitting = read.seen?.kept ?? [];
    if (fitting.length > 0) {
      await kept.open(fitting.includes(read.name) ? read.name : fitting[0]);
    }
  }
}

function looked() {
  runs.forget();
  kept.load(read.seen?.kept);
}

function draw() {
  const focused = document.activeElement?.getAttribute("data-key");
  const parts = read.seen ? layout(read) : [];
  render(
    html`<div class="title">
        <div>
          <h1>${t("import.title")}</h1>
          <p class="soft">${t("import.note")}</p>
        </div>
        <a class="action" href=${href("/setup")}>${t("register.back")}</a>
      </div>
      ${onward("data", setup)} ${panel({ key: "import.file" }, chooser())}
      ${parts.length > 0 ? panel({ key: "import.layout" }, html`<div class="stack">${parts}</div>`) : nothing}
      ${read.seen ? panel({ key: "import.columns" }, columns()) : nothing}
      ${read.seen && read.mayTry ? runs.drawn(read.seen.rows, mayOpen) : nothing} ${panel({ key: "import.latest" }, latest(reports))}`,
    find("#main"),
  );
  // A column that has become a field stands elsewhere now: whoever was on it by the keyboard still is.
  if (focused && document.activeElement?.getAttribute("data-key") !== focused) {
    /** @type {HTMLElement|null} */ (document.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
  }
}

function chooser() {
  const over = (/** @type {Event} */ event) => event.preventDefault();
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    choose(event.dataTransfer?.files?.[0]);
  };
  const pick = (/** @type {Event} */ event) => choose(/** @type {HTMLInputElement} */ (event.target).files?.[0]);
  return html`<label class="drop" for="file" aria-busy=${read.isLooking ? "true" : nothing} @dragover=${over} @drop=${drop}>
      <span>${read.file ? t("import.chosen", { file: read.file.name }) : t("import.choose")}</span>
      <input type="file" id="file" accept=${ENDINGS} aria-label=${t("import.choose")} @change=${pick} />
    </label>
    <p class="failure" role="alert" ?hidden=${read.failure === ""}>${read.failure}</p>`;
}

/** What the columns are: as it is seen and said, or as a map has it that was written by hand. */
function columns() {
  const write = (/** @type {Event} */ event) => read.write(/** @type {HTMLTextAreaElement} */ (event.target).value);
  return html`<p class="not-cleared" role="status">${read.unclear}</p>
    ${
      read.isByHand
        ? html`<button type="button" class="action" @click=${read.changed}>${t("import.anew")}</button>`
        : html`<div class="stack">
            ${kind(read)} ${board(read)} ${values("team", read, registered)} ${values("item", read, registered)} ${checks(read.seen)}
          </div>`
    }
    ${kept.drawn()}
    <details>
      <summary>${t("import.map")}</summary>
      <p class="soft">${t("import.map.note")}</p>
      <textarea rows="16" spellcheck="false" aria-label=${t("import.map")} .value=${read.map} @change=${write}></textarea>
    </details>`;
}
