import { AGES, DAYS, LEVELS, MONTHS, OPEN_TOTALS } from "./catalogue.js";
import { daysBetween, lastDays, lastMonths } from "./time.js";

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").Counters} Counters */
/** @typedef {import("./live/types.js").Part} Part */
/** @typedef {import("./live/types.js").Warnings} Warnings */

/** In place of a team: what stands in the whole and in no team. */
export const NO_TEAM = "none";

/**
 * @param {Counters|undefined} counters
 * @param {string} counter
 * @returns {number} 0 when left out
 */
export function figure(counters, counter) {
  return counters?.[counter] ?? 0;
}

/** @param {Counters|undefined} counters @param {string[]} names */
export function sum(counters, names) {
  return names.reduce((total, name) => total + figure(counters, name), 0);
}

/**
 * Whether nothing was ever told of a team or, this year, of an item: that is not the same as zero.
 * @param {Part} part
 * @param {"teams"|"items"} kind
 */
export function isUnheard(part, kind) {
  return kind === "teams" ? part.unheard === true : Object.keys(part.counters?.year ?? {}).length === 0 && !part.open?.cases;
}

/**
 * Whether the totals of a document equal the sum over its teams: every counter of every period, the open cases, and
 * where the teams tell them (they do in a document asked for with `full=1`) their stages and their ages.
 *
 * @param {ViewDocument} doc
 * @returns {{isEqual: boolean, compared: number, wrong: string[]}|null} null when there are no teams to add up
 */
export function sumCheck(doc) {
  const teams = Object.values(doc.teams ?? {});
  if (teams.length === 0) {
    return null;
  }

  let compared = 0;
  /** @type {string[]} */
  const wrong = [];
  /** @param {string} name @param {Record<string, any>|undefined} total @param {(Record<string, any>|undefined)[]} parts */
  const compare = (name, total, parts) => {
    const keys = new Set([total, ...parts].flatMap((part) => Object.keys(part ?? {})));
    for (const key of keys) {
      compared++;
      if ((total?.[key] ?? 0) !== parts.reduce((all, part) => all + (part?.[key] ?? 0), 0)) {
        wrong.push(`${name}.${key}`);
      }
    }
  };

  for (const period of /** @type {const} */ (["day", "month", "year", "period"])) {
    compare(
      period,
      doc.counters?.[period],
      teams.map((team) => team.counters?.[period]),
    );
  }
  if (doc.open) {
    compare(
      "open",
      { cases: doc.open.cases ?? 0 },
      teams.map((team) => ({ cases: team.open?.cases ?? 0 })),
    );
    if (teams.some((team) => team.open?.byStage)) {
      compare(
        "stage",
        doc.open.byStage,
        teams.map((team) => team.open?.byStage),
      );
      compare(
        "age",
        doc.open.ageing,
        teams.map((team) => team.open?.ageing),
      );
    }
  }
  return { isEqual: wrong.length === 0, compared, wrong };
}

/**
 * What a number on screen stands for, as the query of its evidence.
 *
 * @typedef {object} Query
 * @property {string} view
 * @property {string} [counter]  with `period`; several, added up, with commas between
 * @property {string} [period]   `2026`, `2026-11` or `2026-11-23`
 * @property {string} [open]     a stage, or one of OPEN_TOTALS
 * @property {string} [age]      a band of AGES, with `open`
 * @property {string} [metric]   with `part`
 * @property {string} [part]     numerator, denominator, pending or missing
 * @property {string} [warning]  a rule, or `all`: the warnings open now
 * @property {string} [level]    with `warning`
 * @property {string} [acknowledged]  with `warning`: `true`, only those acknowledged
 * @property {string} [due]      a day, or the first and the last of several (`2026-11-26..2026-12-02`): limits that end then and that
 *   nothing has met yet
 * @property {string} [team]     narrows a view to one team, or to what is of none
 * @property {string} [item]     narrows a team's view to one item
 */

const QUERY_KEYS = /** @type {const} */ ([
  "view",
  "counter",
  "period",
  "open",
  "age",
  "metric",
  "part",
  "warning",
  "level",
  "acknowledged",
  "due",
  "team",
  "item",
]);

/** @param {Query} query @returns {string} */
export function queryText(query) {
  return QUERY_KEYS.filter((key) => query[key] !== undefined && query[key] !== "")
    .map(
      (key) =>
        `${key}=${encodeURIComponent(query[key] ?? "")
          .replaceAll("%2F", "/")
          .replaceAll("%2C", ",")}`,
    )
    .join("&");
}

/** @param {string} text @returns {Query|null} */
export function queryOf(text) {
  const parameters = new URLSearchParams(text);
  const view = parameters.get("view");
  if (!view) {
    return null;
  }
  /** @type {Query} */
  const query = { view };
  for (const key of QUERY_KEYS) {
    const value = parameters.get(key);
    if (value) {
      query[key] = value;
    }
  }
  return query.counter || query.open || query.metric || query.warning || query.due ? query : null;
}

/**
 * The number this document shows for a query; null when it shows none.
 *
 * @param {ViewDocument} doc
 * @param {Query} query
 * @param {string|null} [period] the closed period the page shows, if any
 * @returns {number|null}
 */
