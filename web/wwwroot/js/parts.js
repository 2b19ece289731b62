import { AGES, ALL, BOARD, DAYS, GAUGES, MONEY, MONTHS, OPEN_STAGES, OPEN_TOTALS, SERIES } from "./catalogue.js";
import { chart } from "./charts.js";
import { changes, element, keyed, setAttribute, setHidden, setStyle, setText } from "./dom.js";
import { evidenceHash } from "./evidence.js";
import { figure, queryText, sum } from "./figures.js";
import { amount, clockOn, count, itemTitle, NONE, periodName, shortDay, splitName, typeOf, widthOf, yuan } from "./format.js";
import { known, lang, nameOf, t } from "./i18n.js";
import { firstPart, grouped, isMoneyPart, metricName, metricRule, metricText, rules, standingOf } from "./rules.js";
import { lastDays, lastMonths } from "./time.js";

export { typeOf };

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").Counters} Counters */
/** @typedef {import("./live/types.js").PeriodCounters} PeriodCounters */
/** @typedef {import("./live/types.js").Open} Open */
/** @typedef {import("./live/types.js").Metric} Metric */
/** @typedef {import("./figures.js").Query} Query */
/** @typedef {{day: string, month: string, year: string, period: string}} Periods  the period each column counts */

const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

/** A number that opens its evidence. @param {string} [className] */
export function numberNode(className = "") {
  return element("button", { type: "button", class: `num digits ${className}` });
}

/**
 * @param {any} node of `numberNode`
 * @param {string} text
 * @param {Query|null} query
 * @param {string} label what the number counts, for those who hear the page
 */
export function setNumber(node, text, query, label) {
  if (node.textContent !== text) {
    const isFirst = node.textContent === "";
    setText(node, text);
    // The size of the type follows from the length, so that a long number is smaller and never cut.
    setStyle(node, "--chars", String(widthOf(text)));
    setAttribute(node, "aria-label", `${label} ${text}`);
    if (!isFirst) {
      flash(node);
    }
  }
  // Asked of two hundred numbers at each figure that comes: the text of a query is made when it is another.
  if (!isSame(node.query ?? null, query)) {
    node.query = query;
    setAttribute(node, "data-evidence", query ? queryText(query) : null);
  }
}

/** @param {Record<string, any>|null} one @param {Record<string, any>|null} other */
function isSame(one, other) {
  return one === other || (one !== null && other !== null && Object.keys({ ...one, ...other }).every((key) => one[key] === other[key]));
}

/** Numbers beside one another are of one size, that of the longest. @param {any[]} nodes of `numberNode` */
export function sizeAlike(nodes) {
  const chars = String(Math.max(...nodes.map((node) => widthOf(node.textContent))));
  for (const node of nodes) {
    setStyle(node, "--chars", chars);
  }
}

/** So long a number that has changed is bright, in ms. */
const BRIGHT_FOR = 900;

/** Of more than so many that change at once (the first figures, a page that comes back) none says anything. */
const MOST_BRIGHT = 16;

/** Numbers that have changed in this drawing. @type {HTMLElement[]} */
let changed = [];
/** Bright numbers, by when they are no longer. @type {Map<HTMLElement, number>} */
const bright = new Map();
let dimming = 0;

/** A number that has just changed is bright for a moment; that month and year have changed with the day says no more. @param {any} node */
function flash(node) {
  if (isCalm.matches || document.hidden || node.matches(".month, .year")) {
    return;
  }
  if (changed.length === 0) {
    queueMicrotask(brighten);
  }
  changed.push(node);
}

/** Brightness is set and taken away and does not fade: a fade is painted sixty times a second. */
function brighten() {
  const nodes = changed;
  changed = [];
  if (nodes.length > MOST_BRIGHT) {
    return;
  }
  for (const node of nodes) {
    node.classList.add("bright");
    bright.set(node, performance.now() + BRIGHT_FOR);
  }
  dimming ||= window.setInterval(dim, BRIGHT_FOR / 3);
}

function dim() {
  for (const [node, until] of bright) {
    if (performance.now() >= until) {
      node.classList.remove("bright");
      bright.delete(node);
    }
  }
  if (bright.size === 0) {
    clearInterval(dimming);
    dimming = 0;
  }
}

/** @param {string|null} period @param {string} day @returns {Periods} */
export function periodsOf(day, period) {
  return { day, month: day.slice(0, 7), year: day.slice(0, 4), period: period ?? day };
}

