import { request } from "./api.js";
import { METRIC_KINDS } from "./catalogue.js";
import { partNumber } from "./figures.js";
import { count, NONE, rate, yuan } from "./format.js";
import { lang, t } from "./i18n.js";
import { store, stored } from "./storage.js";

/** @typedef {import("./live/types.js").RuleSet} RuleSet */
/** @typedef {import("./live/types.js").MetricRule} MetricRule */
/** @typedef {import("./live/types.js").WarningRule} WarningRule */
/** @typedef {import("./live/types.js").LimitRule} LimitRule */
/** @typedef {import("./live/types.js").Metric} Metric */
/**
 * What a finding's sentence names.
 * @typedef {{leastFen?: number, mostFen?: number, paidFen?: number, [name: string]: string|number|undefined}} Details
 */

const KEPT = "dashboard.rules";
const AGAIN_AFTER = 5_000;

/** @type {RuleSet|null} */
let held = null;
let asked = "";
let timer = 0;
/** @type {(() => void)[]} */
const listeners = [];

/**
 * The rule set in force: names, definitions and articles of every metric, warning, limit and guard. It is asked
 * for once, kept in this browser, and asked for again when a document names another version.
 */
export const rules = () => held;

/** @param {() => void} listener called when the rule set has arrived or is another */
export function onRules(listener) {
  listeners.push(listener);
}

/** Starts with the rule set kept in this browser and asks the server for the present one. */
export function startRules() {
  if (held === null) {
    held = stored(KEPT);
    load();
  }
}

/** @param {string|undefined} version the one the figures were made with */
export function needRules(version) {
  if (version && version !== held?.current && version !== asked) {
    asked = version;
    load();
  }
}

async function load() {
  clearTimeout(timer);
  /** @type {RuleSet} */
  let answer;
  try {
    answer = await request("/api/rules");
  } catch {
    timer = window.setTimeout(load, AGAIN_AFTER);
    return;
  }
  if (JSON.stringify(answer) !== JSON.stringify(held)) {
    // Where it cannot be kept the service worker has it too.
    store(KEPT, answer);
    take(answer);
  }
}

/** @param {RuleSet|null} answer */
export function take(answer) {
  held = answer;
  listeners.forEach((listener) => listener());
}

/**
 * The text of an entry in a language; Chinese where there is no English.
 * @param {any} entry @param {string} field @param {string} [language]
 * @returns {string}
 */
export function textOf(entry, field, language = lang) {
  const chinese = entry?.[field === "attribution" ? "attributionZh" : field] ?? "";
  return String(language === "en" ? entry?.[`${field}En`] || chinese : chinese);
}

/**
 * What a guard found, as a sentence; the ranges of fines are given in whole yuan.
 * @param {{finding: string, details?: Details}} guard
 * @param {typeof t} [translate]
 */
export function findingText({ finding, details = {} }, translate = t) {
  const { leastFen = 0, mostFen = 0, paidFen = 0, ...given } = details;
  const [least, most, paid] = [leastFen, mostFen, paidFen].map((fen) => Math.trunc(fen / 100));
  return translate(`guard.${finding}`, { ...given, least, most, paid });
}

/** @param {string} id @returns {MetricRule|undefined} */
export const metricRule = (id) => held?.metrics?.find((metric) => metric.id === id);

/** @param {string} id @returns {WarningRule|undefined} */
export const warningRule = (id) => held?.warnings?.find((warning) => warning.id === id);

/** @param {string|null|undefined} id @returns {LimitRule|undefined} */
export const limitRule = (id) => (id ? held?.limits?.find((limit) => limit.id === id) : undefined);

/** @param {string} id @returns {string} the id itself until the rules are here */
export const metricName = (id) => textOf(metricRule(id), "name") || id;

/** @param {string} id @returns {string} the id itself until the rules are here */
export const warningName = (id) => textOf(warningRule(id), "name") || id;

/** Id and name of a warning. @param {string} id */
export const warningTitle = (id) => (warningName(id) === id ? id : `${id} ${warningName(id)}`);

/** Whether a part of a metric is money. @param {MetricRule|undefined} rule @param {string} part */
export function isMoneyPart(rule, part) {
  const terms = /** @type {Record<string, any>} */ (rule ?? {})[part === "missing" ? "denominator" : part] ?? [];
  return terms.some((/** @type {string} */ term) => term.split(".")[0].endsWith("Fen"));
}

/**
 * The value of a metric as it is shown: a rate rounded down, days and ratios with one decimal, counts, money.
 * @param {Metric|undefined} metric
 * @param {MetricRule|undefined} rule
 */
export function metricText(metric, rule) {
  if (!metric) {
    return NONE;
  }
  switch (rule?.unit ?? "percent") {
    case "count":
      return count(metric.numerator);
    case "fen":
      return yuan(metric.numerator);
    case "days":
    case "ratio":
      return metric.denominator ? (metric.value ?? metric.numerator / metric.denominator).toFixed(1) : NONE;
    default:
      return rate(metric);
  }
}

/**
 * How a metric stands to its target; null where there is none: information never has one, and neither has a metric
 * of nothing.
 * @param {Metric|undefined} metric
 * @param {MetricRule|undefined} rule
 * @returns {{target: number, isMet: boolean}|null}
 */
export function standingOf(metric, rule) {
  if (!metric || !rule || rule.kind === "info" || typeof rule.target !== "number") {
    return null;
  }
  if (rule.unit === "count") {
    return { target: rule.target, isMet: metric.numerator <= rule.target };
  }
  return metric.denominator && (rule.unit ?? "percent") === "percent"
    ? { target: rule.target, isMet: metric.numerator * 100 >= rule.target * metric.denominator }
    : null;
}

/** The parts of a metric that can be opened, those first that ask for something to be done. @param {MetricRule|undefined} rule */
export function partsOf(rule) {
  switch (rule?.unit ?? "percent") {
    case "count":
    case "fen":
      return ["numerator"];
    case "percent":
      return ["missing", "pending", "numerator", "denominator"];
    default:
      return ["numerator", "denominator"];
  }
}

/**
 * What a metric opens first: of a rate that has a target what is missing, else what is not yet due, else all of it.
 * @param {Metric|undefined} metric
 * @param {MetricRule|undefined} rule
 */
export function firstPart(metric, rule) {
  const parts = partsOf(rule);
  const isJudged = rule?.kind !== "info" && typeof rule?.target === "number";
  const urgent = isJudged ? parts.filter((part) => part === "missing" || part === "pending") : [];
  return urgent.find((part) => metric && partNumber(metric, part) > 0) ?? parts[parts.length - 1];
}

/**
 * The metrics of a document by kind, in the order of the rule set; what the rules do not name comes last.
 * @param {string[]} ids
 * @param {RuleSet|null} set
 * @returns {{kind: string, ids: string[]}[]}
 */
export function grouped(ids, set) {
  const known = new Map((set?.metrics ?? []).map((metric, index) => [metric.id, { kind: metric.kind ?? "", index }]));
  const sorted = [...ids].sort((a, b) => (known.get(a)?.index ?? 999) - (known.get(b)?.index ?? 999) || a.localeCompare(b, "en"));
  return [...METRIC_KINDS, ""]
    .map((kind) => ({
      kind,
      ids: sorted.filter((id) => (METRIC_KINDS.includes(known.get(id)?.kind ?? "") ? known.get(id)?.kind : "") === kind),
    }))
    .filter((group) => group.ids.length > 0);
}
