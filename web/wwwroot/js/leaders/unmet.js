import { queryText } from "../figures.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, nothing } from "../lit.js";
import { firstPart, metricName, metricText } from "../rules.js";
import { number } from "../wall/number.js";
import { unmetOf } from "./answers.js";
import { onward, panel } from "./panel.js";

/** What is not met, the worst first, and how much is missing of it. @param {import("./model.js").Model} model */
export function unmet({ doc, view, rules, ratePeriod, names, period }) {
  const list = unmetOf(doc.metrics, rules);
  return panel(
    { key: "panel.unmet", note: period ? names.period : names.year, onward: onward(href("/rules"), t("panel.metrics.all")) },
    html`<ol class="unmet">
        ${list.map(
          ({ rule, value, target, isRate, missing }) =>
            html`<li>
              <h3>${metricName(rule.id)}</h3>
              <button
                type="button"
                class="rate digits"
                aria-label=${t("metric.value", { value: `${metricName(rule.id)} ${metricText(value, rule)}` })}
                data-opens=${queryText({ view, metric: rule.id, part: firstPart(value, rule), period: ratePeriod })}
                .textContent=${metricText(value, rule)}
              ></button>
              <p class="target">▲ ${t(isRate ? "metric.unmet" : "metric.unmet.count", { target: `${target}${isRate ? "%" : ""}` })}</p>
              <p class="missing">
                ${isRate ? t("unmet.missing") : t("unmet.found")}
                ${number(
                  count(missing),
                  { view, metric: rule.id, part: isRate ? "missing" : "numerator", period: ratePeriod },
                  `${metricName(rule.id)} ${t("metric.missing")}`,
                )}
              </p>
            </li>`,
        )}
      </ol>
      ${
        list.length > 0
          ? nothing
          : html`<p class="none" ?data-unheard=${doc.unheard}>
              ${rules === null || !doc.metrics ? t("table.loading") : doc.unheard ? `○ ${t("warning.unheard")}` : `✓ ${t("unmet.none")}`}
            </p>`
      }`,
  );
}
