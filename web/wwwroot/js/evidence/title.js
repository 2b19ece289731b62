import { longDay, periodName } from "../format.js";
import { NO_TEAM } from "../figures.js";
import { known, nameOf, t } from "../i18n.js";
import { metricName, warningTitle } from "../rules.js";

/** @typedef {import("../figures.js").Query} Query */
/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/** What a number is of: what it counts, when, and where. @param {Query} query @param {ViewDocument|null} doc */
export function titleOf(query, doc) {
  const within = [
    query.team === NO_TEAM ? t("warning.noTeam") : query.team ? nameOf(doc?.teams?.[query.team], query.team) : "",
    query.item ? nameOf(doc?.items?.[query.item], query.item) : "",
  ];
  return [whatOf(query), query.period ? periodName(query.period) : "", whereOf(query, doc), ...within].filter(Boolean).join(" · ");
}

/** @param {Query} query */
function whatOf(query) {
  if (query.metric) {
    return `${metricName(query.metric)} · ${t(`metric.${query.part ?? "numerator"}`)}`;
  }
  if (query.due) {
    return t("evidence.due", { day: [...new Set(query.due.split(".."))].map(longDay).join(" – ") });
  }
  if (query.warning) {
    return joined([
      t("panel.warnings"),
      query.warning === "all" ? "" : warningTitle(query.warning),
      query.level ? t(`level.${query.level}`) : "",
      query.acknowledged ? t("warning.acknowledged") : "",
    ]);
  }
  if (query.open) {
    const stage = known(`stage.${query.open}`, known(`open.${query.open}`, query.open));
    return joined([query.open === "cases" ? t("evidence.all") : stage, query.age ? t(`age.${query.age}`) : ""]);
  }
  const counters = (query.counter ?? "").split(",");
  return counters.map((counter) => known(`counter.${counter}`, counter)).join(" + ");
}

/** @param {Query} query @param {ViewDocument|null} doc */
function whereOf({ view }, doc) {
  const [kind, id] = view.split("/");
  if (doc && view === doc.view) {
    return nameOf(doc, id);
  }
  return nameOf((kind === "item" ? doc?.items : doc?.teams)?.[id], id);
}

/** @param {string[]} parts */
const joined = (parts) => parts.filter(Boolean).join(" · ");