/**
 * The board of counters: groups side by side, today large, month and year beneath;
 * for a closed period that one row.
 *
 * @param {HTMLElement} root
 * @param {{view: string, period: string|null, money: boolean}} options  money: with the bureau's plain fines figure
 */
export function board(root, { view, period, money }) {
  const rows = /** @type {("day"|"month"|"year"|"period")[]} */ (period ? ["period"] : ["day", "month", "year"]);
  const groups = money ? [...BOARD, { group: "money", counters: [MONEY] }] : BOARD;
  root.classList.add("board");
  root.classList.toggle("closed", period !== null);
  const labels = rows.map((row) => element("span", { class: `row ${row}` }));
  root.append(element("div", { class: "rows", "aria-hidden": "true" }, element("span", { class: "head" }), ...labels));
  /** @type {{counter: string, row: "day"|"month"|"year"|"period", node: any}[]} */
  const cells = [];
  for (const { group, counters } of groups) {
    const columns = counters.map((counter) => {
      const numbers = rows.map((row) => {
        const node = numberNode(row);
        cells.push({ counter, row, node });
        return node;
      });
      const name = counter === MONEY ? t("money.decided") : t(`counter.${counter}`);
      return element("div", { class: "column" }, element("h3", { text: name }), ...numbers);
    });
    const section = element(
      "section",
      { class: `group ${group}` },
      element("h2", { text: t(`group.${group}`) }),
      element("div", { class: "columns" }, ...columns),
    );
    section.style.setProperty("--columns", String(counters.length));
    root.append(section);
  }

  return {
    /**
     * @param {PeriodCounters|undefined} counters
     * @param {Periods} periods
     * @param {{day: string, month: string, year: string, period?: string}} names
     */
    update(counters, periods, names) {
      rows.forEach((row, index) => setText(labels[index], names[row] ?? ""));
      for (const { counter, row, node } of cells) {
        const value = figure(counters?.[row], counter);
        setNumber(node, amount(counter, value), { view, counter, period: periods[row] }, `${t(`counter.${counter}`)} ${names[row]}`);
        setAttribute(node, "data-row", names[row] ?? "");
      }
      for (const row of rows) {
        sizeAlike(cells.filter((cell) => cell.row === row && cell.counter !== MONEY).map(({ node }) => node));
      }
    },
  };
}

/**
 * Open cases: the number, the stages in the order of the procedure.
 * @param {HTMLElement} root
 * @param {Query} scope
 * @param {{others?: boolean}} [options]  others: with what else is open (licences, tasks, rectifications)
 */
export function stages(root, scope, { others = false } = {}) {
  const total = numberNode("key");
  const list = element("ol", { class: "stages" });
  const rest = others ? OPEN_TOTALS.filter((name) => name !== "cases").map((name) => ({ name, node: numberNode() })) : [];
  root.append(element("p", { class: "total" }, total, element("span", { text: t("panel.open.unit") })), list);
  if (others) {
    root.append(element("p", { class: "others" }, ...rest.map(({ name, node }) => element("span", {}, t(`open.${name}`) + " ", node))));
  }
  return {
    /** @param {Open|undefined} open */
    update(open) {
      const byStage = open?.byStage ?? {};
      const most = Math.max(1, ...Object.values(byStage));
      setNumber(total, count(open?.cases ?? 0), { ...scope, open: "cases" }, t("panel.open"));
      for (const { name, node } of rest) {
        setNumber(node, count(/** @type {Record<string, any>} */ (open ?? {})[name] ?? 0), { ...scope, open: name }, t(`open.${name}`));
      }
      keyed(
        list,
        OPEN_STAGES,
        (stage) => stage,
        (stage) => {
          const bar = element("i", { class: "bar" });
          const number = numberNode();
          return Object.assign(
            element(
              "li",
              {},
              element("span", { class: "name", text: t(`stage.${stage}`) }),
              element("span", { class: "track" }, bar),
              number,
            ),
            { bar, number },
          );
        },
        (node, stage) => {
          const value = byStage[stage] ?? 0;
          setStyle(node.bar, "--part", String(value / most));
          setNumber(node.number, count(value), { ...scope, open: stage }, t(`stage.${stage}`));
        },
      );
      sizeAlike([...list.querySelectorAll(".num")]);
    },
  };
}

/**
 * Age of the open cases in bands. Age alone is no fault: a case may be decided, or its limit extended or suspended;
 * whether one is late is what its warning says.
 * @param {HTMLElement} root
 * @param {Query} scope
 */
