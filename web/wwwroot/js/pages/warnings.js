import { acknowledge } from "../acknowledge.js";
import { request } from "../api.js";
import { lookForUpdate } from "../build.js";
import { LEVELS } from "../catalogue.js";
import { thresholds } from "../definition.js";
import { changes, element, find, keyed, setAttribute, setHidden, setText } from "../dom.js";
import { evidence } from "../evidence.js";
import { belongs, NO_TEAM, questions, queryText, warningCount } from "../figures.js";
import { levelText, levelTotals, nothingText, teamText, whenText } from "../folds.js";
import { count, dueText, eventsText, stamp } from "../format.js";
import { known, nameOf, t } from "../i18n.js";
import { jurisdiction } from "../jurisdiction.js";
import { panel } from "../leaders.js";
import { href, parameter, recordHref, teamHref } from "../links.js";
import { follow } from "../live/follow.js";
import { numberNode, setNumber } from "../parts.js";
import { needRules, onRules, rules, textOf, warningTitle, warningRule } from "../rules.js";
import { shell, stand } from "../shell.js";
import { sound } from "../sound.js";
import { fold, isMoreUrgent, matches } from "../warnings.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("../warnings.js").Fold} Fold */
/** @typedef {import("../evidence.js").Row} Row */

const FILTERS = /** @type {const} */ (["level", "rule", "team", "acknowledged"]);
const COLUMNS = [...LEVELS, "acknowledged"];
const SIZE = 100;

/** An open list is fetched again at most this often while the figures move. */
const LIST_AFTER = 2_000;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.warnings"), href: "" },
  ],
  up: href("/"),
});
const view = `jurisdiction/${jurisdiction()}`;

const bell = sound();
const said = element("p", { class: "said", role: "status" });
const levelPanel = panel("panel.byLevel", {});
const rulePanel = panel("panel.byRule", {});
const teamPanel = panel("panel.byTeam", {});
const cardPanel = panel("panel.warnings", { note: "panel.folds" });
const loading = element("p", { class: "soft", text: t("app.loading") });
const body = element("div", { class: "sheets", hidden: true });

/** @param {string} value @param {string} text */
const option = (value, text) => element("option", { value, text });
const all = () => option("", t("filter.all"));
/** @type {Record<string, any>} */
const fields = {
  level: element("select", {}, all(), ...LEVELS.map((level) => option(level, levelText(level)))),
  rule: element("select"),
  team: element("select"),
  acknowledged: element("select", {}, all(), ...["no", "yes"].map((value) => option(value, known(`filter.acknowledged.${value}`, value)))),
};
const form = element(
  "form",
  { class: "filters" },
  ...FILTERS.map((name) => element("label", {}, element("span", { text: t(`filter.${name}`) }), fields[name])),
);
const list = element("ol", { class: "cards-of-warnings" });
const none = element("p", { class: "none", hidden: true });
cardPanel.append(form, list, none);
body.append(levelPanel, element("div", { class: "two" }, rulePanel, teamPanel), cardPanel);
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("nav.warnings") }), element("p", { class: "soft", text: t("warning.note") })),
    bell.button,
  ),
  said,
  loading,
  body,
);

const levels = levelTotals(levelPanel, { view });
const byRule = countTable(rulePanel, "col.rule");
const byTeam = countTable(teamPanel, "col.team");
const ask = acknowledge((targets) => {
  setText(said, t("acknowledge.done", { count: count(targets.length) }));
  open.forEach((one) => one.load());
});

/** @type {ViewDocument|null} */
let doc = null;
/** @type {Fold[]|null} null until the first figures of this page's own link */
let folds = null;
let isHeard = false;
/** @type {Map<string, {load: () => void, look: () => void}>} the lists that are open, by fold */
const open = new Map();
const changed = changes();

/** @returns {import("../warnings.js").Filter} */
const filter = () => Object.fromEntries(FILTERS.map((name) => [name, fields[name].value]));
fields.level.value = parameter("level") ?? "";
fields.acknowledged.value = parameter("acknowledged") ?? "";
form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
form.addEventListener("change", () => {
  history.replaceState(null, "", href("/warnings", /** @type {Record<string, string>} */ (filter())));
  open.forEach((one) => one.load());
  drawCards();
});

const live = follow({
  view,
  draw: (held, standing) => draw(held.doc, standing.isLinked),
  tick: (standing) => stand(standing),
  onUp: lookForUpdate,
});
const refreshEvidence = evidence(() => ({ doc, period: null, isLive: live.standing().freshness === "live" }));
onRules(() => draw(doc, isHeard));

