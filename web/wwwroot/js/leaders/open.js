import { OPEN_STAGES, OPEN_TOTALS } from "../catalogue.js";
import { count, widestOf } from "../format.js";
import { t } from "../i18n.js";
import { html, vars } from "../lit.js";
import { number } from "../wall/number.js";
import { panel } from "./panel.js";

/** Open cases by stage, and what else is open. @param {import("./model.js").Model} model */
export function open({ doc, view }) {
  const totals = /** @type {Record<string, any>} */ (doc.open ?? {});
  const of = (/** @type {string} */ stage) => doc.open?.byStage?.[stage] ?? 0;
  const most = Math.max(1, ...OPEN_STAGES.map(of));
  return panel(
    { key: "panel.open", note: t("panel.stages") },
    html`<p class="total">
        ${number(count(doc.open?.cases ?? 0), { view, open: "cases" }, t("panel.open"), { name: "key" })}<span
          >${t("panel.open.unit")}</span
        >
      </p>
      <ol class="stages" ${vars({ chars: widestOf(OPEN_STAGES.map((stage) => count(of(stage)))) })}>
        ${OPEN_STAGES.map(
          (stage) =>
            html`<li>
              <span class="name">${t(`stage.${stage}`)}</span>
              <span class="track"><i class="bar" ${vars({ part: of(stage) / most })}></i></span>
              ${number(count(of(stage)), { view, open: stage }, t(`stage.${stage}`))}
            </li>`,
        )}
      </ol>
      <p class="others">
        ${OPEN_TOTALS.filter((name) => name !== "cases").map(
          (name) => html`<span>${t(`open.${name}`)} ${number(count(totals[name] ?? 0), { view, open: name }, t(`open.${name}`))}</span>`,
        )}
      </p>`,
  );
}
