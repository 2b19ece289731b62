import { INSPECTIONS, LEVELS, LEVEL_SHAPES, LIMIT_WARNING } from "./catalogue.js";
import { lookForUpdate } from "./build.js";
import { changes, element, find, keyed, setAttribute, setHidden, setStyle, setText } from "./dom.js";
import { evidence } from "./evidence.js";
import { figure, isUnheard, sum, sumCheck, warningCount } from "./figures.js";
import { foldList, levelTotals } from "./folds.js";
import { clockOn, count, itemTitle, NONE, periodLabels, splitName, stamp } from "./format.js";
import { lang, nameOf, t } from "./i18n.js";
import { href, itemHref, teamHref } from "./links.js";
import { follow } from "./live/follow.js";
import { ageing, board, gauges, numberNode, periodsOf, recent, setNumber, sizeAlike, stages, trends } from "./parts.js";
import { needRules, onRules, rules } from "./rules.js";
import { stand } from "./shell.js";
import { dayOf } from "./time.js";
import { fold, isMoreUrgent } from "./warnings.js";

/** @typedef {import("./live/follow.js").Standing} Standing */
/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").Part} Part */

const TURN_AFTER = 12_000;

/** A line of the warnings' panel in hundredths of the picture's width, and how many there are at least. */
const FOLD_HEIGHT = 2.3;
const MIN_FOLDS = 3;

/** As the style sheet has it: a page that scrolls, in which nothing turns by itself. */
const isNarrow = matchMedia("(max-width: 1000px), (max-aspect-ratio: 1/1)");
const NARROW_FOLDS = 8;
const NARROW_ITEMS = 10;

/** Before there were any figures. @type {import("./warnings.js").Fold[]} */
const none = [];

/** Catalogue items first, what could not be classified last. @param {string} id */
function rank(id) {
  return /^S\d+$/.test(id) ? 0 : 1;
}

/**
 * The wall of a view, drawn on the mark-up of `index.html`.
 *
 * @param {object} options
 * @param {string} options.view
 * @param {boolean} [options.isScreen]  nobody stands before it who could open a number
 * @param {string} [options.path]       of the hub
 * @param {Record<string, (...values: any[]) => void>} [options.messages]  what else the hub may say
 * @param {() => void} [options.onUp]   each time the figures flow again
 * @param {(before: import("./warnings.js").Fold[], now: import("./warnings.js").Fold[]) => void} [options.onWarnings]  they are others
 */
