import { t } from "../i18n.js";
import { href } from "../links.js";
import { html } from "../lit.js";
import { grouped } from "../rules.js";
import { gauge } from "../wall/gauges.js";
import { onward, panel } from "./panel.js";

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
