import { periodLabels } from "../format.js";
import { dayOf } from "../time.js";
import { districtNames } from "./districts.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./room.js").Lines} Lines */
/** @typedef {{day: string, month: string, year: string}} Periods */

/**
 * What a picture of the wall is made of; nothing else is looked at while it is drawn.
 *
 * @typedef {object} Model
 * @property {ViewDocument|null} doc
 * @property {string} view
 * @property {string} today      the civil day now; that of the figures may be another
 * @property {boolean} isOld     the figures say nothing of now
 * @property {Periods} periods   the period each row counts
 * @property {Periods} labels    what these are called today
 * @property {((id: string) => string)|null} shortName  of a team, or what tells a district of a city apart
 * @property {import("../warnings.js").Fold[]} folds
 * @property {import("../live/types.js").RuleSet|null} rules
 * @property {import("./past.js").Pasts|null} pasts  the last days of each team; null where they are not shown
 * @property {{warnings: Pager, items: Pager, trends: Pager}} pagers
 * @property {{folds: Lines, items: Lines}} room  how many lines there is room for
 * @property {number} turned   how often a page was turned by somebody or by time
 * @property {() => number} fontSize  of charts, in CSS pixels
 */

/** @typedef {Model & {doc: ViewDocument, shortName: (id: string) => string}} Shown */
/** @typedef {ReturnType<typeof import("./pager.js").pager>} Pager */

/**
 * @param {ViewDocument|null} doc
 * @param {{now: number, freshness: string}} standing
 * @param {Omit<Model, "doc"|"today"|"isOld"|"periods"|"labels"|"shortName">} more
 * @returns {Model}
 */
export function modelOf(doc, { now, freshness }, more) {
  const today = dayOf(now);
  const day = doc?.day ?? today;
  return {
    ...more,
    doc,
    today,
    isOld: freshness === "old" || day !== today,
    periods: { day, month: day.slice(0, 7), year: day.slice(0, 4) },
    labels: periodLabels(day, today),
    shortName: doc && districtNames(doc),
  };
}
