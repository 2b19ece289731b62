import { request } from "../api.js";
import { KINDS, STAGES } from "../catalogue.js";
import { find } from "../dom.js";
import { itemTitle, splitName } from "../format.js";
import { known, nameOf, t, titleText } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, itemHref, parameter, subjectHref, teamHref } from "../links.js";
import { html, nothing, render, repeat } from "../lit.js";
import { shell } from "../shell.js";
import { turner } from "../turner.js";

const COLUMNS = ["col.kind", "col.id", "col.team", "col.item", "col.stage", "col.first", "col.last", "col.title"];
const FILTERS = /** @type {const} */ (["kind", "team", "item", "stage", "q"]);

/** @typedef {Record<string, {name?: string, order?: number}>} Parts */

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.subjects"), href: "" },
  ],
  up: href("/"),
});

/** @type {Record<string, string>} what is asked for, as the address has it */
const asked = Object.fromEntries(FILTERS.map((name) => [name, parameter(name) ?? ""]));
let page = Math.max(1, Number(parameter("page")) || 1);
/** @type {Parts} */
let teams = {};
/** @type {Parts} */
let items = {};
/** @type {any} */
let answer = null;
let failure = "";
let failures = 0;
let session = 0;
draw();
names();
load();

/** The address says what is shown, so that it can be sent to someone. @param {Record<string, string>} changes @param {number} [turned] */
function show(changes, turned = 1) {
  Object.assign(asked, changes);
  page = turned;
  history.replaceState(null, "", href("/subjects", { ...asked, page: page > 1 ? String(page) : "" }));
  load();
}

async function load() {
  const mine = ++session;
  const query = new URLSearchParams({ page: String(page), size: "50" });
  Object.entries(asked).forEach(([name, value]) => value && query.set(name, value));
  try {
    const found = await request(`/api/subjects?${query}`);
    if (mine !== session) {
      return;
    }
    answer = { ...found, pages: Math.max(1, Math.ceil(found.total / found.size)) };
    [failure, failures] = ["", 0];
  } catch (error) {
    if (mine !== session) {
      return;
    }
    failure = error instanceof Error ? error.message : String(error);
    setTimeout(load, Math.min(10_000, 1_000 * 2 ** failures++));
  }
  draw();
}

/** Teams and items by name, from the bureau's view. */
async function names() {
  try {
    const { jurisdiction } = await request("/api/about");
    ({ teams = {}, items = {} } = await request(`/api/views/jurisdiction/${encodeURIComponent(jurisdiction)}`));
    draw();
  } catch {
    setTimeout(names, 3_000);
  }
}

function draw() {
  const note = failure
    ? t("banner.request", { reason: failure })
    : !answer
      ? t("table.loading")
      : answer.rows.length
        ? ""
        : t("table.empty");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    show({ q: /** @type {HTMLInputElement} */ (find("input[type=search]")).value });
  };
  render(
    html`<div class="title"><h1>${t("nav.subjects")}</h1></div>
      <form class="filters" @submit=${submit}>
        ${choice(
          "kind",
          KINDS.map((kind) => [kind, t(`kind.${kind}`)]),
        )}
        ${choice("team", sorted(teams))} ${choice("item", sorted(items))}
        ${choice(
          "stage",
          STAGES.map((stage) => [stage, t(`stage.${stage}`)]),
        )}
        <label><span>${t("filter.query")}</span><input type="search" .value=${asked.q} /></label>
        <button class="action">${t("filter.apply")}</button>
      </form>
      ${panel(
        { key: "subjects.list" },
        html`<div class="scroll" tabindex="0">
            <table class="cards">
              <thead>
                <tr>
                  ${COLUMNS.map((key) => html`<th>${t(key)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${repeat(/** @type {any[]} */ (answer?.rows ?? []), (row) => `${row.kind}/${row.id}`, line)}
              </tbody>
            </table>
          </div>
          ${note ? html`<p class="soft">${note}</p>` : nothing} ${answer ? turner(answer, (step) => show({}, page + step)) : nothing}`,
      )}`,
    find("#main"),
  );
}

/** @param {Parts} parts @returns {[string, string][]} */
function sorted(parts) {
  return Object.entries(parts)
    .sort(([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"))
    .map(([id, part]) => [id, nameOf(part, id)]);
}

/** @param {"kind"|"team"|"item"|"stage"} name @param {string[][]} entries */
function choice(name, entries) {
  return html`<label>
    <span>${t(`filter.${name}`)}</span>
    <select @change=${(/** @type {Event} */ event) => show({ [name]: /** @type {HTMLSelectElement} */ (event.target).value })}>
      <option value="">${t("filter.all")}</option>
      ${entries.map(([value, text]) => html`<option value=${value} ?selected=${value === asked[name]}>${text}</option>`)}
    </select>
  </label>`;
}

/** @param {any} row */
function line({ kind, id, team, item, stage, firstDay, lastDay, title, conflict }) {
  const cells = [
    ["", known(`kind.${kind}`, kind)],
    ["", html`<a class="digits" href=${subjectHref(kind, id)}>${id}</a>`],
    ["", team ? html`<a href=${teamHref(team)}>${splitName(nameOf(teams[team], team)).main}</a>` : ""],
    ["", item ? html`<a href=${itemHref(item)}>${itemTitle(nameOf(items[item], item))}</a>` : ""],
    ["stage", stage ? known(`stage.${stage}`, stage) : ""],
    ["digits first", firstDay ?? ""],
    ["digits first", lastDay ?? ""],
    ["about", conflict ? `▲ ${t("case.double")} ${titleText(title)}` : titleText(title)],
  ];
  return html`<tr>
    ${cells.map(([name, text], index) => html`<td class=${name} data-label=${t(COLUMNS[index])} ?data-empty=${text === ""}>${text}</td>`)}
  </tr>`;
}
