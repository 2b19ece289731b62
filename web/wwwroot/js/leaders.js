import { pathOf } from "./address.js";
import { INSPECTIONS, LIMIT_WARNING, OPEN_STAGES } from "./catalogue.js";
import { request } from "./api.js";
import { lookForUpdate } from "./build.js";
import { changes, element, find, keyed, setAttribute, setHidden, setText } from "./dom.js";
import { evidence } from "./evidence.js";
import { figure, isUnheard, sum } from "./figures.js";
import { foldList, levelTotals } from "./folds.js";
import { count, itemTitle, NONE, periodLabels, splitName } from "./format.js";
import { known, lang, nameOf, t, titleText } from "./i18n.js";
import { href, itemHref, subjectHref, teamHref } from "./links.js";
import { fetched } from "./live/fetched.js";
import { follow } from "./live/follow.js";
import { ageing, allCounters, board, metrics, namesOf, numberNode, periodsOf, recent, setNumber, stages, trends } from "./parts.js";
import { periodChooser, periodOfPage } from "./period.js";
import { needRules, onRules, rules } from "./rules.js";
import { setCrumbs, shell, stand } from "./shell.js";
import { labelled } from "./table.js";
import { dayOf, daysBetween } from "./time.js";
import { visits } from "./visits.js";
import { fold as foldWarnings } from "./warnings.js";

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").Part} Part */
/** @typedef {import("./live/follow.js").Standing} Standing */

/** List and lists behind a page are fetched again at most this often while the figures move. */
const LIST_AFTER = 2_000;

/** Cards of warnings on a page of figures; the page of warnings has them all. */
const MOST_FOLDS = 8;

const isPhone = matchMedia("(max-width: 700px)");

/**
 * A leaders' page of one view: figures, stages and ages, rates, trends, its parts, its open cases,
 * what has just happened; live, or for a closed period.
 *
 * @param {object} page
 * @param {"jurisdiction"|"team"|"item"|"enterprise"} page.kind
 * @param {string} page.id
 * @param {("teams"|"items")[]} page.parts  what its figures are split by
 * @param {(name: string) => {title: string, scope: string}} page.title
 */
