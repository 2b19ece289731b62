import { dueOn, partNumber } from "../figures.js";
import { has, t } from "../i18n.js";
import { standingOf } from "../rules.js";
import { addDays, isPeriod, neighbour } from "../time.js";

/** @typedef {import("../live/types.js").Metric} Metric */
/** @typedef {import("../live/types.js").MetricRule} MetricRule */
/** @typedef {import("../live/types.js").RuleSet} RuleSet */

/** A leader's questions and what answers them, without a page. */

/** What falls due within so many days, today the first. */
const AHEAD = 7;

/** The next days as a question for evidence. @param {string} day */
export const dueSoon = (day) => `${day}..${addDays(day, AHEAD - 1)}`;

/**
 * How many limits end on a day, or on the days of `first..last`: as the document counts them, or as the records say that were asked for
 * where it counts none (an item's). Null while neither is known: nought would say that nothing is due.
 * @param {import("../live/types.js").ViewDocument} doc
 * @param {{due: {due?: string|null}[], dueTotal: number}|null} answer  the records due within a week, the first of them, and how many
 * @param {string} days
 */
export function dueIn(doc, answer, days) {
  if (doc.deadlines || !answer) {
    return doc.deadlines ? dueOn(doc, days) : null;
  }
  const [first, last = first] = days.split("..");
  return days === dueSoon(doc.day) ? answer.dueTotal : answer.due.filter(({ due }) => due && due >= first && due <= last).length;
}

/**
 * The metrics that miss their target: rates by how far below it they are, the worst first, then what ought not to be at all.
 * @param {Record<string, Metric>|undefined} metrics
 * @param {RuleSet|null} set
 */
export function unmetOf(metrics, set) {
  return (set?.metrics ?? [])
    .map((rule) => ({ rule, value: metrics?.[rule.id], standing: standingOf(metrics?.[rule.id], rule) }))
    .filter(({ standing }) => standing && !standing.isMet)
    .map(({ rule, value, standing }) => {
      const metric = /** @type {Metric} */ (value);
      const isRate = rule.unit !== "count";
      const target = standing?.target ?? 0;
      return {
        rule,
        value: metric,
        target,
        isRate,
        missing: isRate ? partNumber(metric, "missing") : metric.numerator,
        short: isRate ? target - (100 * metric.numerator) / metric.denominator : -1,
      };
    })
    .sort((a, b) => b.short - a.short);
}

/**
 * Whether a metric may be laid beside itself in another period: rates of duties, and how long things take. Never how much was done or
 * fined, and never one team beside another (DOMAIN.md §1.4). What is only known of today has no other period.
 * @param {MetricRule} rule
 */
export function isComparable(rule) {
  const unit = rule.unit ?? "percent";
  return !rule.snapshot && (unit === "days" || (unit === "percent" && rule.kind !== "info"));
}

/** @param {Metric|undefined} metric @param {MetricRule} rule @returns {number|null} percent or days */
function sizeOf(metric, rule) {
  if (!metric?.denominator) {
    return null;
  }
  const ratio = metric.numerator / metric.denominator;
  return (rule.unit ?? "percent") === "percent" ? 100 * ratio : (metric.value ?? ratio);
}

/**
 * By how much a metric is higher than it was, in points or days with one decimal; null where one of the two is of nothing.
 * @param {Metric|undefined} now @param {Metric|undefined} then @param {MetricRule} rule
 */
export function difference(now, then, rule) {
  const [present, past] = [sizeOf(now, rule), sizeOf(then, rule)];
  return present === null || past === null ? null : Math.round((present - past) * 10) / 10;
}

/**
 * The periods that are laid beside one another: the one at hand, the one before, the same a year before, and one that was chosen.
 * @param {string|null} period  the closed period of the page; null: live, so the present month
 * @param {string} day
 * @param {string|null} beside
 */
export function comparedPeriods(period, day, beside) {
  const own = period ?? day.slice(0, 7);
  const yearBefore = String(Number(own.slice(0, 4)) - 1).padStart(4, "0") + own.slice(4);
  const found = [own, neighbour(own, -1), yearBefore, beside ?? ""];
  return [...new Set(found)].filter(isPeriod);
}

/** What is to be done next of what a rule warns of; empty where nobody can say. @param {string|undefined} rule */
export function nextStep(rule) {
  const key = `next.${rule}`;
  return has(key) ? t(key) : "";
}
