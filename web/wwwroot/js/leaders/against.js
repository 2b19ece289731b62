import { queryText } from "../figures.js";
import { count, NONE, periodName } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, nothing } from "../lit.js";
import { periodInput } from "../period.js";
import { metricName, metricText, standingOf } from "../rules.js";
import { comparedPeriods, difference, isComparable } from "./answers.js";
import { panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("../live/types.js").Metric} Metric */
/** @typedef {import("../live/types.js").MetricRule} MetricRule */

/** The rates of the page's own past, what is not met first: never another's. @param {Model} model */
export function against(model) {
  const { doc, view, period, rules, path, beside, compared } = model;
  const periods = comparedPeriods(period, doc.day, beside);
  const [own] = periods;
  const metricsOf = (/** @type {string} */ of) => (of === period ? doc.metrics : compared.answer?.[of]?.metrics);
  const isMissed = (/** @type {MetricRule} */ rule, /** @type {string} */ of) =>
    standingOf(metricsOf(of)?.[rule.id], rule)?.isMet === false;
  const missed = new Set((rules?.metrics ?? []).filter((rule) => isMissed(rule, own)).map(({ id }) => id));
  const shown = (rules?.metrics ?? [])
    .filter((rule) => isComparable(rule) && periods.some((of) => metricsOf(of)?.[rule.id]?.denominator))
    .sort((a, b) => Number(missed.has(b.id)) - Number(missed.has(a.id)));
  const changeIn = (/** @type {MetricRule} */ rule, /** @type {string} */ of) =>
    of === own ? null : difference(metricsOf(own)?.[rule.id], metricsOf(of)?.[rule.id], rule);
  const isTelling = (/** @type {MetricRule} */ rule) => missed.has(rule.id) || periods.some((of) => changeIn(rule, of));
  const same = shown.filter((rule) => !isTelling(rule));
  const choose = (/** @type {string} */ value) => location.assign(href(path, { period, beside: value }) + "#against");

  /** @param {MetricRule} rule */
  const line = (rule) =>
    html`<tr>
      <th scope="row">${metricName(rule.id)}</th>
      ${periods.map((of) => {
        const value = metricsOf(of)?.[rule.id];
        // Each period stands to the target for itself: what was missed once may be met now.
        return html`<td class="right digits" ?data-unmet=${isMissed(rule, of)}>
          ${isMissed(rule, of) ? html`<i title=${t("against.unmet")}>▲</i>` : nothing} ${shownOf(rule, value, { view, of })}
          ${changeOf(changeIn(rule, of))}
        </td>`;
      })}
    </tr>`;
  const table = (/** @type {MetricRule[]} */ list) =>
    html`<div class="scroll" tabindex="0">
      <table class="against">
        <thead>
          <tr>
            <th>${t("panel.metrics")}</th>
            ${periods.map((of, index) => html`<th class="right">${headOf(of, index, period)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${list.map(line)}
        </tbody>
      </table>
    </div>`;
  const empty = compared.failure
    ? t("banner.request", { reason: compared.failure })
    : t(compared.answer ? "against.none" : "table.loading");
  return panel(
    { key: "panel.against", note: t("against.note") },
    html`${table(shown.filter(isTelling))} ${shown.length > 0 ? nothing : html`<p class="soft">${empty}</p>`}
      ${
        same.length > 0
          ? html`<details>
              <summary>${t("against.same", { count: count(same.length) })}</summary>
              ${table(same)}
            </details>`
          : nothing
      }
      <p class="period">
        <label><span>${t("against.choose")}</span> ${periodInput(own, beside ?? "", choose)}</label>
      </p>`,
  );
}

/**
 * A rate in a period, which opens what it is of.
 * @param {MetricRule} rule @param {Metric|undefined} value @param {{view: string, of: string}} where
 */
function shownOf(rule, value, { view, of }) {
  return value?.denominator
    ? html`<button
        type="button"
        class="num"
        data-opens=${queryText({ view, metric: rule.id, part: "denominator", period: of })}
        aria-label=${`${metricName(rule.id)} ${periodName(of)} ${metricText(value, rule)}`}
        .textContent=${metricText(value, rule)}
      ></button>`
    : NONE;
}

/** @param {string} of @param {number} index @param {string|null} period */
function headOf(of, index, period) {
  return period === null && index < 3 ? html`${t(`against.${index}`)}<br /><small>${periodName(of)}</small>` : periodName(of);
}

/** How the period at hand stands to that one: higher or lower, without a colour. @param {number|null} points */
function changeOf(points) {
  if (points === null) {
    return nothing;
  }
  const text = points === 0 ? "=" : `${points > 0 ? "↑" : "↓"}${Math.abs(points).toFixed(1)}`;
  return html`<small class="soft change">${text}</small>`;
}
