import { request } from "../api.js";
import { find } from "../dom.js";
import { claimAll, duties } from "../duties.js";
import { button } from "../form.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href, idOfPage } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { onward } from "../onward.js";
import { entryForm, shown } from "../register/entry.js";
import { REGISTERS } from "../registers.js";
import { shell } from "../shell.js";
import { dayOf } from "../time.js";
import { turner } from "../turner.js";

const PAGE = 100;
const name = idOfPage() in REGISTERS ? idOfPage() : "teams";
const register = REGISTERS[name];
const address = `/api/registers/${name}`;
const title = t(`register.${name}`);
const hasDuties = name === "items";
const COLUMNS = [register.id ?? [], register.columns.map((column) => `field.${column}`), "register.from", "col.actions"]
  .flat()
  .map(heading);

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.setup"), href: href("/setup") },
    { text: title, href: "" },
  ],
  up: href("/setup"),
});

const asked = { page: 1, q: "" };
/** As they are listed; null until they are here. @type {any[]|null} */
let rows = null;
let total = 0;
let said = "";
/** @type {any} */
let setup = null;

const duty = duties({ done: over, failed: (error) => over(sentenceOf(error)), draw });
const entry = entryForm({ register, address, title, draw, saved: over });
entry.edit(null);
load();

async function load() {
  const query = new URLSearchParams({ page: String(asked.page), size: String(PAGE), q: asked.q.trim() });
  try {
    const answer = await request(`${address}?${query}`);
    rows = [...answer.rows].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    total = answer.total;
    if (!register.id && rows.length > 0) {
      entry.edit(rows[0]);
    }
  } catch (error) {
    said = sentenceOf(error);
  }
  draw();
  setup = await request("/api/setup").catch(() => setup);
  draw();
}

function draw() {
  const [write, list] = [entry.drawn(), panel({ key: "register.list" }, listed())];
  render(
    html`<div class="title">
        <div>
          <h1>${title}</h1>
          <p class="soft">${t(`register.${name}.note`)}</p>
        </div>
        <a class="action" href=${href("/setup")}>${t("register.back")}</a>
      </div>
      <p class="said" role="status" .textContent=${said}></p>
      ${onward(name === "bureaus" ? "bureau" : name, setup)} ${register.seeded ? html`<p class="filters">${ofAll()}</p>` : nothing}
      ${register.id ? [write, duty.drawn(), list] : [list, write]}`,
    find("#main"),
  );
}

/** What can be done with all entries at once. */
function ofAll() {
  return [
    rows?.some((row) => row.seeded) ? button("register.clear", clearSeeded) : nothing,
    hasDuties && rows?.some((row) => !row.claim) ? button("duty.claimAll", claim) : nothing,
  ];
}

function listed() {
  const search = (/** @type {Event} */ event) => {
    Object.assign(asked, { page: 1, q: /** @type {HTMLInputElement} */ (event.target).value });
    load();
  };
  const turn = (/** @type {number} */ step) => {
    asked.page += step;
    load();
  };
  const pages = Math.ceil(total / PAGE);
  return html`${
    register.searched
      ? html`<p class="filters">
          <label><span>${t("filter.query")}</span><input type="search" autocomplete="off" @change=${search} /></label>
        </p>`
      : nothing
  }
  ${lines(COLUMNS, rows, (row) => row.id, cells, "register.empty")}
  ${pages > 1 ? turner({ page: asked.page, pages, total }, turn) : nothing}`;
}

/** @param {any} row @returns {[string, unknown][]} */
function cells(row) {
  /** @type {[string, unknown][]} */
  const texts = register.columns.map((column) => [column === "name" ? "about" : "", register.texts?.[column]?.(row) ?? shown(row[column])]);
  if (register.id) {
    texts.unshift(["digits first", row.id]);
  }
  return [
    ...texts,
    ["soft", t(row.ended ? "register.ended" : row.seeded ? "register.seeded" : row.registered ? "register.own" : "register.none")],
    [
      "actions",
      [
        register.id ? button("register.change", () => entry.edit(row)) : nothing,
        hasDuties ? button("duty", () => duty.open(row, rows ?? [], dayOf(Date.now()))) : nothing,
        register.id && row.registered && !row.ended ? button("register.end", () => end(row)) : nothing,
      ],
    ],
  ];
}

/** The words of a column: those of its field without the hint behind them. @param {string} key */
function heading(key) {
  return t(key).replace(/\s*[（(].*$/, "");
}

/** Says what was done, and lists what is so now. @param {string} told */
function over(told) {
  said = told;
  load();
}

/** @param {any} row */
async function end(row) {
  if (confirm(t("register.end.ask", { id: row.id, name: row.name ?? "" }))) {
    await act(async () => {
      await request(`${address}/${encodeURIComponent(row.id)}`, { method: "DELETE" });
      entry.edit(null);
      return t("register.endedNow", { id: row.id });
    });
  }
}

async function clearSeeded() {
  if (confirm(t("register.clear.ask"))) {
    await act(async () => {
      const { ended } = await request(address, { method: "DELETE", timeout: 60_000 });
      return t("register.cleared", { count: count(ended) });
    });
  }
}

function claim() {
  act(async () => {
    const claimed = await claimAll(rows ?? [], dayOf(Date.now()));
    return claimed > 0 ? t("duty.allClaimed", { count: claimed }) : "";
  });
}

/** @param {() => Promise<string>} work which says what it has done */
async function act(work) {
  over(await work().catch(sentenceOf));
}