/** @param {ViewDocument|null} present @param {boolean} isLinked */
function draw(present, isLinked) {
  if (!present) {
    return;
  }
  doc = present;
  setHidden(body, false);
  setHidden(loading, true);
  needRules(doc.rulesVersion);
  if (changed("warnings", doc.warnings, doc.teams, doc.day, rules())) {
    const before = folds;
    folds = fold(doc);
    // What was open already when the page came to life is not new.
    if (isHeard && before !== null && isMoreUrgent(before, folds)) {
      bell.ring();
    }
    levels.update(doc);
    drawTables(doc);
    choices(doc);
    drawCards();
    open.forEach((one) => one.look());
  }
  isHeard ||= isLinked;
  refreshEvidence?.();
}

/** @param {ViewDocument} from */
function drawTables(from) {
  const teams = sortedTeams(from);
  byRule.update(
    Object.keys(from.warnings?.rules ?? {})
      .filter((id) => warningCount(from.warnings, id) > 0)
      .sort()
      .map((id) => ({
        id,
        text: warningTitle(id),
        link: href("/rules") + `#${id}`,
        counts: from.warnings?.rules?.[id] ?? {},
        query: { view, warning: id },
      })),
  );
  byTeam.update(
    teams.map(([id, team]) => ({
      id,
      text: teamText(from, id),
      link: teamHref(id),
      counts: team.warnings ?? {},
      query: { view: `team/${id}`, warning: "all" },
    })),
  );
}

