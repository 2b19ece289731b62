import { request } from "../api.js";
import { element, find, setHidden, setText } from "../dom.js";
import { claimAll, duties } from "../duties.js";
import { field, form, words } from "../form.js";
import { count } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { pager, panel } from "../panel.js";
import { href, idOfPage } from "../links.js";
import { REGISTERS } from "../registers.js";
import { shell } from "../shell.js";
import { onward } from "../steps.js";
import { actions, button, cell, sentenceOf, table } from "../table.js";
import { dayOf } from "../time.js";

const PAGE = 100;
const name = idOfPage() in REGISTERS ? idOfPage() : "teams";
const register = REGISTERS[name];
const address = `/api/registers/${name}`;
const title = t(`register.${name}`);

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.setup"), href: href("/setup") },
    { text: title, href: "" },
  ],
  up: href("/setup"),
});

let page = 1;
/** As they are listed. @type {any[]} */
let rows = [];
/** The entry that is being changed; null: a new one. @type {string|null} */
let changing = null;

const after = onward(name === "bureaus" ? "bureau" : name);
const said = element("p", { class: "said", role: "status" });
const search = field("filter.query", { type: "search" });
const entries = table(
  [...(register.id ? [register.id] : []), ...register.columns.map((column) => `field.${column}`), "register.from", "col.actions"].map(
    heading,
  ),
  "register.empty",
);
const pages = pager((step) => {
  page += step;
  load();
});
const clear = button("register.clear", clearSeeded);
const claims = button("duty.claimAll", claim);
const duty = duties({ done: (words) => (setText(said, words), duty.close(), load()), failed: (error) => setText(said, sentenceOf(error)) });
const list = panel("register.list", {});
if (register.searched) {
  search.input.addEventListener("change", () => {
    page = 1;
    load();
  });
  list.append(element("p", { class: "filters" }, search.node));
}
list.append(entries.node, pages.node);

const id = field(register.id ?? "register.list", { maxlength: 40 }, register.id ? register.idProblem : undefined);
const fields = register.fields.map((one) => ({
  ...one,
  ...field(`field.${one.name}`, one.team ? { options: [["", "—"]] } : (one.input ?? {}), (value) => one.problem?.(value, textOf) ?? null),
}));
const write = panel("register.write", {});
const writing = find("h2 span", write);
const cancel = button("register.cancel", () => edit(null));
write.append(
  form({
    fields: [...(register.id ? [id.node] : []), ...fields.map((one) => one.node)],
    checked: [...(register.id ? [id] : []), ...fields],
    send: "register.save",
    submit: async () => {
      const key = register.id ? (changing ?? id.input.value.trim()) : "bureau";
      await request(`${address}/${encodeURIComponent(key)}`, { method: "PUT", body: Object.fromEntries(fields.map(valueOf)) });
      setText(said, t("register.saved", { id: register.id ? key : title }));
    },
    done: () => {
      edit(null);
      load();
      (register.id ? id.input : fields[0].input).focus();
    },
  }),
);
find("form .buttons", write).prepend(cancel);

find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: title }), element("p", { class: "soft", text: t(`register.${name}.note`) })),
    element("a", { class: "action", href: href("/setup"), text: t("register.back") }),
  ),
  said,
  after.node,
  ...(register.seeded ? [element("p", { class: "filters" }, clear, name === "items" ? claims : null)] : []),
  ...(register.id ? [write, ...(name === "items" ? [duty.node] : []), list] : [list, write]),
);
edit(null);
teams();
load();

async function load() {
  after.look().catch(() => {});
  const query = new URLSearchParams({ page: String(page), size: String(PAGE), q: search.input.value.trim() });
  try {
    const answer = await request(`${address}?${query}`);
    rows = [...answer.rows].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    entries.draw(rows, (row) => row.id, cells);
    pages.update(page, Math.max(1, Math.ceil(answer.total / PAGE)), answer.total);
    setHidden(pages.node, answer.total <= PAGE);
    setHidden(
      claims,
      rows.every((row) => row.claim),
    );
    setHidden(clear, !rows.some((row) => row.seeded));
    if (!register.id && rows.length > 0) {
      edit(rows[0]);
    }
  } catch (error) {
    setText(said, sentenceOf(error));
  }
}