export function shown(doc, query, period = null) {
  if (query.warning && query.team === NO_TEAM) {
    return query.view === doc.view ? outsideTeams(doc, query.warning, query.level) : null;
  }
  if (query.due) {
    return query.view === doc.view && doc.deadlines ? dueOn(doc, query.due) : null;
  }
  const part = partOf(doc, query);
  if (!part) {
    return null;
  }

  if (query.metric) {
    // A document holds the metrics of one period.
    if (query.period && query.period !== (period ?? doc.day.slice(0, 4))) {
      return null;
    }
    const metric = part.metrics?.[query.metric];
    return metric ? partNumber(metric, query.part ?? "numerator") : null;
  }
  if (query.warning) {
    return part.warnings ? warningCount(part.warnings, query.warning, query.acknowledged ? "acknowledged" : query.level) : null;
  }
  if (query.open) {
    if (!part.open) {
      return null;
    }
    // A team or an item within another view tells no more than how many cases are open.
    const known = query.age ? part.open.ageing : OPEN_TOTALS.includes(query.open) ? part.open : part.open.byStage;
    return known ? (/** @type {Record<string, any>} */ (known)[query.age ?? query.open] ?? 0) : null;
  }
  if (!query.counter || !query.period) {
    return null;
  }

  const counters = countersOf(doc, part, query.period, period);
  return counters ? sum(counters, query.counter.split(",")) : null;
}

/**
 * A part of a metric; what is missing of a rate is due and not done.
 * @param {import("./live/types.js").Metric} metric @param {string} part
 */
export function partNumber(metric, part) {
  return part === "missing" ? metric.denominator - metric.numerator : (/** @type {any} */ (metric)[part] ?? 0);
}

/**
 * How many warnings are open: of a rule or of all, of a level or of every one.
 * @param {Warnings|undefined} warnings
 * @param {string} rule an id, or `all`
 * @param {string} [level] or `acknowledged`
 * @returns {number}
 */
export function warningCount(warnings, rule, level) {
  const counts = /** @type {Record<string, any>|undefined} */ (rule === "all" ? warnings : warnings?.rules?.[rule]);
  return level ? (counts?.[level] ?? 0) : LEVELS.reduce((total, name) => total + (counts?.[name] ?? 0), 0);
}

/**
 * How many limits end on a day, or on the days of `first..last`, that nothing has met yet.
 * @param {ViewDocument} doc @param {string} due
 */
export function dueOn(doc, due) {
  const [first, last = first] = due.split("..");
  return Object.entries(doc.deadlines ?? {})
    .filter(([day]) => day >= first && day <= last)
    .reduce((all, [, rules]) => Object.values(rules).reduce((sum, number) => sum + number, all), 0);
}

/** The view of its own that a member of a jurisdiction has. @param {string} id @param {{kind?: string}|undefined} member */
export function viewOf(id, member) {
  return `${member?.kind ?? "team"}/${id}`;
}

/** What a document warns of that is in none of its teams. @param {ViewDocument} doc @param {string} rule @param {string} [level] */
export function outsideTeams(doc, rule, level) {
  return Object.values(doc.teams ?? {}).reduce(
    (rest, team) => rest - warningCount(team.warnings, rule, level),
    warningCount(doc.warnings, rule, level),
  );
}

/**
 * The questions to the server that together answer a query: a number that adds up several counters
 * is the evidence of each. What the server cannot narrow by (age, a team within an item, an item within a team)
 * is picked from the rows with `belongs`.
 *
 * @param {Query} query
 * @returns {Query[]}
 */
export function questions(query) {
  const { age: _age, team: _team, item: _item, acknowledged: _acknowledged, ...plain } = query;
  return query.counter ? query.counter.split(",").map((counter) => ({ ...plain, counter })) : [plain];
}

/** Whether the rows of a query's questions must be picked from, which takes all of them. @param {Query} query */
export function isPicked(query) {
  return Boolean(query.age || query.team || query.item || query.acknowledged);
}

/**
 * @param {Query} query
 * @param {{team?: string, item?: string, day?: string, acknowledged?: boolean}} row
 * @param {string} today the day of the figures
 * @returns {boolean}
 */
export function belongs(query, row, today) {
  const band = AGES.find(({ band: name }) => name === query.age);
  const days = daysBetween(row.day ?? today, today);
  return (
    (!query.team || (query.team === NO_TEAM ? !row.team : row.team === query.team)) &&
    (!query.acknowledged || row.acknowledged === true) &&
    (!query.item || row.item === query.item) &&
    (!query.age || (band !== undefined && days >= band.from && days <= band.to))
  );
}

/**
 * @param {ViewDocument} doc
 * @param {Query} query
 * @returns {(Part & {trend?: ViewDocument["trend"]})|undefined}
 */
function partOf(doc, query) {
  if (query.view === doc.view) {
    if (query.team) {
      return doc.teams?.[query.team];
    }
    return query.item ? doc.items?.[query.item] : doc;
  }
  const [kind, id] = query.view.split("/");
  if (!doc.view.startsWith("jurisdiction/") || query.team || query.item) {
    return undefined;
  }
  return kind === "item" ? doc.items?.[id] : doc.teams?.[id];
}

/**
 * @param {ViewDocument} doc
 * @param {Part & {trend?: ViewDocument["trend"]}} part
 * @param {string} asked
 * @param {string|null} period
 * @returns {Counters|undefined}
 */
function countersOf(doc, part, asked, period) {
  if (period !== null) {
    return asked === period ? (part.counters?.period ?? {}) : undefined;
  }
  if (asked === doc.day) {
    return part.counters?.day ?? {};
  }
  if (asked === doc.day.slice(0, 7)) {
    return part.counters?.month ?? {};
  }
  if (asked === doc.day.slice(0, 4)) {
    return part.counters?.year ?? {};
  }
  if (!part.trend) {
    return undefined;
  }
  // A day on which nothing happened is left out of the document, and still shown as 0.
  const { buckets, drawn } =
    asked.length === 7
      ? { buckets: part.trend.months, drawn: lastMonths(doc.day, MONTHS) }
      : { buckets: part.trend.days, drawn: lastDays(doc.day, DAYS) };
  return drawn.includes(asked) ? (buckets?.[asked] ?? {}) : undefined;
}