export function leadersPage({ kind, id, parts, title }) {
  const view = `${kind}/${id}`;
  const path = pathOf(location.pathname);
  const period = periodOfPage();
  const up = href("/");
  shell({ crumbs: crumbs(id), up });

  const fontSize = () => parseFloat(getComputedStyle(document.body).fontSize) * 0.92;
  const heading = element("h1");
  const scope = element("p", { class: "soft scope" });
  const silent = element("p", { class: "failure", hidden: true, text: `○ ${t("view.unheard")}` });
  const missing = element("p", { class: "failure", role: "alert", hidden: true, text: t("view.none", { id }) });
  const boardNode = element("section", { class: "tile", "aria-label": t("panel.counters") }, element("span", { class: "mark" }));
  const openPanel = panel("panel.open", { note: "panel.stages" });
  const agePanel = panel("panel.ageing", { note: "panel.ageing.note" });
  const ratePanel = panel("panel.metrics", {});
  const warningPanel = panel("panel.warnings", {});
  const visitPanel = panel("panel.visits", {});
  const monthPanel = panel("panel.months", {});
  const dayPanel = panel("panel.days", {});
  const partPanels = parts.map((name) => panel(name === "teams" ? "panel.teams" : "panel.items", {}));
  const allPanel = panel("panel.counters", {});
  const casePanel = panel("panel.openList", {});
  const recentPanel = panel("panel.recent", {});
  const loading = element("p", { class: "soft", text: t("app.loading") });
  const body = element("div", { class: "sheets", hidden: true });
  find("#main").append(
    element("div", { class: "title" }, element("div", {}, heading, scope), periodChooser(path, period)),
    missing,
    silent,
    loading,
    body,
  );

  const left = element("div", { class: "stack" });
  const right = element("div", { class: "stack" });
  body.append(boardNode);
  if (period === null) {
    if (kind === "enterprise") {
      body.append(element("div", { class: "two" }, visitPanel, warningPanel));
      body.append(element("div", { class: "two" }, openPanel, agePanel));
    } else {
      body.append(element("div", { class: "two" }, element("div", { class: "stack" }, openPanel, agePanel), warningPanel));
    }
  }
  body.append(ratePanel);
  const monthCanvas = element("canvas", { role: "img" });
  const dayCanvas = element("canvas", { role: "img" });
  const monthTable = element("div");
  const dayTable = element("div");
  if (period === null) {
    monthPanel.append(element("div", { class: "canvas" }, monthCanvas), fold(monthTable));
    dayPanel.append(element("div", { class: "canvas" }, dayCanvas), fold(dayTable));
    body.append(element("div", { class: "two" }, monthPanel, dayPanel));
  }
  body.append(element("div", { class: "two wide" }, left, right));
  left.append(...partPanels);
  if (kind !== "enterprise" && period === null) {
    left.append(casePanel);
  }
  right.append(allPanel);
  if (period === null) {
    right.prepend(recentPanel);
  }

  foldable([ratePanel, monthPanel, dayPanel, ...partPanels, allPanel, recentPanel]);

  // At team level money is a plain figure in the table of counters only.
  const counters = board(boardNode, { view, period, money: kind === "jurisdiction" });
  const whole = allCounters(allPanel, { view, period });
  const rates = metrics(ratePanel, { view });
  const levels = period === null ? levelTotals(warningPanel, { view }) : null;
  const cards = period === null ? foldList(warningPanel, { isWall: false }) : null;
  const cap = kind === "enterprise" ? visits(visitPanel) : null;
  if (kind === "jurisdiction" || kind === "team") {
    find("h2", warningPanel).append(
      element("a", { class: "onward", href: href("/warnings", kind === "team" ? { team: id } : {}), text: t("panel.warnings.all") }),
    );
  }
  find("h2", ratePanel).append(element("a", { class: "onward", href: href("/rules"), text: t("panel.metrics.all") }));
  const openStages = period === null ? stages(openPanel, { view }, { others: true }) : null;
  const ages = period === null ? ageing(agePanel, { view }) : null;
  const late = period === null ? levelTotals(agePanel, { view, ...LIMIT_WARNING, name: t("panel.ageing.limit") }) : null;
  const charts = period === null ? trends({ months: monthCanvas, days: dayCanvas, view, fontSize, monthTable, dayTable }) : null;
  const happened = element("ol", { class: "events" });
  recentPanel.append(happened);
  const ticker = recent(happened, 12);
  const splits = parts.map((name, index) => partTable(partPanels[index], { view, parts: name, period }));
  const cases = kind !== "enterprise" && period === null ? caseList(casePanel, kind, id) : null;

  /** @type {ViewDocument|null} */
  let shownDoc = null;
  const changed = changes();

  /** @param {import("./live/state.js").Held} held @param {Standing} standing */
  const draw = (held, standing) => {
    const { doc } = held;
    if (!doc) {
      return;
    }
    shownDoc = doc;
    setHidden(body, false);
    setHidden(loading, true);
    setHidden(missing, true);
    setHidden(silent, !doc.unheard);
    const periods = periodsOf(doc.day, period);
    const today = dayOf(standing.now);
    const names = namesOf(period, periodLabels(doc.day, today));
    if (changed("name", doc.name)) {
      const name = title(nameOf(doc, id));
      setText(heading, name.title);
      setText(scope, name.scope);
      setCrumbs(crumbs(name.title));
    }
    if (changed("counters", doc.counters, doc.day, today)) {
      counters.update(doc.counters, periods, names);
      whole.update(doc.counters, periods, names);
    }
    if (changed("open", doc.open)) {
      openStages?.update(doc.open);
      ages?.update(doc.open);
    }
    needRules(doc.rulesVersion);
    if (changed("warnings", doc.warnings, doc.teams, doc.day, rules())) {
      const folds = foldWarnings(doc);
      levels?.update(doc);
      late?.update(doc);
      cards?.update(folds.slice(0, MOST_FOLDS), doc);
      setText(
        find("h2 small", warningPanel),
        folds.length > MOST_FOLDS ? t("warning.shownOf", { shown: MOST_FOLDS, folds: folds.length }) : "",
      );
    }
    if (changed("visits", doc.visits, doc.teams, doc.items, rules())) {
      cap?.update(doc);
    }
    if (changed("metrics", doc.metrics, doc.day, rules())) {
      rates.update(doc.metrics, period ?? periods.year);
      setText(find("h2 small", ratePanel), period ? names.period : names.year);
    }
    charts?.update(doc);
    for (const [index, split] of splits.entries()) {
      if (changed(parts[index], doc[parts[index]], doc.day)) {
        split.update(doc, names);
      }
    }
    if (changed("recent", doc.recent)) {
      ticker.update(doc);
    }
    if (changed("cases", doc.open)) {
      cases?.look(doc);
    }
    refreshEvidence?.();
  };

  /** @param {Standing} standing */
  const tick = (standing) => {
    stand(standing, period !== null);
    if (standing.held.doc && changed("today", dayOf(standing.now))) {
      draw(standing.held, standing);
    }
  };

  const noSuch = () => {
    setHidden(missing, false);
    setHidden(loading, true);
  };
  const source = period
    ? fetched({ view, period, draw, tick, onMissing: noSuch })
    : follow({ view, draw, tick, onUp: lookForUpdate, onMissing: noSuch });
  onRules(() => {
    const standing = source.standing();
    draw(standing.held, standing);
  });
  const refreshEvidence = evidence(() => ({ doc: shownDoc, period, isLive: source.standing().freshness === "live" }));
}

