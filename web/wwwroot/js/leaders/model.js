import { periodLabels, periodName } from "../format.js";
import { dayOf } from "../time.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {"day"|"month"|"year"|"period"} Row  what a row of counters is of */

/**
 * What a page of leaders is drawn from; nothing else is looked at.
 *
 * @typedef {object} Page  what does not change while it is open
 * @property {"jurisdiction"|"team"|"item"|"enterprise"} kind
 * @property {string} id
 * @property {string} view
 * @property {string} path            without its query
 * @property {("teams"|"items")[]} parts  what its figures are split by
 * @property {string|null} period     the closed period it is of; null: live
 * @property {string|null} beside     a period that was chosen to be laid beside it
 * @property {Row[]} rows
 * @property {() => number} fontSize  of charts, in CSS pixels
 * @property {(error: unknown) => void} failed  says that something could not be taken away
 *
 * @typedef {object} Told  what was asked for besides the view
 * @property {import("./asked.js").Asked<{late: import("../evidence.js").Row[], due: import("../evidence.js").Row[],
 *   dueTotal: number}>} duties  dueTotal: how many are due, of which `due` has the first
 * @property {import("./asked.js").Asked<Record<string, ViewDocument>>} compared  by period
 * @property {import("./asked.js").Asked<import("../forecast/texts.js").Forecast>} [staff]  of a team
 * @property {ReturnType<typeof import("./cases.js").openCases>} cases
 * @property {import("../live/types.js").RuleSet|null} rules
 * @property {import("../warnings.js").Fold[]} folds
 *
 * @typedef {Page & Told & {doc: ViewDocument, isOld: boolean, ratePeriod: string, periods: Record<Row, string>,
 *   names: Record<Row, string>}} Model
 *   isOld: the figures say nothing of now; ratePeriod: the period of the metrics; periods: what each row counts; names: what those are
 *   called
 */

/**
 * @param {Page} page @param {ViewDocument} doc @param {{now: number, freshness: string}} standing @param {Told} told
 * @returns {Model}
 */
export function modelOf(page, doc, { now, freshness }, told) {
  const { day } = doc;
  const { period } = page;
  return {
    ...page,
    ...told,
    doc,
    isOld: freshness === "old",
    ratePeriod: period ?? day.slice(0, 4),
    periods: { day, month: day.slice(0, 7), year: day.slice(0, 4), period: period ?? day },
    names: { ...periodLabels(day, dayOf(now)), period: period ? periodName(period) : "" },
  };
}
