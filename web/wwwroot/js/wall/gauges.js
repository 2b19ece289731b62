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
    <span class="mark"></span>
    <p class="rows"><b>${t("panel.metrics")}</b><span>${labels.year}</span><a href=${href("/rules")}>${t("panel.metrics.all")}</a></p>
    <div class="metrics" ${vars({ chars: widestOf(texts) })}>
      ${GAUGES.map((metric, index) => gauge(metric, doc.metrics?.[metric], texts[index], { view, period: periods.year }))}
    </div>
  </section>`;
}

/**
 * A rate with numerator, denominator and what is not yet due; a rate of nothing is “—”, never 0 % or 100 %.
 * @param {string} metric @param {Metric|undefined} value @param {string} text
 * @param {{view: string, period: string}} of
 */
function gauge(metric, value, text, { view, period }) {
  const rule = metricRule(metric);
  const name = metricName(metric);
  const standing = standingOf(value, rule);
  const target = `${standing?.target}%`;
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
      <p class="parts digits">
        ${shown("numerator")}<span class="over"><span class="slash">/</span>${shown("denominator")}</span>
      </p>
    </div>
    <span class="track"
      ><i class="bar" ${vars({ part: value?.denominator ? Math.min(1, value.numerator / value.denominator) : 0 })}></i
    ></span>
    <div class="line foot-line">
      <span class="standing"
        >${standing === null ? "" : standing.isMet ? `✓ ${t("metric.met", { target })}` : `▲ ${t("metric.unmet", { target })}`}</span
      >
      <span class="pending" title=${t("metric.pending")} ?hidden=${!value?.pending}>${t("metric.pending.short")} ${shown("pending")}</span>
    </div>
  </article>`;
}