/** @param {string} name */
function crumbs(name) {
  return [
    { text: t("app.wall"), href: href("/") },
    { text: name, href: "" },
  ];
}

/**
 * @param {string} key
 * @param {{note?: string}} options
 */
export function panel(key, { note }) {
  return element(
    "section",
    { class: "tile panel", "data-panel": key.replace("panel.", "") },
    element(
      "h2",
      {},
      element("span", { text: t(key) }),
      element("small", { text: note ? t(note) : "" }),
      element("span", { class: "mark" }),
    ),
  );
}

/** On a phone these are folded away until they are wanted; on a larger screen they stand open. @param {HTMLElement[]} panels */
function foldable(panels) {
  for (const node of panels) {
    const button = element("button", { type: "button", class: "action unfold" });
    const draw = (/** @type {boolean} */ isFolded) => {
      setAttribute(node, "data-folded", isFolded ? "" : null);
      setAttribute(button, "aria-expanded", String(!isFolded));
      setText(button, t(isFolded ? "panel.unfold" : "panel.fold"));
    };
    button.addEventListener("click", () => draw(!node.hasAttribute("data-folded")));
    draw(true);
    find("h2", node).append(button);
  }
}

/** @param {HTMLElement} content */
function fold(content) {
  return element("details", {}, element("summary", { text: t("table.chart") }), content);
}

/**
 * The figures split by item or by team, in the fixed order of the catalogue.
 * @param {HTMLElement} root
 * @param {{view: string, parts: "teams"|"items", period: string|null}} options
 */
