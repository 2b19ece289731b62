import { request } from "../api.js";
import { element, find, setAttribute, setHidden, setText } from "../dom.js";
import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { checks, columns, layout, values } from "../import/mapping.js";
import { drawn, follow } from "../import/report.js";
import { inLanguage, look, send } from "../import/server.js";
import { panel } from "../leaders.js";
import { href } from "../links.js";
import { shell } from "../shell.js";
import { button, cell, sentenceOf, table } from "../table.js";

/** @typedef {import("../import/mapping.js").Choices} Choices */

const ENDINGS = ".csv,.tsv,.txt,.xlsx,.xlsm,.ndjson,.jsonl";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.setup"), href: href("/setup") },
    { text: t("import.title"), href: "" },
  ],
  up: href("/setup"),
});

/** @type {File|null} */
let file = null;
/** @type {Choices} */
let choices = fresh();
/** @type {any} */
let seen = null;
let registered = { teams: /** @type {any[]} */ ([]), items: /** @type {any[]} */ ([]) };
let mayOpen = false;
/** Counts the looks, so that an answer that comes late is not drawn over a later one. */
let looks = 0;

const failure = element("p", { class: "failure", role: "alert", hidden: true });
const pick = element("input", { type: "file", accept: ENDINGS, id: "file", "aria-label": t("import.choose") });
const drop = element("label", { class: "drop", for: "file" }, element("span", { text: t("import.choose") }), pick);
const filePanel = section("import.file", drop, failure);

const layoutNode = element("div", { class: "stack" });
const keptNode = element("p", { class: "filters" });
const mapped = element("div", { class: "stack" });
const anew = element("details", { open: true }, element("summary", { text: t("import.anew") }), mapped);
const json = element("textarea", { rows: 16, spellcheck: "false", "aria-label": t("import.map") });
const expert = element(
  "details",
  {},
  element("summary", { text: t("import.map") }),
  element("p", { class: "soft", text: t("import.map.note") }),
  json,
);
const unclear = element("p", { class: "not-cleared", role: "status" });
const layoutPanel = section("import.layout", layoutNode);
const mapPanel = section("import.columns", unclear, keptNode, anew, expert);

const keep = element("input", { type: "text", maxlength: 100, id: "keep" });
const tryNode = element("div", {});
const tryButton = button("import.try", () => run(true), "action strong");
const runButton = button("import.run", () => run(false), "action strong");
const tryPanel = section("import.trial", element("p", { class: "buttons" }, tryButton), tryNode);
const runNode = element("div", {});
const runPanel = section(
  "import.import",
  element("label", { class: "asked", for: "keep" }, element("span", { text: t("import.keepAs") }), keep),
  element("p", { class: "buttons" }, runButton),
  runNode,
);
const latest = table(["audit.at", "import.fileName", "audit.actor", "import.result"], "import.noneYet");
const latestPanel = panel("import.latest", {});
latestPanel.append(latest.node);

find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("import.title") }), element("p", { class: "soft", text: t("import.note") })),
    element("a", { class: "action", href: href("/setup"), text: t("register.back") }),
  ),
  filePanel,
  layoutPanel,
  mapPanel,
  tryPanel,
  runPanel,
  latestPanel,
);
for (const later of [layoutPanel, mapPanel, tryPanel, runPanel]) {
  setHidden(later, true);
}
pick.addEventListener("change", () => choose(pick.files?.[0]));
drop.addEventListener("dragover", (/** @type {Event} */ event) => event.preventDefault());
drop.addEventListener("drop", (/** @type {DragEvent} */ event) => {
  event.preventDefault();
  choose(event.dataTransfer?.files?.[0]);
});
json.addEventListener("input", forget);
start();
list();

/** @returns {Choices} */
function fresh() {
  return { units: {}, formats: {}, teams: {}, items: {} };
}

/** @param {string} key @param {...HTMLElement} parts */
function section(key, ...parts) {
  const node = panel(key, {});
  node.append(...parts);
  return node;
}

async function start() {
  const [caller, teams, items] = await Promise.all(
    ["/api/session", "/api/registers/teams", "/api/registers/items"].map((path) => request(path)),
  );
  registered = { teams: teams.rows, items: items.rows };
  mayOpen = caller.roles.some((/** @type {string} */ role) => ["leader", "supervisor", "auditor", "admin"].includes(role));
}

