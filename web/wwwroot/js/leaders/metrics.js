import { queryText } from "../figures.js";
import { count, NONE, yuan } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, nothing, vars } from "../lit.js";
import { firstPart, grouped, isMoneyPart, metricName, metricRule, metricText, standingOf } from "../rules.js";
import { number } from "../wall/number.js";
import { onward, panel } from "./panel.js";

/** @typedef {import("../live/types.js").Metric} Metric */
/** @typedef {import("./model.js").Model} Model */

/** Every metric of the document: duties, conventions, information; each kind in the order of the rule set. @param {Model} model */
export function metrics({ doc, view, rules, names, period, ratePeriod }) {
  return panel(
    {
      key: "panel.metrics",
      note: period ? names.period : names.year,
      onward: onward(href("/rules"), t("panel.metrics.all")),
      canFold: true,
    },
    html`<div class="kinds">
      ${grouped(Object.keys(doc.metrics ?? {}), rules).map(
        ({ kind, ids }) =>
          html`<section>
            <h3 class="kind">${t(`metric.kind.${kind || "other"}`)}</h3>
            <div class="metrics">${ids.map((id) => gauge(id, doc.metrics?.[id], { view, period: ratePeriod }))}</div>
          </section>`,
      )}
    </div>`,
  );
}

/**
 * A rate with numerator, denominator and what is not yet due; a rate of nothing is “—”, never 0 % or 100 %. A metric that is no rate is
 * its number alone.
 * @param {string} metric @param {Metric|undefined} value @param {{view: string, period: string}} of
 */
function gauge(metric, value, { view, period }) {
  const rule = metricRule(metric);
  const unit = rule?.unit ?? "percent";
  const name = metricName(metric);
  const isAlone = unit === "count" || unit === "fen";
  const text = metricText(value, rule);
  const standing = standingOf(value, rule);
  const target = `${standing?.target}${unit === "percent" ? "%" : ""}`;
  /** @param {"numerator"|"denominator"|"pending"} part */
  const shown = (part) =>
    number(
      value ? (isMoneyPart(rule, part) ? yuan : count)(value[part] ?? 0) : NONE,
      value ? { view, metric, part, period } : null,
      `${name} ${t(`metric.${part}`)}`,
      { name: "small" },
    );
  return html`<article
    class="metric"
    data-kind=${rule?.kind ?? nothing}
    data-unit=${unit}
    data-standing=${standing ? (standing.isMet ? "met" : "unmet") : nothing}
  >
    <h3>${name}</h3>
    <div class="line">
      <button
        type="button"
        class="rate digits"
        aria-label=${t("metric.value", { value: `${name} ${text}` })}
        data-opens=${queryText({ view, metric, part: firstPart(value, rule), period })}
        .textContent=${text}
      ></button>
      <p class="parts digits" ?hidden=${isAlone}>
        ${shown("numerator")}<span class="over"><span class="slash">/</span>${shown("denominator")}</span>
      </p>
    </div>
    <span class="track" ?hidden=${unit !== "percent"}
      ><i class="bar" ${vars({ part: value?.denominator ? Math.min(1, value.numerator / value.denominator) : 0 })}></i
    ></span>
    <div class="line foot-line">
      <span class="standing"
        >${
          standing === null
            ? ""
            : standing.isMet
              ? `✓ ${t("metric.met", { target })}`
              : `▲ ${t(unit === "count" ? "metric.unmet.count" : "metric.unmet", { target })}`
        }</span
      >
      <span class="pending" title=${t("metric.pending")} ?hidden=${!value?.pending}>${t("metric.pending")} ${shown("pending")}</span>
    </div>
  </article>`;
}
