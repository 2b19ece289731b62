import { queryText } from "../figures.js";
import { NONE, periodName } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, nothing } from "../lit.js";
import { periodInput } from "../period.js";
import { metricName, metricText } from "../rules.js";
import { comparedPeriods, difference, isComparable, unmetOf } from "./answers.js";
import { panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */

/** The rates of the page's own past, what is not met first: never another's. @param {Model} model */
export function against(model) {
  const { doc, view, period, rules, path, beside, compared } = model;
  const periods = comparedPeriods(period, doc.day, beside);
  const [own] = periods;
  const metricsOf = (/** @type {string} */ of) => (of === period ? doc.metrics : compared.answer?.[of]?.metrics);
  const missed = new Set(unmetOf(doc.metrics, rules).map(({ rule }) => rule.id));
  const shown = (rules?.metrics ?? [])
    .filter((rule) => isComparable(rule) && periods.some((of) => metricsOf(of)?.[rule.id]?.denominator))
    .sort((a, b) => Number(missed.has(b.id)) - Number(missed.has(a.id)));
  const choose = (/** @type {string} */ value) => location.assign(href(path, { period, beside: value }) + "#against");
  return panel(
    { key: "panel.against", note: t("against.note") },
    html`<div class="scroll">
        <table class="against">
          <thead>
            <tr>
              <th>${t("panel.metrics")}</th>
              ${periods.map((of, index) => html`<th class="right">${headOf(of, index, period)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (rule) =>
                html`<tr ?data-unmet=${missed.has(rule.id)}>
                  <th scope="row">${missed.has(rule.id) ? "▲ " : ""}${metricName(rule.id)}</th>
                  ${periods.map((of) => {
                    const value = metricsOf(of)?.[rule.id];
                    return html`<td class="right digits">
                      ${
                        value?.denominator
                          ? html`<button
                              type="button"
                              class="num"
                              data-opens=${queryText({ view, metric: rule.id, part: "denominator", period: of })}
                              aria-label=${`${metricName(rule.id)} ${periodName(of)} ${metricText(value, rule)}`}
                              .textContent=${metricText(value, rule)}
                            ></button>`
                          : NONE
                      }
                      ${of === own ? nothing : changeOf(difference(metricsOf(own)?.[rule.id], value, rule))}
                    </td>`;
                  })}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        shown.length > 0
          ? nothing
          : html`<p class="soft">
              ${compared.failure ? t("banner.request", { reason: compared.failure }) : t(compared.answer ? "against.none" : "table.loading")}
            </p>`
      }
      <p class="period">
        <label><span>${t("against.choose")}</span> ${periodInput(own, beside ?? "", choose)}</label>
      </p>`,
  );
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
  const text = points === 0 ? "＝" : `${points > 0 ? "↑" : "↓"}${Math.abs(points).toFixed(1)}`;
  return html`<small class="soft change">${text}</small>`;
}