/** What stands in a field. @param {string} key @returns {string} */
function textOf(key) {
  return fields.find((one) => one.name === key)?.input.value ?? "";
}

/** The words of a column: those of its field without the hint behind them. @param {string} key */
function heading(key) {
  return t(key).replace(/\s*[（(].*$/, "");
}

/** @param {any} row */
function cells(row) {
  return [
    ...(register.id ? [cell("digits first", row.id)] : []),
    ...register.columns.map((column) => cell(column === "name" ? "about" : "", register.texts?.[column]?.(row) ?? shown(row[column]))),
    cell("soft", t(row.ended ? "register.ended" : row.seeded ? "register.seeded" : row.registered ? "register.own" : "register.none")),
    actions(
      register.id ? button("register.change", () => edit(row)) : null,
      name === "items" ? button("duty", () => duty.open(row, rows, today())) : null,
      register.id && row.registered && !row.ended ? button("register.end", () => end(row)) : null,
    ),
  ];
}

/** @param {unknown} value */
function shown(value) {
  return value === true ? "✓" : value === false || value === null || value === undefined ? "" : [value].flat().join(" ");
}

/** Fills the form with an entry, or empties it for a new one. @param {any} row */
function edit(row) {
  changing = row?.id ?? null;
  setText(writing, row ? t("register.changing", { id: register.id ? row.id : title }) : t("register.write"));
  id.input.value = row?.id ?? "";
  id.input.readOnly = row !== null;
  for (const one of fields) {
    if (one.kind === "check") {
      one.input.checked = row ? Boolean(row[one.name]) : Boolean(one.input.defaultChecked);
    } else {
      one.input.value = row ? shown(row[one.name]) : (one.input.getAttribute("value") ?? "");
    }
    setHidden(one.node, one.name === "correction" && !row);
  }
  setHidden(cancel, !row || !register.id);
  if (row && register.id) {
    write.scrollIntoView({ block: "nearest" });
    fields[0].input.focus();
  }
}

/** @param {typeof fields[number]} one @returns {[string, unknown]} */
function valueOf({ name: key, kind, input }) {
  const text = input.value.trim();
  const value =
    kind === "check" ? input.checked : kind === "list" ? (words(text) ?? []) : text === "" ? null : kind === "number" ? Number(text) : text;
  return [key, value];
}

/** @param {any} row */
async function end(row) {
  if (!confirm(t("register.end.ask", { id: row.id, name: row.name ?? "" }))) {
    return;
  }
  try {
    await request(`${address}/${encodeURIComponent(row.id)}`, { method: "DELETE" });
    setText(said, t("register.endedNow", { id: row.id }));
    edit(null);
  } catch (error) {
    setText(said, sentenceOf(error));
  }
  load();
}

async function clearSeeded() {
  if (!confirm(t("register.clear.ask"))) {
    return;
  }
  try {
    const { ended } = await request(address, { method: "DELETE", timeout: 60_000 });
    setText(said, t("register.cleared", { count: count(ended) }));
  } catch (error) {
    setText(said, sentenceOf(error));
  }
  load();
}

async function claim() {
  try {
    const count = await claimAll(rows, today());
    setText(said, t("duty.allClaimed", { count }));
  } catch (error) {
    setText(said, sentenceOf(error));
  }
  load();
}

/** The present day of the bureau. */
function today() {
  return dayOf(Date.now());
}

/** The teams to choose from. */
async function teams() {
  const choice = fields.find((one) => one.team)?.input;
  if (choice) {
    const { rows } = await request("/api/registers/teams");
    choice.append(...rows.map((/** @type {any} */ row) => element("option", { value: row.id, text: `${row.id} ${nameOf(row)}` })));
  }
}
