import { AGES, LIMIT_WARNING, OPEN_STAGES } from "../catalogue.js";
import { count, widestOf } from "../format.js";
import { t } from "../i18n.js";
import { html, vars } from "../lit.js";
import { number } from "./number.js";
import { note, tile } from "./tile.js";
import { levelTotals } from "./warnings.js";

/** Open cases: the number, and the stages. @param {import("./model.js").Shown} model */
export function open({ doc, view }) {
  return tile(
    { id: "open", title: t("panel.open") },
    html`<p class="total">
        ${number(count(doc.open?.cases ?? 0), { view, open: "cases" }, t("panel.open"), { name: "key", isTold: true })}
      </p>
      ${stages({ doc, view })}`,
  );
}

/** How many cases stand at each stage, in the order of the procedure. @param {Pick<import("./model.js").Shown, "doc"|"view">} model */
export function stages({ doc, view }) {
  const of = (/** @type {string} */ stage) => doc.open?.byStage?.[stage] ?? 0;
  const most = Math.max(1, ...OPEN_STAGES.map(of));
  return html`<ol class="stages" ${vars({ chars: widestOf(OPEN_STAGES.map((stage) => count(of(stage)))) })}>
    ${OPEN_STAGES.map(
      (stage) =>
        html`<li>
          <span class="name">${t(`stage.${stage}`)}</span>
          <span class="track"><i class="bar" ${vars({ part: of(stage) / most })}></i></span>
          ${number(count(of(stage)), { view, open: stage }, t(`stage.${stage}`))}
        </li>`,
    )}
  </ol>`;
}

/**
 * Age of the open cases in bands. Age alone is no fault: a case may be decided, or its limit extended or suspended; whether one is late is
 * what its warning says.
 * @param {Pick<import("./model.js").Shown, "doc"|"view">} model
 */
export function ageing({ doc, view }) {
  const of = (/** @type {string} */ band) => doc.open?.ageing?.[band] ?? 0;
  const most = Math.max(1, ...AGES.map(({ band }) => of(band)));
  return tile(
    { id: "ageing", title: t("panel.ageing"), notes: [note(t("panel.ageing.note"))] },
    html`<ol class="ages" ${vars({ chars: widestOf(AGES.map(({ band }) => count(of(band)))) })}>
        ${AGES.map(
          ({ band }) =>
            html`<li data-band=${band}>
              <span class="head">${number(count(of(band)), { view, open: "cases", age: band }, t(`age.${band}`))}</span>
              <span class="track"><i class="bar" ${vars({ part: of(band) / most })}></i></span>
              <span class="name">${t(`age.${band}`)}</span>
            </li>`,
        )}
      </ol>
      ${levelTotals(doc, { view, warning: LIMIT_WARNING.rule }, LIMIT_WARNING.levels, t("panel.ageing.limit"))}`,
  );
}