/** @param {File|undefined} chosen */
function choose(chosen) {
  if (chosen) {
    file = chosen;
    choices = fresh();
    keep.value = chosen.name.replace(/\.[^.]*$/, "").slice(-100);
    see();
  }
}

/** Looks at the file, by what has been said of it. */
async function see() {
  const number = ++looks;
  setHidden(failure, true);
  setAttribute(drop, "aria-busy", "true");
  try {
    const answer = await look(/** @type {File} */ (file), choices);
    if (number === looks) {
      seen = answer;
      draw();
    }
  } catch (error) {
    setText(failure, sentenceOf(error));
    setHidden(failure, false);
  } finally {
    setAttribute(drop, "aria-busy", null);
  }
}

function draw() {
  setText(find("span", drop), t("import.chosen", { file: seen.file }));
  layoutNode.replaceChildren(...layout(seen, choices, see));
  setHidden(layoutPanel, layoutNode.childElementCount === 0);
  keptNode.replaceChildren(
    ...seen.kept.map((/** @type {string} */ name) =>
      element("button", { type: "button", class: "action", text: t("import.useKept", { name }), on: { click: () => useKept(name) } }),
    ),
  );
  mapped.replaceChildren(
    columns(seen, choices, see),
    values("team", seen, choices, registered, see),
    values("item", seen, choices, registered, see),
    ...[checks(seen)].filter((node) => node !== null),
  );
  json.value = seen.map ?? "";
  setText(unclear, seen.problem ? inLanguage(seen.problem) : "");
  setHidden(mapPanel, false);
  setHidden(tryPanel, !seen.map);
  anew.open = true;
  forget();
  if (seen.kept.length > 0 && choices.fields === undefined && !choices.team && !choices.item) {
    useKept(seen.kept.includes(keep.value) ? keep.value : seen.kept[0]);
  }
}

/** Reads the file by a map that was kept, so that what came in before is known again. @param {string} name */
async function useKept(name) {
  json.value = JSON.stringify(await request(`/api/maps/${encodeURIComponent(name)}`), null, 2);
  keep.value = name;
  setText(unclear, t("import.keptUsed", { name }));
  anew.open = false;
  setHidden(tryPanel, false);
  forget();
}

/** A trial holds for the map it was made with only. */
function forget() {
  tryNode.replaceChildren();
  setHidden(runPanel, true);
}

/** @param {boolean} dryRun */
async function run(dryRun) {
  const node = dryRun ? tryNode : runNode;
  for (const one of [tryButton, runButton]) {
    setAttribute(one, "disabled", "");
  }
  try {
    const map = json.value;
    if (!dryRun && keep.value.trim()) {
      await request(`/api/maps/${encodeURIComponent(keep.value.trim())}`, { method: "PUT", body: JSON.parse(map) });
    }
    const { id } = await send("/api/imports", /** @type {File} */ (file), { map, dryRun: String(dryRun) });
    const report = await follow(id, (now) => node.replaceChildren(drawn(now, mayOpen)));
    if (dryRun) {
      setHidden(runPanel, report.state !== "done" || report.accepted === 0);
      setText(runButton, t("import.run", { count: report.rows - report.rowsFailed }));
      runNode.replaceChildren();
    }
  } catch (error) {
    node.replaceChildren(element("p", { class: "failure", role: "alert", text: sentenceOf(error) }));
  } finally {
    for (const one of [tryButton, runButton]) {
      setAttribute(one, "disabled", null);
    }
  }
  list();
}

async function list() {
  try {
    const reports = await request("/api/imports");
    latest.draw(
      reports.filter((/** @type {any} */ report) => !report.dryRun).slice(0, 10),
      (report) => report.id,
      (report) => [
        cell("digits first", stamp(report.started)),
        cell("about", report.file),
        cell("", report.by),
        cell("about", t("import.sums", { ...report, wrong: report.rowsFailed })),
      ],
    );
  } catch (error) {
    setText(failure, sentenceOf(error));
    setHidden(failure, false);
  }
}
