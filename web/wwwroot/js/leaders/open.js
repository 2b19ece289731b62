import { OPEN_TOTALS } from "../catalogue.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { html } from "../lit.js";
import { stages } from "../wall/cases.js";
import { number } from "../wall/number.js";
import { panel } from "./panel.js";

/** Open cases by stage, and what else is open. @param {import("./model.js").Model} model */
export function open({ doc, view }) {
  const totals = /** @type {Record<string, any>} */ (doc.open ?? {});
  return panel(
    { key: "panel.open", note: t("panel.stages") },
    html`<p class="total">
        ${number(count(doc.open?.cases ?? 0), { view, open: "cases" }, t("panel.open"), { name: "key" })}<span
          >${t("panel.open.unit")}</span
        >
      </p>
      ${stages({ doc, view })}
      <p class="others">
        ${OPEN_TOTALS.filter((name) => name !== "cases").map(
          (name) => html`<span>${t(`open.${name}`)} ${number(count(totals[name] ?? 0), { view, open: name }, t(`open.${name}`))}</span>`,
        )}
      </p>`,
  );
}