function partTable(root, { view, parts, period }) {
  const columns = period ? ["inspections", "problems", "filed", "penalties"] : ["inspections", "problems", "filed", "penalties", "open"];
  const body = element("tbody");
  const caption = find("h2 small", root);
  root.append(
    element(
      "div",
      { class: "scroll" },
      element(
        "table",
        { class: "parts" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { text: t(parts === "teams" ? "col.team" : "col.item") }),
            ...columns.map((name) => element("th", { class: "right", text: t(`col.${name}`) })),
          ),
        ),
        body,
      ),
    ),
  );
  const inner = parts === "teams" ? "team" : "item";
  return {
    /** @param {ViewDocument} doc @param {{year: string, period: string}} names */
    update(doc, names) {
      setText(caption, period ? names.period : names.year);
      const asked = period ?? doc.day.slice(0, 4);
      const entries = Object.entries(doc[parts] ?? {}).sort(
        ([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || order(idA) - order(idB) || idA.localeCompare(idB, "en"),
      );
      keyed(
        body,
        entries,
        ([id]) => id,
        ([id]) => {
          const link = element("a", { href: parts === "teams" ? teamHref(id) : itemHref(id) });
          const numbers = columns.map(() => numberNode());
          return Object.assign(
            element("tr", {}, element("th", { scope: "row" }, link), ...numbers.map((number) => element("td", { class: "right" }, number))),
            { link, numbers },
          );
        },
        (node, [id, part]) => {
          const name = nameOf(part, id);
          setText(node.link, parts === "items" ? (/^S\d+$/.test(id) ? `${id} ` : "") + itemTitle(name) : name);
          const counters = part.counters?.[period ? "period" : "year"];
          // Within the bureau a team or an item has a view of its own.
          const scope = view.startsWith("jurisdiction/") ? { view: `${inner}/${id}` } : { view, [inner]: id };
          const query = (/** @type {string} */ counter) => ({ ...scope, counter, period: asked });
          const shown = [
            [sum(counters, INSPECTIONS), query(INSPECTIONS.join(","))],
            [figure(counters, "inspectionsWithProblem"), query("inspectionsWithProblem")],
            [figure(counters, "casesFiled"), query("casesFiled")],
            [figure(counters, "penalties"), query("penalties")],
            [part.open?.cases ?? 0, { ...scope, open: "cases" }],
          ];
          // Of a closed period there is nothing but what was told.
          const isSilent = !period && isUnheard(part, parts);
          columns.forEach((column, index) =>
            setNumber(
              node.numbers[index],
              isSilent ? NONE : count(/** @type {number} */ (shown[index][0])),
              isSilent ? null : /** @type {any} */ (shown[index][1]),
              `${name} ${t(`col.${column}`)}`,
            ),
          );
        },
      );
    },
  };
}

/** @param {string} id */
function order(id) {
  return /^[ST]\d+$/.test(id) ? 0 : 1;
}

/**
 * The open cases, oldest procedure first by the server's order; by stage on demand.
 * @param {HTMLElement} root
 * @param {"jurisdiction"|"team"|"item"} kind
 * @param {string} id
 */
function caseList(root, kind, id) {
  let page = 1;
  let stage = "";
  let timer = 0;
  let lookedAt = 0;
  const columns = ["col.id", "col.stage", kind === "team" ? "col.item" : "col.team", "col.first", "col.age", "col.title"];
  /** @type {ViewDocument|null} */
  let doc = null;
  const filter = element(
    "select",
    { "aria-label": t("filter.stage") },
    element("option", { value: "", text: t("filter.all") }),
    ...OPEN_STAGES.map((value) => element("option", { value, text: t(`stage.${value}`) })),
  );
  find("h2", root).insertBefore(element("label", { class: "filter" }, filter), find(".mark", root));
  const body = element("tbody");
  const empty = element("p", { class: "soft", text: t("table.loading") });
  const pages = pager((step) => {
    page += step;
    load();
  });
  root.append(
    element(
      "div",
      { class: "scroll" },
      element(
        "table",
        { class: "cards" },
        element(
          "thead",
          {},
          element("tr", {}, ...columns.map((key) => element("th", { class: key === "col.age" ? "right" : null, text: t(key) }))),
        ),
        body,
      ),
    ),
    empty,
    pages.node,
  );

  filter.addEventListener("change", () => {
    stage = filter.value;
    page = 1;
    load();
  });

  const load = async () => {
    lookedAt = Date.now();
    const query = new URLSearchParams({
      kind: "case",
      ...(kind === "jurisdiction" ? {} : { [kind]: id }),
      open: "true",
      page: String(page),
      size: isPhone.matches ? "5" : "20",
    });
    if (stage) {
      query.set("stage", stage);
    }
    try {
      const answer = await request(`/api/subjects?${query}`);
      const last = Math.max(1, Math.ceil(answer.total / answer.size));
      if (page > last) {
        page = last;
        load();
        return;
      }
      setText(empty, t("table.empty"));
      setHidden(empty, answer.rows.length > 0);
      pages.update(answer.page, last, answer.total);
      keyed(
        body,
        /** @type {any[]} */ (answer.rows),
        (row) => row.id,
        (row) => {
          const link = element("a", { class: "digits", href: subjectHref("case", row.id), text: row.id });
          const cells = ["stage", "place", "digits first", "digits right", "about"].map((name) => element("td", { class: name }));
          return Object.assign(labelled(element("tr", {}, element("td", {}, link), ...cells), columns), { fields: cells });
        },
        (node, row) => {
          const [stageCell, place, first, age, about] = node.fields;
          setText(stageCell, known(`stage.${row.stage}`, row.stage));
          setText(
            place,
            kind === "team"
              ? itemTitle(nameOf(doc?.items?.[row.item], row.item))
              : splitName(nameOf(doc?.teams?.[row.team], row.team)).main,
          );
          setText(first, row.firstDay ?? "");
          setText(age, row.firstDay && doc ? t("age.days", { days: daysBetween(row.firstDay, doc.day) }) : "");
          setText(about, titleText(row.title));
        },
      );
    } catch (error) {
      setHidden(empty, false);
      setText(empty, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
      clearTimeout(timer);
      timer = window.setTimeout(load, 3_000);
    }
  };

  return {
    /** @param {ViewDocument} present */
    look(present) {
      doc = present;
      clearTimeout(timer);
      timer = window.setTimeout(load, Math.max(0, lookedAt + LIST_AFTER - Date.now()));
    },
  };
}

/** @param {(step: number) => void} turn */
export function pager(turn) {
  const previous = element("button", { type: "button", class: "action", text: t("table.previous"), on: { click: () => turn(-1) } });
  const next = element("button", { type: "button", class: "action", text: t("table.next"), on: { click: () => turn(1) } });
  const text = element("span", { class: "soft digits" });
  const node = element("p", { class: "pager" }, text, element("span", { class: "spring" }), previous, next);
  return {
    node,
    /** @param {number} page @param {number} pages @param {number} total */
    update(page, pages, total) {
      setText(text, `${t("table.total", { total: count(total) })}${lang === "en" ? ". " : "，"}${t("table.page", { page, pages })}`);
      setAttribute(previous, "disabled", page <= 1 ? "" : null);
      setAttribute(next, "disabled", page >= pages ? "" : null);
    },
  };
}