export function ageing(root, scope) {
  const list = element("ol", { class: "ages" });
  root.append(list);
  return {
    /** @param {Open|undefined} open */
    update(open) {
      const bands = open?.ageing ?? {};
      const most = Math.max(1, ...Object.values(bands));
      keyed(
        list,
        AGES,
        ({ band }) => band,
        ({ band }) => {
          const number = numberNode();
          const bar = element("i", { class: "bar" });
          return Object.assign(
            element(
              "li",
              { "data-band": band },
              element("span", { class: "head" }, number),
              element("span", { class: "track" }, bar),
              element("span", { class: "name", text: t(`age.${band}`) }),
            ),
            { number, bar },
          );
        },
        (node, { band }) => {
          const value = bands[band] ?? 0;
          setStyle(node.bar, "--part", String(value / most));
          setNumber(node.number, count(value), { ...scope, open: "cases", age: band }, t(`age.${band}`));
        },
      );
      sizeAlike([...list.querySelectorAll(".num")]);
    },
  };
}

/**
 * The wall's gauges in their fixed order.
 * @param {HTMLElement} root
 * @param {{view: string}} scope
 */
export function gauges(root, { view }) {
  const list = element("div", { class: "metrics" });
  root.append(list);
  return {
    /** @param {Record<string, Metric>|undefined} values @param {string} period the period they are of */
    update(values, period) {
      keyed(
        list,
        GAUGES,
        (metric) => metric,
        () => createGauge(t("metric.pending.short")),
        (node, metric) => updateGauge(node, metric, values?.[metric], { view, period }),
      );
      sizeAlike([...list.querySelectorAll(".rate")]);
    },
  };
}

/**
 * Every metric a document holds: duties, conventions, information; each kind in the order of the rule set.
 * @param {HTMLElement} root
 * @param {{view: string}} scope
 */
export function metrics(root, { view }) {
  const groups = element("div", { class: "kinds" });
  root.append(groups);
  return {
    /** @param {Record<string, Metric>|undefined} values @param {string} period the period they are of */
    update(values, period) {
      keyed(
        groups,
        grouped(Object.keys(values ?? {}), rules()),
        ({ kind }) => kind,
        ({ kind }) => {
          const list = element("div", { class: "metrics" });
          return Object.assign(element("section", {}, element("h3", { class: "kind", text: t(`metric.kind.${kind || "other"}`) }), list), {
            list,
          });
        },
        (section, { ids }) =>
          keyed(
            section.list,
            ids,
            (metric) => metric,
            () => createGauge(t("metric.pending")),
            (node, metric) => updateGauge(node, metric, values?.[metric], { view, period }),
          ),
      );
    },
  };
}

/**
 * A rate with numerator, denominator and what is not yet due; a rate of nothing is “—”, never 0 % or 100 %.
 * A metric that is no rate is its number alone.
 * @param {string} pendingName what is not yet due is called
 */
function createGauge(pendingName) {
  const name = element("h3");
  const value = element("button", { type: "button", class: "rate digits" });
  const numerator = numberNode("small");
  const denominator = numberNode("small");
  const pending = numberNode("small");
  const over = element("span", { class: "over" }, element("span", { class: "slash", text: "/" }), denominator);
  const parts = element("p", { class: "parts digits" }, numerator, over);
  const waiting = element("span", { class: "pending", title: t("metric.pending") }, pendingName + " ", pending);
  const standing = element("span", { class: "standing" });
  const bar = element("i", { class: "bar" });
  const track = element("span", { class: "track" }, bar);
  return Object.assign(
    element(
      "article",
      { class: "metric" },
      name,
      element("div", { class: "line" }, value, parts),
      track,
      element("div", { class: "line foot-line" }, standing, waiting),
    ),
    { name, value, numerator, denominator, pending, over, parts, waiting, standing, bar, track },
  );
}

/**
 * @param {any} node @param {string} metric @param {Metric|undefined} value
 * @param {{view: string, period: string}} of
 */