export function wall({ view, isScreen = false, path, messages, onUp = () => {}, onWarnings = () => {} }) {
  find("#name a").setAttribute("href", href("/bureau"));
  find("#warnings h2 a").setAttribute("href", href("/warnings"));
  find(".today a").setAttribute("href", href("/calendar"));
  find("#metrics .rows a").setAttribute("href", href("/rules"));
  const [kind, code] = [view.slice(0, view.indexOf("/")), view.slice(view.indexOf("/") + 1)];
  document.body.dataset.kind = kind;

  /** The style sheet's `--u`: a hundredth of the width of a 16:9 picture that fits the window; on a narrow screen of the size of text. */
  const unit = () => {
    const style = getComputedStyle(document.body);
    return (parseFloat(style.fontSize) / 1.1) * Number(style.getPropertyValue("--scale") || 1);
  };
  /** Whether this is a page that scrolls; a paired screen is a picture always. */
  const isPage = () => !isScreen && isNarrow.matches;

  const counters = board(find("#board"), { view, period: null, money: true });
  const openStages = stages(find("#open"), { view });
  const ages = ageing(find("#ageing"), { view });
  const late = levelTotals(find("#ageing"), { view, ...LIMIT_WARNING, name: t("panel.ageing.limit") });
  const rates = gauges(find("#metrics"), { view });
  const levels = levelTotals(find("#warnings"), { view });
  const cards = foldList(find("#warnings"), { isWall: true });
  const charts = trends({ months: find("#months"), days: find("#days"), view, fontSize: () => unit() * (lang === "en" ? 0.88 : 0.95) });
  const ticker = recent(find("#recent"), 4);
  const changed = changes();

  let page = 0;
  let isHeld = false;
  let sheet = 0;
  let turnedAt = Date.now();
  let isSheetHeld = false;
  /** How many lines the panel has room for, if each is of one or two; and how many fit, as was seen. */
  let room = MIN_FOLDS;
  let fitting = Infinity;
  let looking = 0;
  let itemRows = 3;
  let folds = none;
  /** @type {ViewDocument|null} */
  let shownDoc = null;

  const live = follow({
    view,
    draw,
    tick,
    path,
    messages,
    onUp: () => {
      lookForUpdate();
      onUp();
    },
  });
  const refreshEvidence = isScreen ? null : evidence(() => ({ doc: shownDoc, period: null, isLive: live.standing().freshness === "live" }));

  /** @param {import("./live/state.js").Held} held @param {Standing} standing */
  function draw(held, standing) {
    const { doc } = held;
    if (!doc) {
      return;
    }
    shownDoc = doc;
    const today = dayOf(standing.now);
    const periods = periodsOf(doc.day, null);
    const labels = periodLabels(doc.day, today);
    if (changed("name", doc.name)) {
      setText(find("#name a"), nameOf(doc, code));
      document.title = `${nameOf(doc, code)} · ${t("app.title")}`;
    }
    if (changed("board", doc.counters, doc.day, today)) {
      counters.update(doc.counters, periods, labels);
      setText(find("#items-period"), labels.year);
      setText(find("#metrics .rows span"), labels.year);
    }
    if (changed("open", doc.open)) {
      openStages.update(doc.open);
      ages.update(doc.open);
    }
    needRules(doc.rulesVersion);
    if (changed("metrics", doc.metrics, doc.day, rules())) {
      rates.update(doc.metrics, periods.year);
    }
    if (changed("folds", doc.warnings, doc.day, ...Object.values(doc.teams ?? {}).map(({ warnings }) => warnings))) {
      const before = folds;
      folds = fold(doc);
      // What is new and urgent interrupts the turning of the pages.
      if (isMoreUrgent(before, folds)) {
        sheet = 0;
        turnedAt = Date.now();
      }
      if (before !== none) {
        onWarnings(before, folds);
      }
      levels.update(doc);
      late.update(doc);
    }
    if (changed("warnings", folds, doc.day, sheet, rules())) {
      drawWarnings(doc);
    }
    if (changed("teams", doc.teams, doc.day, today)) {
      drawTeams(doc, labels.day);
    }
    if (changed("items", doc.items, doc.day, page)) {
      drawItems(doc);
    }
    if (changed("recent", doc.recent)) {
      ticker.update(doc);
    }
    if (changed("sources", doc.sources, doc.sourcesUnheard)) {
      drawSources(doc);
    }
    charts.update(doc);
    if (changed("sum", doc)) {
      drawSum(doc);
    }
    refreshEvidence?.();
  }

  /** @param {Standing} standing */
  function tick(standing) {
    stand(standing);
    if (standing.held.doc && changed("today", dayOf(standing.now))) {
      draw(standing.held, standing);
    }
  }

  /** @param {ViewDocument} doc */
  function drawWarnings(doc) {
    const size = Math.min(fitting, room);
    const sheets = Math.max(1, Math.ceil(folds.length / size));
    sheet = ((sheet % sheets) + sheets) % sheets;
    setText(find("#warnings-page"), `${sheet + 1}/${sheets}`);
    setHidden(find("#warnings .pager"), sheets === 1);
    setStyle(cards.list, "--rows", String(size));
    cards.update(folds.slice(sheet * size, (sheet + 1) * size), doc);
    looking ||= requestAnimationFrame(lookAtFolds);
  }

  /** Once the picture is laid out anyway: names of more than two lines take the room of others. */
  function lookAtFolds() {
    looking = 0;
    if (!isPage() && fitting > MIN_FOLDS && cards.list.scrollHeight > cards.list.clientHeight + 1) {
      fitting = Math.min(fitting, room) - 1;
      if (fitting >= MIN_FOLDS && shownDoc) {
        drawWarnings(shownDoc);
      }
    }
  }

  /** @param {ViewDocument} doc @param {string} dayName */
  function drawTeams(doc, dayName) {
    const teams = Object.entries(doc.teams ?? {}).sort(
      ([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"),
    );
    setText(find("#teams-period"), dayName);
    const grid = find("#teams .cards");
    const columns = teams.length <= 12 ? 4 : teams.length <= 20 ? 5 : 6;
    grid.style.setProperty("--columns", String(columns));
    grid.style.setProperty("--rows", String(Math.max(1, Math.ceil(teams.length / columns))));
    keyed(
      grid,
      teams,
      ([id]) => id,
      ([id]) => createCard(id),
      (node, [id, team]) => updateCard(node, id, team, doc),
    );
    for (const kind of [".open", ".over", ".facts"]) {
      sizeAlike([...grid.querySelectorAll(`${kind} .num`)]);
    }
  }

  /** @param {string} id */
  function createCard(id) {
    const link = element("a", { href: teamHref(id) });
    const open = numberNode("key");
    const none = element("span", { class: "none" });
    const over = element("p", { class: "over" }, none);
    const levels = LEVELS.map((level) => {
      const number = numberNode();
      const node = element("span", { "data-level": level, title: t(`level.${level}`) }, LEVEL_SHAPES[level], number);
      over.append(node);
      return { level, number, node };
    });
    const facts = ["inspections", "filed", "penalties"].map((name) => {
      const number = numberNode();
      return { name, number, node: element("span", {}, element("em", { text: t(`team.${name}`) }), number) };
    });
    const node = element(
      "article",
      { class: "card" },
      element("h3", {}, link),
      element("p", { class: "open" }, open),
      over,
      element("p", { class: "facts" }, ...facts.map((fact) => fact.node)),
    );
    return Object.assign(node, { link, open, none, levels, facts });
  }

  /** @param {any} node @param {string} id @param {Part} team @param {ViewDocument} doc */
  function updateCard(node, id, team, doc) {
    if (node.drawn === team && node.drawnDay === doc.day) {
      return;
    }
    Object.assign(node, { drawn: team, drawnDay: doc.day });
    const name = nameOf(team, id);
    const { main, scope } = splitName(name);
    const of = `team/${id}`;
    setText(node.link, main);
    setAttribute(node.link, "aria-label", t("team.card", { name }));
    setAttribute(node, "title", scope || null);
    const isSilent = isUnheard(team, "teams");
    setAttribute(node, "data-unheard", isSilent ? "" : null);
    /** @param {any} number @param {number} value @param {import("./figures.js").Query} query @param {string} label */
    const set = (number, value, query, label) =>
      setNumber(number, isSilent ? NONE : count(value), isSilent ? null : query, `${main} ${label}`);
    set(node.open, team.open?.cases ?? 0, { view: of, open: "cases" }, t("panel.open"));
    const day = team.counters?.day;
    const [inspections, filed, penalties] = node.facts;
    const period = doc.day;
    set(inspections.number, sum(day, INSPECTIONS), { view: of, counter: INSPECTIONS.join(","), period }, t("team.inspections"));
    set(filed.number, figure(day, "casesFiled"), { view: of, counter: "casesFiled", period }, t("team.filed"));
    set(penalties.number, figure(day, "penalties"), { view: of, counter: "penalties", period }, t("team.penalties"));
    const isQuiet = team.warnings === undefined || warningCount(team.warnings, "all") === 0;
    for (const { level, number, node: part } of node.levels) {
      const value = warningCount(team.warnings, "all", level);
      setHidden(part, isQuiet);
      setAttribute(part, "data-none", value === 0 ? "" : null);
      setNumber(number, count(value), { view: of, warning: "all", level }, `${main} ${t("panel.warnings")} ${t(`level.${level}`)}`);
    }
    setHidden(node.none, team.warnings === undefined || !isQuiet);
    setText(node.none, isSilent ? `○ ${t("team.unheard")}` : `✓ ${t("warning.none.short")}`);
  }

  /** @param {ViewDocument} doc */
  function drawItems(doc) {
    const items = Object.entries(doc.items ?? {}).sort(
      ([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || rank(idA) - rank(idB) || idA.localeCompare(idB, "en"),
    );
    const size = itemRows;
    const pages = Math.max(1, Math.ceil(items.length / size));
    page = ((page % pages) + pages) % pages;
    setText(find("#items-page"), `${page + 1}/${pages}`);
    setHidden(find("#items .pager"), pages === 1);
    const year = doc.day.slice(0, 4);
    const body = find("#items tbody");
    body.style.setProperty("--rows", String(size));
    keyed(
      body,
      items.slice(page * size, (page + 1) * size),
      ([id]) => id,
      ([id]) => {
        const link = element("a", { href: itemHref(id) });
        const numbers = [0, 1, 2, 3].map(() => numberNode());
        return Object.assign(
          element(
            "tr",
            {},
            element("th", { scope: "row" }, element("span", { class: "code digits", text: /^S\d+$/.test(id) ? id : "·" }), link),
            ...numbers.map((number) => element("td", { class: "right" }, number)),
          ),
          { link, numbers },
        );
      },
      (node, [id, item]) => {
        const name = itemTitle(nameOf(item, id));
        const of = `item/${id}`;
        setText(node.link, name);
        const counters = item.counters?.year;
        const isSilent = isUnheard(item, "items");
        setAttribute(node, "title", isSilent ? t("item.unheard") : null);
        /** @type {[string, number, import("./figures.js").Query][]} */
        const shown = [
          ["inspections", sum(counters, INSPECTIONS), { view: of, counter: INSPECTIONS.join(","), period: year }],
          ["problems", figure(counters, "inspectionsWithProblem"), { view: of, counter: "inspectionsWithProblem", period: year }],
          ["filed", figure(counters, "casesFiled"), { view: of, counter: "casesFiled", period: year }],
          ["open", item.open?.cases ?? 0, { view: of, open: "cases" }],
        ];
        shown.forEach(([column, value, query], index) =>
          setNumber(node.numbers[index], isSilent ? NONE : count(value), isSilent ? null : query, `${name} ${t(`col.${column}`)}`),
        );
      },
    );
  }

  /** How much the panels have room for: looked at when their size changes, never while figures are drawn. */
  function measure() {
    if (isPage()) {
      [itemRows, room, fitting] = [NARROW_ITEMS, NARROW_FOLDS, Infinity];
      return;
    }
    const below = find("#items").getBoundingClientRect().bottom - find("#items table").getBoundingClientRect().top - unit() * 2;
    itemRows = Math.max(3, Math.floor(below / (unit() * 2)));
    room = Math.max(MIN_FOLDS, Math.floor(cards.list.clientHeight / (unit() * FOLD_HEIGHT)));
    fitting = Infinity;
  }

  /** When each source was last heard from: silence upstream is not the same as nothing happening. @param {ViewDocument} doc */
  function drawSources(doc) {
    const sources = Object.entries(doc.sources ?? {}).sort(([a], [b]) => a.localeCompare(b, "en"));
    const node = find("#sources");
    const newest = sources.map(([, at]) => at).sort((a, b) => Date.parse(b) - Date.parse(a))[0];
    const unheard = doc.sourcesUnheard ? ` · ${t("sources.unheard", { count: doc.sourcesUnheard })}` : "";
    setText(node, newest ? t("sources.newest", { count: sources.length, at: clockOn(newest, doc.day) }) + unheard : t("sources.none"));
    setAttribute(node, "data-unheard", newest && !unheard ? null : "");
    setAttribute(node, "title", sources.map(([name, at]) => `${name} ${stamp(at)}`).join("\n"));
  }

  /** @param {ViewDocument} doc */
  function drawSum(doc) {
    const check = sumCheck(doc);
    const node = find('[data-proof="sum"]');
    const state = check === null ? "none" : check.isEqual ? "ok" : "bad";
    setAttribute(node, "data-state", state);
    setText(find("i", node), check === null ? "○" : check.isEqual ? "✓" : "✗");
    setText(find("span", node), check === null ? t("proof.digest.none") : t(`proof.sum.${state}`, { count: check.wrong.length }));
    setAttribute(
      node,
      "title",
      check ? t("proof.sum.title", { compared: check.compared }) + (check.isEqual ? "" : `: ${check.wrong.join(", ")}`) : null,
    );
  }

  function redraw() {
    if (shownDoc) {
      draw(/** @type {any} */ ({ doc: shownDoc }), live.standing());
    }
  }

  /** @param {number} step */
  function turn(step) {
    page += step;
    redraw();
  }

  /** @param {number} step */
  function turnWarnings(step) {
    sheet += step;
    turnedAt = Date.now();
    redraw();
  }

  onRules(redraw);

  find("#items-previous").addEventListener("click", () => turn(-1));
  find("#items-next").addEventListener("click", () => turn(1));
  find("#warnings-previous").addEventListener("click", () => turnWarnings(-1));
  find("#warnings-next").addEventListener("click", () => turnWarnings(1));
  for (const [event, value] of /** @type {[string, boolean][]} */ ([
    ["pointerenter", true],
    ["pointerleave", false],
    ["focusin", true],
    ["focusout", false],
  ])) {
    find("#items").addEventListener(event, () => (isHeld = value));
    find("#warnings").addEventListener(event, () => (isSheetHeld = value));
  }
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
  setInterval(() => {
    if (!isHeld && !isCalm.matches && !isPage() && !document.hidden) {
      turn(1);
    }
  }, TURN_AFTER);
  setInterval(() => {
    if (!isSheetHeld && !isCalm.matches && !isPage() && !document.hidden && Date.now() - turnedAt >= TURN_AFTER) {
      turnWarnings(1);
    }
  }, 1_000);
  const fit = () => {
    measure();
    if (shownDoc) {
      drawItems(shownDoc);
      drawWarnings(shownDoc);
    }
  };
  const sizes = new ResizeObserver(fit);
  sizes.observe(find("#items"));
  sizes.observe(cards.list);
  return { fit, say: live.say, standing: live.standing };
}
