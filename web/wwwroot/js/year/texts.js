import { wordText } from "../act-form.js";
import { known, t } from "../i18n.js";
import { metricRule, metricText } from "../rules.js";

/**
 * A duty as the server lists it.
 * @typedef {object} Duty
 * @property {string} id
 * @property {string} no
 * @property {string} text
 * @property {string} chapter
 * @property {string} team
 * @property {string[]} coTeams
 * @property {string} leaderRole
 * @property {string} post
 * @property {string} due
 * @property {string} stage
 * @property {boolean} open
 * @property {number} percent
 * @property {Measure} [measure]
 * @property {number} [count]  of the facts it is measured by
 * @property {import("../live/types.js").Metric} [rate]  the metric it is measured by, as it stands
 * @property {boolean} overdue
 * @property {number} proofs
 * @property {{quarter: string, due: string, day?: string, verdict?: string}[]} quarters
 */

/**
 * @typedef {object} Measure
 * @property {string} kind  Evidence, Metric or Facts
 * @property {string} [metricId]
 * @property {number} [target]
 * @property {string} [factType]
 * @property {number} [least]
 * @property {Record<string, string>} [where]
 */

/** @param {string} stage */
export const stageText = (stage) => t(`duty.stage.${stage}`);

/** As which a duty is shown. @param {Duty} duty */
export const levelOf = (duty) => (duty.overdue ? "breach" : "none");

/** What a duty is measured by and how that stands, in a line. @param {Duty} duty */
export function measureText({ measure, count, rate }) {
  if (measure?.kind === "Metric") {
    const metric = measure.metricId ?? "";
    return t("duty.measure.metric", { metric, target: measure.target ?? 0, value: metricText(rate, metricRule(metric)) });
  }
  if (measure?.kind === "Facts") {
    const name = known(`event.${measure.factType}`, measure.factType ?? "");
    const which = Object.values(measure.where ?? {})
      .map(wordText)
      .join("");
    return t("duty.measure.facts", { name: which || name, count: count ?? 0, least: measure.least ?? 0 });
  }
  return t("duty.measure.evidence");
}