function updateGauge(node, metric, value, { view, period }) {
  const rule = metricRule(metric);
  const unit = rule?.unit ?? "percent";
  const name = metricName(metric);
  const isAlone = unit === "count" || unit === "fen";
  const text = metricText(value, rule);
  setText(node.name, name);
  setText(node.value, text);
  setAttribute(node.value, "aria-label", t("metric.value", { value: `${name} ${text}` }));
  setAttribute(node.value, "data-opens", queryText({ view, metric, part: firstPart(value, rule), period }));
  setAttribute(node, "data-kind", rule?.kind ?? null);
  setAttribute(node, "data-unit", unit);
  setHidden(node.parts, isAlone);
  setHidden(node.track, unit !== "percent");
  setStyle(node.bar, "--part", String(value?.denominator ? Math.min(1, value.numerator / value.denominator) : 0));
  for (const part of /** @type {const} */ (["numerator", "denominator", "pending"])) {
    setNumber(
      node[part],
      value ? (isMoneyPart(rule, part) ? yuan : count)(value[part] ?? 0) : NONE,
      value ? { view, metric, part, period } : null,
      `${name} ${t(`metric.${part}`)}`,
    );
  }
  setHidden(node.waiting, !value?.pending);
  const standing = standingOf(value, rule);
  setAttribute(node, "data-standing", standing ? (standing.isMet ? "met" : "unmet") : null);
  const target = `${standing?.target}${unit === "percent" ? "%" : ""}`;
  setText(
    node.standing,
    standing === null
      ? ""
      : standing.isMet
        ? `✓ ${t("metric.met", { target })}`
        : `▲ ${t(unit === "count" ? "metric.unmet.count" : "metric.unmet", { target })}`,
  );
}

/**
 * The two trend charts.
 * @param {{months: HTMLCanvasElement, days: HTMLCanvasElement, view: string, fontSize: () => number,
 *          monthTable?: HTMLElement, dayTable?: HTMLElement}} options
 */
export function trends({ months, days, view, fontSize, monthTable, dayTable }) {
  /** @type {string[]} */
  let monthKeys = [];
  /** @type {string[]} */
  let dayKeys = [];
  const open = (/** @type {string[]} */ keys) => (/** @type {number} */ series, /** @type {number} */ point) => {
    location.hash = evidenceHash({ view, counter: SERIES[series].counters.join(","), period: keys[point] });
  };
  const monthChart = chart(months, "bar", fontSize, (series, point) => open(monthKeys)(series, point));
  const dayChart = chart(days, "line", fontSize, (series, point) => open(dayKeys)(series, point));
  /** @param {Record<string, Counters>|undefined} buckets @param {string[]} keys @param {(key: string) => string} label */
  const data = (buckets, keys, label) => ({
    labels: keys.map(label),
    series: SERIES.map(({ name, counters }) => ({ name: t(`series.${name}`), values: keys.map((key) => sum(buckets?.[key], counters)) })),
  });

  const changed = changes();
  return {
    /** @param {ViewDocument} doc */
    update(doc) {
      if (!changed("trend", doc.trend, doc.day, doc.counters)) {
        return;
      }
      const { byDay: dayBuckets, byMonth: monthBuckets } = history(doc);
      monthKeys = lastMonths(doc.day, MONTHS);
      dayKeys = lastDays(doc.day, DAYS);
      const byMonth = data(monthBuckets, monthKeys, (key) =>
        t("date.monthOnly", { month: Number(key.slice(5)), monthName: t(`month.${Number(key.slice(5))}`) }),
      );
      const byDay = data(dayBuckets, dayKeys, (key) => `${Number(key.slice(5, 7))}/${Number(key.slice(8))}`);
      monthChart.update(byMonth);
      dayChart.update(byDay);
      setAttribute(months, "aria-label", describe(t("panel.months"), byMonth));
      setAttribute(days, "aria-label", describe(t("panel.days"), byDay));
      trendTable(monthTable, monthKeys, monthBuckets, view, periodName);
      trendTable(dayTable, dayKeys, dayBuckets, view, shortDay);
    },
  };
}

/**
 * Past days and months from the trend, the present ones from the counters: the document says nothing twice.
 * @param {ViewDocument} doc
 */
function history(doc) {
  return {
    byDay: { ...doc.trend?.days, [doc.day]: doc.counters?.day ?? {} },
    byMonth: { ...doc.trend?.months, [doc.day.slice(0, 7)]: doc.counters?.month ?? {} },
  };
}

/** @param {string} title @param {{series: {name: string, values: number[]}[]}} data */
function describe(title, { series }) {
  return `${title}: ${series.map(({ name, values }) => `${name} ${values.reduce((all, value) => all + value, 0)}`).join(", ")}`;
}

/**
 * The numbers of a chart as a table, newest first; each opens its evidence.
 * @param {HTMLElement|undefined} root
 * @param {string[]} keys
 * @param {Record<string, Counters>|undefined} buckets
 * @param {string} view
 * @param {(key: string) => string} label
 */
