import { request } from "../api.js";
import { KINDS, STAGES } from "../catalogue.js";
import { element, find, keyed, setHidden, setText } from "../dom.js";
import { itemTitle, splitName } from "../format.js";
import { known, nameOf, t, titleText } from "../i18n.js";
import { pager, panel } from "../panel.js";
import { href, itemHref, parameter, subjectHref, teamHref } from "../links.js";
import { shell } from "../shell.js";
import { labelled } from "../table.js";

const COLUMNS = ["col.kind", "col.id", "col.team", "col.item", "col.stage", "col.first", "col.last", "col.title"];
const FILTERS = ["kind", "team", "item", "stage", "q"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.subjects"), href: "" },
  ],
  up: href("/"),
});

/** @type {Record<string, {name?: string}>} */
let teams = {};
/** @type {Record<string, {name?: string}>} */
let items = {};
let page = Math.max(1, Number(parameter("page")) || 1);
let failures = 0;

const fields = {
  kind: element("select", {}, option("", t("filter.all")), ...KINDS.map((kind) => option(kind, t(`kind.${kind}`)))),
  team: element("select", {}, option("", t("filter.all"))),
  item: element("select", {}, option("", t("filter.all"))),
  stage: element("select", {}, option("", t("filter.all")), ...STAGES.map((stage) => option(stage, t(`stage.${stage}`)))),
  q: element("input", { type: "search", value: parameter("q") ?? "" }),
};
fields.kind.value = parameter("kind") ?? "";
fields.stage.value = parameter("stage") ?? "";

const form = element(
  "form",
  { class: "filters" },
  label("filter.kind", fields.kind),
  label("filter.team", fields.team),
  label("filter.item", fields.item),
  label("filter.stage", fields.stage),
  label("filter.query", fields.q),
  element("button", { class: "action", text: t("filter.apply") }),
);
const list = panel("nav.subjects", {});
const body = element("tbody");
const message = element("p", { class: "soft", text: t("table.loading") });
const pages = pager((step) => {
  page += step;
  show();
});
list.append(
  element(
    "div",
    { class: "scroll" },
    element(
      "table",
      { class: "cards" },
      element("thead", {}, element("tr", {}, ...COLUMNS.map((key) => element("th", { text: t(key) })))),
      body,
    ),
  ),
  message,
  pages.node,
);
find("#main").append(element("div", { class: "title" }, element("h1", { text: t("nav.subjects") })), form, list);

form.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  page = 1;
  show();
});
for (const field of [fields.kind, fields.team, fields.item, fields.stage]) {
  field.addEventListener("change", () => {
    page = 1;
    show();
  });
}
names();
load();

/** @param {string} value @param {string} text */
function option(value, text) {
  return element("option", { value, text });
}

/** @param {string} key @param {HTMLElement} field */
function label(key, field) {
  return element("label", {}, element("span", { text: t(key) }), field);
}

/** The address says what is shown, so that it can be sent to someone. */
function show() {
  /** @type {Record<string, string>} */
  const query = { page: page > 1 ? String(page) : "" };
  for (const name of FILTERS) {
    query[name] = /** @type {any} */ (fields)[name].value;
  }
  history.replaceState(null, "", href("/subjects", query));
  load();
}

async function load() {
  const query = new URLSearchParams({ page: String(page), size: "50" });
  for (const name of FILTERS) {
    // The choices of team and item may not have arrived yet; the address has them.
    const value = /** @type {any} */ (fields)[name].value || parameter(name);
    if (value) {
      query.set(name, value);
    }
  }
  try {
    const answer = await request(`/api/subjects?${query}`);
    failures = 0;
    setText(message, t("table.empty"));
    setHidden(message, answer.rows.length > 0);
    pages.update(answer.page, Math.max(1, Math.ceil(answer.total / answer.size)), answer.total);
    keyed(body, /** @type {any[]} */ (answer.rows), (row) => `${row.kind}/${row.id}`, create, update);
  } catch (error) {
    setHidden(message, false);
    setText(message, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
    setTimeout(load, Math.min(10_000, 1_000 * 2 ** failures++));
  }
}

/** @param {any} row */
function create(row) {
  const kind = element("td");
  const link = element("a", { class: "digits", href: subjectHref(row.kind, row.id), text: row.id });
  const team = element("a");
  const item = element("a");
  const cells = ["stage", "digits first", "digits first", "about"].map((name) => element("td", { class: name }));
  const line = element("tr", {}, kind, element("td", {}, link), element("td", {}, team), element("td", {}, item), ...cells);
  return Object.assign(labelled(line, COLUMNS), { kind, team, item, fields: cells });
}

/** @param {any} node @param {any} row */
function update(node, row) {
  setText(node.kind, known(`kind.${row.kind}`, row.kind));
  setText(node.team, row.team ? splitName(nameOf(teams[row.team], row.team)).main : "");
  setText(node.item, row.item ? itemTitle(nameOf(items[row.item], row.item)) : "");
  if (row.team) {
    node.team.setAttribute("href", teamHref(row.team));
  }
  if (row.item) {
    node.item.setAttribute("href", itemHref(row.item));
  }
  const [stage, first, last, about] = node.fields;
  setText(stage, row.stage ? known(`stage.${row.stage}`, row.stage) : "");
  setText(first, row.firstDay ?? "");
  setText(last, row.lastDay ?? "");
  setText(about, row.conflict ? `▲ ${t("case.double")} ${titleText(row.title)}` : titleText(row.title));
}

/** Teams and items by name, from the bureau's view. */
async function names() {
  try {
    const { jurisdiction } = await request("/api/about");
    const view = await request(`/api/views/jurisdiction/${encodeURIComponent(jurisdiction)}`);
    teams = view.teams ?? {};
    items = view.items ?? {};
    for (const [field, parts] of /** @type {[any, Record<string, {name?: string, order?: number}>][]} */ ([
      [fields.team, teams],
      [fields.item, items],
    ])) {
      const sorted = Object.entries(parts).sort(
        ([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"),
      );
      field.append(...sorted.map(([id, part]) => option(id, nameOf(part, id))));
    }
    fields.team.value = parameter("team") ?? "";
    fields.item.value = parameter("item") ?? "";
    load();
  } catch {
    setTimeout(names, 3_000);
  }
}
