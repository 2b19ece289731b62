import { url } from "../address.js";
import { find } from "../dom.js";
import { count, stamp } from "../format.js";
import { known, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, render } from "../lit.js";
import { shell } from "../shell.js";

/** So many of the newest are shown; the whole is to be had as a file. */
const SHOWN = 500;

const COLUMNS = ["audit.at", "audit.actor", "audit.action", "audit.target", "audit.detail"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.audit"), href: "" },
  ],
  up: href("/"),
});

const asked = { from: "", actor: "" };
/** @type {any[]|null} */
let entries = null;
let said = "";
draw();
load();

/** @param {Record<string, string>} [more] */
function address(more = {}) {
  const query = new URLSearchParams(Object.entries({ ...asked, ...more }).filter(([, value]) => value));
  // What is asked stands in the audit too: a question mark alone says nothing there.
  return url(["/api/audit", String(query)].filter(Boolean).join("?"));
}

async function load() {
  try {
    const answer = await fetch(address({ size: String(SHOWN) }), { cache: "no-store" });
    if (!answer.ok) {
      throw new Error((await answer.json()).detail);
    }
    entries = (await answer.text())
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .reverse();
    said = t(entries.length < SHOWN ? "table.total" : "audit.newest", { total: count(entries.length) });
  } catch (error) {
    said = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

function draw() {
  const choose = (/** @type {"from"|"actor"} */ name) => (/** @type {Event} */ event) => {
    asked[name] = /** @type {HTMLInputElement} */ (event.target).value;
    load();
  };
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.audit")}</h1>
          <p class="soft">${t("audit.note")}</p>
        </div>
      </div>
      <p class="filters">
        <label><span>${t("audit.from")}</span><input type="date" autocomplete="off" @change=${choose("from")} /></label>
        <label><span>${t("audit.actor")}</span><input maxlength="60" autocomplete="off" @change=${choose("actor")} /></label>
        <a class="action" download="audit.ndjson" href=${address({ export: "1" })}>${t("audit.file")}</a>
      </p>
      <p class="said" role="status" .textContent=${said}></p>
      ${panel(
        { key: "audit.list" },
        lines(COLUMNS, entries, ({ position }) => String(position), cells),
      )}`,
    find("#main"),
  );
}

/** @param {any} entry @returns {[string, unknown][]} */
function cells({ at, actor, action, target, detail }) {
  return [
    ["digits first", stamp(at)],
    ["", actor],
    ["", known(`audit.${action}`, known(`event.${action}`, action))],
    ["digits", target],
    ["about", detail],
  ];
}