/** @param {ViewDocument} from */
function sortedTeams(from) {
  return Object.entries(from.teams ?? {}).sort(([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"));
}

/** What can be chosen: every rule of the rule set, every team. @param {ViewDocument} from */
function choices(from) {
  const found = [...new Set([...(rules()?.warnings ?? []).map(({ id }) => id), ...Object.keys(from.warnings?.rules ?? {})])].sort();
  fill(
    fields.rule,
    found.map((id) => [id, warningTitle(id)]),
    parameter("rule"),
  );
  fill(
    fields.team,
    [...sortedTeams(from).map(([id, team]) => /** @type {[string, string]} */ ([id, nameOf(team, id)])), [NO_TEAM, t("warning.noTeam")]],
    parameter("team"),
  );
}

/** @param {HTMLSelectElement & {isFilled?: boolean}} field @param {[string, string][]} entries @param {string|null} asked */
function fill(field, entries, asked) {
  const value = field.isFilled ? field.value : (asked ?? "");
  keyed(
    field,
    [["", t("filter.all")], ...entries],
    ([id]) => id,
    ([id, text]) => option(id, text),
    (node, [, text]) => setText(node, text),
  );
  field.value = value;
  field.isFilled = true;
}

function drawCards() {
  if (!doc || !folds) {
    return;
  }
  const asked = filter();
  const shown = folds.filter((one) => matches(one, asked));
  setHidden(none, shown.length > 0);
  setText(none, folds.length === 0 ? nothingText(doc) : t("warning.noneMatch"));
  setAttribute(none, "data-unheard", doc.unheard ? "" : null);
  setAttribute(none, "data-none", folds.length === 0 ? "all" : "filter");
  for (const key of open.keys()) {
    if (!shown.some((one) => one.key === key)) {
      open.delete(key);
    }
  }
  keyed(
    list,
    shown,
    ({ key }) => key,
    createCard,
    (node, one) => updateCard(node, one),
  );
}

/** @param {Fold} one */
function createCard(one) {
  const level = element("b", { class: "level" });
  const rule = element("span", { class: "rule" });
  const team = element(one.team === "" ? "span" : "a", { class: "team", href: one.team === "" ? null : teamHref(one.team) });
  const number = numberNode();
  const split = element("span", { class: "split soft" });
  const next = element("span", { class: "next" });
  const seen = element("span", { class: "seen" });
  const condition = element("p", { class: "soft condition" });
  const id = `list-${one.key.replace(/\W+/g, "-")}`;
  const toggle = element("button", {
    type: "button",
    class: "action",
    "aria-expanded": "false",
    "aria-controls": id,
    text: t("warning.more"),
  });
  const region = element("div", { class: "list", id, hidden: true });
  const node = Object.assign(
    element(
      "li",
      {},
      element("div", { class: "head" }, level, element("h3", {}, rule, " · ", team), element("p", { class: "count" }, number), toggle),
      element("p", { class: "facts" }, split, next, seen),
      condition,
      region,
    ),
    { level, rule, team, number, split, next, seen, condition, one },
  );
  toggle.addEventListener("click", () => {
    const isOpen = region.hidden;
    setHidden(region, !isOpen);
    setAttribute(toggle, "aria-expanded", String(isOpen));
    setText(toggle, t(isOpen ? "warning.less" : "warning.more"));
    if (isOpen) {
      const rows = rowList(region, () => node.one);
      open.set(node.one.key, rows);
      rows.load();
    } else {
      open.delete(node.one.key);
      region.replaceChildren();
    }
  });
  return node;
}

/** @param {any} node @param {Fold} one */
function updateCard(node, one) {
  const asked = /** @type {import("../live/types.js").Level|""} */ (fields.level.value);
  const shownLevel = asked || one.level;
  const today = doc?.day ?? "";
  const first = one.top.find((warning) => !asked || warning.level === asked);
  node.one = one;
  setAttribute(node, "data-level", shownLevel);
  setText(node.level, levelText(shownLevel));
  setText(node.rule, warningTitle(one.rule));
  setText(node.team, teamText(doc, one.team));
  setNumber(
    node.number,
    count(asked ? one.levels[asked] : one.count),
    { ...one.query, ...(asked ? { level: asked } : {}) },
    `${warningTitle(one.rule)} ${teamText(doc, one.team)}`,
  );
  setText(
    node.split,
    LEVELS.filter((level) => one.levels[level] > 0)
      .map((level) => `${levelText(level)} ${count(one.levels[level])}`)
      .join("　"),
  );
  setText(node.next, first ? t("warning.next", { subject: `${first.subject} ${whenText(first, today)}` }) : "");
  setHidden(node.next, !first);
  setText(
    node.seen,
    one.acknowledged > 0
      ? `◐ ${t("warning.acknowledged.of", { acknowledged: count(one.acknowledged), count: count(one.count) })}`
      : `○ ${t("warning.unacknowledged")}`,
  );
  const rule = warningRule(one.rule);
  setText(node.condition, rule ? [textOf(rule, "condition"), thresholds(rule), textOf(rule, "article")].filter(Boolean).join(" · ") : "");
}

/**
 * The warnings of a card, a page at a time.
 * @param {HTMLElement} root
 * @param {() => Fold} of
 */
function rowList(root, of) {
  /** @type {Row[]} */
  let rows = [];
  /** @type {string|null} */
  let next = null;
  let total = 0;
  let session = 0;
  let lookedAt = 0;
  let timer = 0;
  /** @type {Set<string>} */
  const picked = new Set();
  const message = element("p", { class: "soft", role: "status", text: t("warning.loading") });
  const lines = element("tbody");
  const everyone = element("input", { type: "checkbox", "aria-label": t("acknowledge.pickAll") });
  const together = element("button", { type: "button", class: "action", hidden: true });
  const more = element("button", { type: "button", class: "action", hidden: true });
  const table = element(
    "table",
    {},
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", {}, everyone),
        ...["col.level", "col.kind", "col.id", "col.due", "col.left", "col.since", "col.acknowledged"].map((key) =>
          element("th", { text: t(key) }),
        ),
      ),
    ),
    lines,
  );
  root.append(element("div", { class: "scroll", tabindex: "0" }, table), message, element("p", { class: "pager" }, more, together));

  const keyOf = (/** @type {Row} */ row) => `${row.kind}/${row.id}`;
  const target = (/** @type {Row} */ row) => ({ rule: of().rule, kind: row.kind, id: row.id });
  const visible = () =>
    rows.filter((row) => !fields.acknowledged.value || (fields.acknowledged.value === "yes") === Boolean(row.acknowledged));

  const draw = () => {
    const shown = visible();
    const today = doc?.day ?? "";
    const open = shown.filter((row) => !row.acknowledged);
    for (const key of picked) {
      if (!open.some((row) => keyOf(row) === key)) {
        picked.delete(key);
      }
    }
    everyone.checked = open.length > 0 && picked.size === open.length;
    everyone.disabled = open.length === 0;
    setHidden(together, picked.size === 0);
    setText(together, t("acknowledge.picked", { count: count(picked.size) }));
    setHidden(more, next === null);
    setText(more, t("warning.moreRows", { count: Math.min(SIZE, Math.max(0, total - rows.length)) }));
    setText(
      message,
      shown.length === 0 ? t("warning.noneMatch") : t("evidence.loaded", { loaded: count(rows.length), total: count(total) }),
    );
    keyed(
      lines,
      shown,
      keyOf,
      (row) => {
        const pick = element("input", { type: "checkbox", "aria-label": t("acknowledge.pick", { id: row.id }) });
        const level = element("td", { class: "stage level" });
        const due = element("td", { class: "digits" });
        const left = element("td", { class: "stage" });
        const since = element("td", { class: "digits" });
        const state = element("span");
        const button = element("button", {
          type: "button",
          class: "action small",
          text: t("acknowledge.one"),
          on: { click: () => ask.open([target(row)]) },
        });
        pick.addEventListener("change", () => {
          picked[pick.checked ? "add" : "delete"](keyOf(row));
          draw();
        });
        return Object.assign(
          element(
            "tr",
            {},
            element("td", {}, pick),
            level,
            element("td", { text: known(`kind.${row.kind}`, row.kind) }),
            element("td", {}, element("a", { class: "digits", href: recordHref(row.kind, row.id), text: row.id })),
            due,
            left,
            since,
            element("td", { class: "stage" }, state, button),
          ),
          { pick, level, due, left, since, state, button },
        );
      },
      (node, row) => {
        node.pick.checked = picked.has(keyOf(row));
        setHidden(node.pick, Boolean(row.acknowledged));
        setText(node.level, row.level ? levelText(row.level) : "");
        setAttribute(node.level, "data-level", row.level ?? null);
        setText(node.due, row.due ?? "");
        setText(node.left, row.due ? dueText(row.due, today) : eventsText(row));
        setText(node.since, row.since ? stamp(row.since).slice(0, 16) : "");
        setText(node.state, row.acknowledged ? `◐ ${t("warning.acknowledged.row")}` : "");
        setHidden(node.button, Boolean(row.acknowledged));
      },
    );
  };

  /** @param {number} size @param {string|null} from */
  const fetchPage = (size, from) => {
    const level = fields.level.value;
    const [question] = questions({ ...of().query, ...(level ? { level } : {}) });
    return request(`/api/evidence?${queryText(question)}&size=${size}${from ? `&next=${encodeURIComponent(from)}` : ""}`);
  };

  /** @param {number} size @param {string|null} from @param {Row[]} before */
  const take = async (size, from, before) => {
    const mine = ++session;
    lookedAt = Date.now();
    try {
      const answer = await fetchPage(size, from);
      if (mine === session) {
        rows = [...before, ...answer.rows.filter((/** @type {Row} */ row) => belongs(of().query, row, doc?.day ?? ""))];
        next = answer.next ?? null;
        total = of().query.team ? rows.length : answer.total;
        draw();
      }
    } catch (error) {
      if (mine === session) {
        setText(message, t("evidence.failed", { reason: error instanceof Error ? error.message : String(error) }));
        timer = window.setTimeout(load, 3_000);
      }
    }
  };
  const load = () => {
    clearTimeout(timer);
    return take(Math.max(SIZE, rows.length), null, []);
  };

  more.addEventListener("click", () => take(SIZE, next, rows));
  everyone.addEventListener("change", () => {
    picked.clear();
    if (everyone.checked) {
      visible()
        .filter((row) => !row.acknowledged)
        .forEach((row) => picked.add(keyOf(row)));
    }
    draw();
  });
  together.addEventListener("click", () => ask.open(rows.filter((row) => picked.has(keyOf(row))).map(target)));
  return {
    load,
    look: () => {
      clearTimeout(timer);
      timer = window.setTimeout(load, Math.max(0, lookedAt + LIST_AFTER - Date.now()));
    },
  };
}

/**
 * Counts by level, in a fixed order of rows; each number opens its evidence.
 * @param {HTMLElement} root @param {string} head
 */
function countTable(root, head) {
  const lines = element("tbody");
  root.append(
    element("p", { class: "soft", text: t("warning.note.list") }),
    element(
      "div",
      { class: "scroll" },
      element(
        "table",
        { class: "counts" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { text: t(head) }),
            ...LEVELS.map((level) => element("th", { class: "right level", "data-level": level, text: levelText(level) })),
            element("th", { class: "right", text: `◐ ${t("warning.acknowledged")}` }),
          ),
        ),
        lines,
      ),
    ),
  );
  return {
    /**
     * @param {{id: string, text: string, link: string, counts: import("../live/types.js").LevelCounts,
     *   query: import("../figures.js").Query}[]} rows
     */
    update(rows) {
      keyed(
        lines,
        rows,
        ({ id }) => id,
        ({ link }) => {
          const name = element("a", { href: link });
          const numbers = COLUMNS.map(() => numberNode());
          return Object.assign(
            element("tr", {}, element("th", { scope: "row" }, name), ...numbers.map((number) => element("td", { class: "right" }, number))),
            { name, numbers },
          );
        },
        (node, { text, counts, query }) => {
          setText(node.name, text);
          COLUMNS.forEach((column, index) => {
            const narrowed = column === "acknowledged" ? { ...query, acknowledged: "true" } : { ...query, level: column };
            const name = column === "acknowledged" ? t("warning.acknowledged") : levelText(/** @type {any} */ (column));
            const value = /** @type {Record<string, any>} */ (counts)[column] ?? 0;
            setNumber(node.numbers[index], count(value), narrowed, `${text} ${name}`);
            setAttribute(node.numbers[index], "data-zero", value === 0 ? "" : null);
          });
        },
      );
    },
  };
}