function trendTable(root, keys, buckets, view, label) {
  if (!root) {
    return;
  }
  if (!root.firstChild) {
    root.append(
      element(
        "table",
        {},
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("th", { text: t("period.choose") }),
            ...SERIES.map(({ name }) => element("th", { class: "right", text: t(`series.${name}`) })),
          ),
        ),
        element("tbody"),
      ),
    );
  }
  keyed(
    /** @type {Element} */ (root.querySelector("tbody")),
    [...keys].reverse(),
    (key) => key,
    (key) => {
      const cells = SERIES.map(() => numberNode());
      return Object.assign(
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label(key) }),
          ...cells.map((cell) => element("td", { class: "right" }, cell)),
        ),
        { fields: cells },
      );
    },
    (node, key) => {
      SERIES.forEach(({ name, counters }, index) => {
        setNumber(
          node.fields[index],
          count(sum(buckets?.[key], counters)),
          { view, counter: counters.join(","), period: key },
          `${label(key)} ${t(`series.${name}`)}`,
        );
      });
    },
  );
}

/**
 * Every counter of the contract.
 * @param {HTMLElement} root
 * @param {{view: string, period: string|null}} options
 */
export function allCounters(root, { view, period }) {
  const rows = /** @type {("day"|"month"|"year"|"period")[]} */ (period ? ["period"] : ["day", "month", "year"]);
  const heads = rows.map(() => element("th", { class: "right", scope: "col" }));
  /** @type {{counter: string, row: "day"|"month"|"year"|"period", node: any}[]} */
  const cells = [];
  const table = element(
    "table",
    { class: "all" },
    element("thead", {}, element("tr", {}, element("th", { text: t("col.counter") }), ...heads)),
  );
  for (const { group, counters } of ALL) {
    const body = element(
      "tbody",
      {},
      element("tr", { class: "group" }, element("th", { colspan: rows.length + 1, text: t(`group.${group}`) })),
    );
    for (const counter of counters) {
      const numbers = rows.map((row) => {
        const node = numberNode();
        cells.push({ counter, row, node });
        return element("td", { class: "right" }, node);
      });
      body.append(element("tr", {}, element("th", { scope: "row", text: t(`counter.${counter}`) }), ...numbers));
    }
    table.append(body);
  }
  root.append(table);
  return {
    /**
     * @param {PeriodCounters|undefined} counters
     * @param {Periods} periods
     * @param {{day: string, month: string, year: string, period?: string}} names
     */
    update(counters, periods, names) {
      rows.forEach((row, index) => setText(heads[index], names[row] ?? ""));
      for (const { counter, row, node } of cells) {
        setNumber(
          node,
          amount(counter, figure(counters?.[row], counter)),
          { view, counter, period: periods[row] },
          `${t(`counter.${counter}`)} ${names[row]}`,
        );
      }
    },
  };
}

/**
 * What has just happened, newest first.
 * @param {HTMLElement} root an `ol`
 * @param {number} most
 */
export function recent(root, most) {
  return {
    /** @param {ViewDocument} doc */
    update(doc) {
      // The ids rise with time.
      const events = Object.entries(doc.recent ?? {})
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .slice(0, most);
      keyed(
        root,
        events,
        ([id]) => id,
        ([, event]) => {
          const type = typeOf(event.type);
          // On its own page a team need not be named.
          const team = event.team && doc.view !== `team/${event.team}` ? splitName(nameOf(doc.teams?.[event.team], event.team)).main : "";
          const item = event.item ? itemTitle(nameOf(doc.items?.[event.item], event.item)) : "";
          return element(
            "li",
            { "data-type": type.split(".")[0] },
            element("time", { class: "digits", datetime: event.at, text: clockOn(event.at, doc.day) }),
            element("b", { text: known(`event.${type}`, type) }),
            element(
              "span",
              { class: "whom" },
              ...[team, whomOrWhat(event, item)]
                .filter(Boolean)
                .map((text, place) => element("span", { text: place > 0 ? `· ${text}` : text })),
            ),
          );
        },
        () => {},
      );
    },
  };
}

/**
 * Whom it concerns, as far as a wall may say it, else the item; the English page says the item first, since names are
 * Chinese.
 * @param {import("./live/types.js").Recent} event
 * @param {string} item
 */
function whomOrWhat({ name, party }, item) {
  const whom = (lang === "en" ? "" : name) || (party ? known(`party.${party}`, "") : "");
  return lang === "en" ? item || whom : whom || item;
}

/** @param {string|null} period @param {{day: string, month: string, year: string}} labels @returns {Periods} what the columns are called */
export function namesOf(period, labels) {
  return { ...labels, period: period ? periodName(period) : "" };
}
