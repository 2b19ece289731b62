import { lengthText, limitText, targetText, thresholds } from "../definition.js";
import { NONE } from "../format.js";
import { known, t } from "../i18n.js";
import { textOf } from "../rules.js";
import { confidence, id, lines, say, trigger } from "./cells.js";

/** @typedef {import("../live/types.js").RuleSet} RuleSet */
/** @typedef {{heads: string[], rows: unknown[][]}} Table */

/**
 * The parts of a rule set, each as a table.
 * @type {Record<"limits"|"guards"|"warnings"|"metrics"|"parameters", (set: RuleSet) => Table>}
 */
export const SECTIONS = {
  limits: ({ limits = [] }) => ({
    heads: ["col.code", "col.name", "col.limit", "col.role", "col.trigger", "col.article", "col.confidence"],
    rows: limits.map((limit) => [
      id(limit.id),
      lines(textOf(limit, "name"), textOf(limit, "note")),
      lines(
        lengthText(limit),
        limit.items ? t("rules.items", { items: byItem(limit) }) : "",
        limit.from ? t("rules.from", { day: limit.from }) : "",
      ),
      known(`role.${limit.role}`, limit.role ?? ""),
      trigger(limit.trigger),
      textOf(limit, "article"),
      confidence(limit),
    ]),
  }),
  guards: ({ guards = [] }) => ({
    heads: ["col.code", "col.name", "col.article", "col.confidence"],
    rows: guards.map((guard) => [id(guard.id), textOf(guard, "name"), textOf(guard, "article"), confidence(guard)]),
  }),
  warnings: ({ warnings = [], limits = [] }) => ({
    heads: ["col.code", "col.name", "col.condition", "definition.thresholds", "col.limit", "col.article", "col.confidence"],
    rows: warnings.map((warning) => {
      const limit = limits.find((entry) => entry.id === warning.limit);
      return [
        id(warning.id),
        textOf(warning, "name"),
        lines(textOf(warning, "condition"), warning.from ? t("rules.from", { day: warning.from }) : ""),
        thresholds(warning) || NONE,
        limit ? limitText(limit) : (warning.limit ?? NONE),
        textOf(warning, "article"),
        confidence(warning),
      ];
    }),
  }),
  metrics: ({ metrics = [] }) => ({
    heads: ["col.code", "col.name", "col.definition", "col.attribution", "col.metricKind", "col.article", "col.confidence"],
    rows: metrics.map((metric) => [
      id(metric.id),
      textOf(metric, "name"),
      textOf(metric, "definition"),
      metric.snapshot ? t("definition.snapshot") : textOf(metric, "attribution"),
      lines(known(`metric.kind.${metric.kind}`, metric.kind ?? ""), targetText(metric)),
      textOf(metric, "basis"),
      confidence(metric),
    ]),
  }),
  parameters: ({ parameters = {} }) => ({
    heads: ["col.name", "col.value", "col.confidence"],
    rows: Object.entries(parameters)
      .filter(([name]) => name !== "unverified")
      .map(([name, value]) => [
        lines(known(`parameter.${name}`, name), name),
        say(name, value),
        confidence({ confidence: "P", unverified: (parameters.unverified ?? []).includes(name) }),
      ]),
  }),
};

/** The length of a limit where it is another for some items. @param {import("../live/types.js").LimitRule} limit */
function byItem(limit) {
  return Object.entries(limit.items ?? {})
    .map(([item, n]) => `${item} ${lengthText({ ...limit, n })}`)
    .join("，");
}
