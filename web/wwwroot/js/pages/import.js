import { request } from "../api.js";
import { element, find, setAttribute, setHidden, setText } from "../dom.js";
import { stamp } from "../format.js";
import { inLanguage, t } from "../i18n.js";
import { board } from "../import/board.js";
import { choicesOf, unsaid } from "../import/choices.js";
import { keptMaps } from "../import/kept.js";
import { checks, kind, layout, values } from "../import/mapping.js";
import { asEvents, drawn, follow } from "../import/report.js";
import { look, send } from "../import/server.js";
import { panel } from "../panel.js";
import { href } from "../links.js";
import { shell } from "../shell.js";
import { onward } from "../steps.js";
import { button, cell, sentenceOf, table } from "../table.js";

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
let choices = unsaid();
/** A map that is read by as it stands, and not made from the choices: one that was kept, or written by hand. @type {string|null} */
let given = null;
/** The kept map that the choices are of. */
let basis = "";
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
const unclear = element("p", { class: "not-cleared", role: "status" });
const anew = element("button", { type: "button", class: "action", text: t("import.anew"), on: { click: () => changed() } });
const mapped = element("div", { class: "stack" });
const json = element("textarea", { rows: 16, spellcheck: "false", "aria-label": t("import.map") });
const expert = element(
  "details",
  {},
  element("summary", { text: t("import.map") }),
  element("p", { class: "soft", text: t("import.map.note") }),
  json,
);
const kept = keptMaps({ use: useKept, map: () => json.value });
const layoutPanel = section("import.layout", layoutNode);
const mapPanel = section("import.columns", unclear, anew, mapped, kept.node, expert);

const rowsNode = element("div", {});
const tryNode = element("div", {});
const tryButton = button("import.try", () => run(true), "action strong");
const runButton = button("import.run", () => run(false), "action strong");
const tryPanel = section(
  "import.trial",
  element("p", { class: "soft", text: t("import.rows") }),
  rowsNode,
  element("p", { class: "buttons" }, tryButton),
  tryNode,
);
const runNode = element("div", {});
const keepToo = element("input", { type: "checkbox", checked: true, id: "keep-too" });
const runPanel = section(
  "import.import",
  element("label", { class: "asked", for: "keep-too" }, keepToo, element("span", { text: t("import.keepToo") })),
  element("p", { class: "buttons" }, runButton),
  runNode,
);
const latest = table(["audit.at", "import.fileName", "audit.actor", "import.result"], "import.noneYet");
const latestPanel = panel("import.latest", {});
latestPanel.append(latest.node);

const after = onward("data");
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("import.title") }), element("p", { class: "soft", text: t("import.note") })),
    element("a", { class: "action", href: href("/setup"), text: t("register.back") }),
  ),
  after.node,
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
json.addEventListener("change", () => {
  given = json.value;
  see();
});
start();
list();

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
async function choose(chosen) {
  if (!chosen) {
    return;
  }
  file = chosen;
  choices = unsaid();
  given = null;
  basis = "";
  seen = null;
  for (const later of [layoutPanel, mapPanel, tryPanel, runPanel]) {
    setHidden(later, true);
  }
  kept.name.value = chosen.name.replace(/\.[^.]*$/, "").slice(-100);
  await see();
  // What came in by a map before is known again by the same map only.
  const fitting = seen?.kept ?? [];
  if (fitting.length > 0) {
    await kept.open(fitting.includes(kept.name.value) ? kept.name.value : fitting[0]);
  }
}

/** Something was said of the columns: the map follows from that again. */
function changed() {
  given = null;
  see();
}

/** Looks at the file, by what has been said of it. */
async function see() {
  const number = ++looks;
  setHidden(failure, true);
  setAttribute(drop, "aria-busy", "true");
  try {
    const answer = await look(/** @type {File} */ (file), choices, given ?? "");
    if (number === looks) {
      seen = answer;
      draw();
    }
  } catch (error) {
    if (number === looks) {
      setText(given === null ? failure : unclear, sentenceOf(error));
      setHidden(failure, given !== null);
      setHidden(tryPanel, true);
      forget();
    }
  } finally {
    setAttribute(drop, "aria-busy", null);
  }
}

function draw() {
  const isByHand = given !== null && choicesOf(given) === null;
  const focused = document.activeElement?.getAttribute("data-key");
  setText(find("span", drop), t("import.chosen", { file: seen.file }));
  layoutNode.replaceChildren(...layout(seen, choices, changed));
  setHidden(layoutPanel, layoutNode.childElementCount === 0);
  const parts = [
    kind(seen, choices, changed),
    board(seen, choices, changed),
    values("team", seen, choices, registered, changed),
    values("item", seen, choices, registered, changed),
    checks(seen),
  ];
  mapped.replaceChildren(...parts.filter((node) => node !== null));
  setHidden(mapped, isByHand);
  setHidden(anew, !isByHand);
  json.value = given ?? seen.map ?? "";
  setText(unclear, sentence(isByHand));
  rowsNode.replaceChildren(...(seen.rows ? [asEvents(seen.rows)] : []));
  setHidden(mapPanel, false);
  setHidden(tryPanel, json.value === "");
  forget();
  kept.draw(seen.kept);
  if (focused) {
    /** @type {HTMLElement|null} */ (document.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
  }
}

/** What is to be known of the map before anything else. @param {boolean} isByHand */
function sentence(isByHand) {
  if (given !== null) {
    return isByHand ? t("import.byHand") : t("import.keptUsed", { name: kept.name.value });
  }
  if (seen.missing.length > 0) {
    return t("import.missing", {
      fields: seen.missing.map((/** @type {string} */ field) => t(`import.field.${field}`)).join(t("list.and")),
    });
  }
  return seen.problem ? inLanguage(seen.problem) : basis ? t("import.keptChanged", { name: basis }) : "";
}

/** Reads the file by a map that was kept, so that what came in before is known again. @param {string} name @param {string} map */
async function useKept(name, map) {
  choices = choicesOf(map) ?? choices;
  given = map;
  basis = name;
  kept.name.value = name;
  if (file) {
    await see();
  }
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
    if (!dryRun && keepToo.checked && kept.name.value.trim()) {
      await kept.keep();
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
  after.look().catch(() => {});
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
