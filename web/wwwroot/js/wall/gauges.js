import { GAUGES } from "../catalogue.js";
import { queryText } from "../figures.js";
import { count, NONE, widestOf, yuan } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, nothing, vars } from "../lit.js";
import { firstPart, isMoneyPart, metricName, metricRule, metricText, standingOf } from "../rules.js";
import { number } from "./number.js";

/** @typedef {import("../live/types.js").Metric} Metric */

/** The rates of the year in their fixed order. @param {import("./model.js").Shown} model */
export function gauges({ doc, view, labels, periods }) {
  const texts = GAUGES.map((metric) => metricText(doc.metrics?.[metric], metricRule(metric)));
  return html`<section class="tile" id="metrics" aria-label=${t("panel.metrics")}>
    <span class="mark" data-brief></span>
    <p class="rows"><b>${t("panel.metrics")}</b><span>${labels.year}</span><a href=${href("/rules")}>${t("panel.metrics.all")}</a></p>
    <div class="metrics" ${vars({ chars: widestOf(texts) })}>
      ${GAUGES.map((metric) => gauge(metric, doc.metrics?.[metric], { view, period: periods.year, pending: "metric.pending.short" }))}
    </div>
  </section>`;
}

/**
 * A rate with numerator, denominator and what is not yet due; a rate of nothing is “—”, never 0 % or 100 %. A metric that is no rate is
 * its number alone.
 * @param {string} metric @param {Metric|undefined} value @param {{view: string, period: string, pending?: string}} of  pending: what is
 *   said before it
 */
export function gauge(metric, value, { view, period, pending = "metric.pending" }) {
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
      <span class="pending" title=${t("metric.pending")} ?hidden=${!value?.pending}>${t(pending)} ${shown("pending")}</span>
    </div>
  </article>`;
}
