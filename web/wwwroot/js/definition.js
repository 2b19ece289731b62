import { OPEN_TOTALS } from "./catalogue.js";
import { NONE } from "./format.js";
import { known, t } from "./i18n.js";
import { isMoneyPart, limitRule, metricRule, rules, textOf, warningRule } from "./rules.js";

/** @typedef {import("./figures.js").Query} Query */
/** @typedef {import("./live/types.js").Sourced} Sourced */
/** @typedef {{term: string, text: string, isUnverified?: boolean}} Line */

/**
 * What a number means and what it rests on: definition, article, how sure that is, version of the rules.
 * Metrics and warnings are defined by the rule set, counters and open cases by the texts of the pages.
 *
 * @param {Query} query
 * @param {string|undefined} version of the rules the figures were made with
 * @returns {Line[]}
 */
export function definitionOf(query, version) {
  const lines = query.metric
    ? ofMetric(query.metric)
    : query.due
      ? [{ term: "meaning", text: t("definition.due") }]
      : query.warning
        ? ofWarning(query.warning)
        : query.open
          ? ofOpen(query)
          : ofCounters(query);
  const set = rules();
  const used = version ?? set?.current;
  if (used) {
    const from = set?.versions?.find((entry) => entry.version === used)?.effectiveFrom;
    lines.push({ term: "version", text: from ? `${used}（${t("rules.effective", { day: from })}）` : used });
  }
  return lines.filter(({ text }) => text !== "");
}

/** @param {string} id @returns {Line[]} */
function ofMetric(id) {
  const rule = metricRule(id);
  if (!rule) {
    return [{ term: "meaning", text: t("definition.waiting") }];
  }
  return [
    { term: "meaning", text: textOf(rule, "definition") },
    { term: "counted", text: rule.snapshot ? t("definition.snapshot") : textOf(rule, "attribution") },
    { term: "kind", text: [known(`metric.kind.${rule.kind}`, rule.kind ?? ""), targetText(rule)].filter(Boolean).join(" · ") },
    ...sourced({ ...rule, article: rule.basis, articleEn: rule.basisEn }),
  ];
}

/** @param {import("./live/types.js").MetricRule} rule */
export function targetText(rule) {
  return rule.kind === "info" || typeof rule.target !== "number"
    ? ""
    : `${t("col.target")} ${rule.target}${(rule.unit ?? "percent") === "percent" ? "%" : ""}`;
}

/** @param {string} id @returns {Line[]} */
function ofWarning(id) {
  if (id === "all") {
    return [{ term: "meaning", text: t("warning.all.note") }];
  }
  const rule = warningRule(id);
  if (!rule) {
    return [{ term: "meaning", text: t("definition.waiting") }];
  }
  const limit = limitRule(rule.limit);
  return [
    { term: "meaning", text: textOf(rule, "condition") },
    { term: "limit", text: limit ? limitText(limit) : "" },
    { term: "thresholds", text: thresholds(rule) },
    ...sourced({ ...rule, article: rule.article || limit?.article, articleEn: rule.articleEn || limit?.articleEn }),
    { term: "counted", text: rule.from ? t("rules.from", { day: rule.from }) : "" },
  ];
}

/** @param {import("./live/types.js").LimitRule} limit */
export function limitText(limit) {
  return `${limit.id} ${textOf(limit, "name")} ${lengthText(limit)}`;
}

/** At least so long before, when negative; — where a document or a promise names the day. @param {{n: number|null, unit: string}} limit */
export function lengthText({ n, unit }) {
  return typeof n !== "number" ? NONE : t(n < 0 ? "rules.ahead" : "rules.days", { n: Math.abs(n), unit: known(`unit.${unit}`, unit) });
}

/** @param {import("./live/types.js").WarningRule} rule */
export function thresholds(rule) {
  const unit = known(`unit.${rule.unit}`, rule.unit ?? "");
  const line = (/** @type {"yellow"|"red"} */ level) =>
    typeof rule[level] === "number"
      ? `${t(`level.${level}`)} ${t(rule.limit ? "rules.before" : "rules.after", { n: rule[level], unit })}`
      : "";
  return [line("yellow"), line("red"), rule.atEvent ? `${t("level.breach")} ${t("rules.at")}` : rule.limit ? t("definition.breach") : ""]
    .filter(Boolean)
    .join(" · ");
}

/** @param {Query} query @returns {Line[]} */
function ofOpen(query) {
  const open = query.open ?? "";
  const key = query.age ? "age" : OPEN_TOTALS.includes(open) ? open : "stage";
  const article = OPEN_TOTALS.includes(open) ? open : "cases";
  return [
    { term: "meaning", text: t(`open.${key}.note`) },
    { term: "source", text: known(`open.${article}.article`, t("definition.stat")) },
  ];
}

/** @param {Query} query @returns {Line[]} */
function ofCounters(query) {
  const counters = (query.counter ?? "").split(",");
  const name = (/** @type {string} */ counter) => (counters.length > 1 ? `${known(`counter.${counter}`, counter)}：` : "");
  const articles = new Set(counters.map((counter) => known(`counter.${counter}.article`, "")).filter(Boolean));
  return [
    ...counters.map((counter) => ({ term: "meaning", text: name(counter) + known(`counter.${counter}.note`, counter) })),
    { term: "source", text: [...articles].join("；") || t("definition.stat") },
  ];
}

/** @param {Sourced} rule @returns {Line[]} */
function sourced(rule) {
  return [
    { term: "source", text: textOf(rule, "article") },
    { term: "sure", text: known(`confidence.${rule.confidence}`, rule.confidence ?? ""), isUnverified: isUnverified(rule) },
  ];
}

/** @param {Sourced} rule */
export function isUnverified({ unverified, confidence }) {
  return unverified ?? (confidence === "M-med" || confidence === "M-low");
}

/** Whether the number of a query is a sum of money. @param {Query} query */
export function isMoney(query) {
  return query.metric
    ? isMoneyPart(metricRule(query.metric), query.part ?? "numerator")
    : (query.counter ?? "").split(",").every((counter) => counter.endsWith("Fen"));
}
