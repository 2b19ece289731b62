import { BOARD, MONEY } from "../catalogue.js";
import { figure } from "../figures.js";
import { amount, widestOf } from "../format.js";
import { t } from "../i18n.js";
import { html, vars } from "../lit.js";
import { number } from "./number.js";

const ROWS = /** @type {const} */ (["day", "month", "year"]);
const GROUPS = [...BOARD, { group: "money", counters: [MONEY] }];
const COUNTED = BOARD.flatMap(({ counters }) => counters);

/** The counters: groups side by side, today large, month and year beneath. @param {import("./model.js").Shown} model */
export function board({ doc, view, labels, periods }) {
  const text = (/** @type {string} */ counter, /** @type {"day"|"month"|"year"} */ row) =>
    amount(counter, figure(doc.counters?.[row], counter));
  const sizes = Object.fromEntries(ROWS.map((row) => [`chars-${row}`, widestOf(COUNTED.map((counter) => text(counter, row)))]));
  const money = Object.fromEntries(ROWS.map((row) => [`chars-${row}`, widestOf([text(MONEY, row)])]));
  return html`<section class="tile board" id="board" aria-label=${t("panel.counters")} ${vars(sizes)}>
    <span class="mark"></span>
    <div class="rows" aria-hidden="true">
      <span class="head"></span>${ROWS.map((row) => html`<span class="row ${row}">${labels[row]}</span>`)}
    </div>
    ${GROUPS.map(
      ({ group, counters }) =>
        html`<section class="group ${group}" ${vars({ columns: counters.length, ...(group === "money" ? money : {}) })}>
          <h2>${t(`group.${group}`)}</h2>
          <div class="columns">
            ${counters.map(
              (counter) =>
                html`<div class="column">
                  <h3>${counter === MONEY ? t("money.decided") : t(`counter.${counter}`)}</h3>
                  ${ROWS.map((row) =>
                    number(text(counter, row), { view, counter, period: periods[row] }, `${t(`counter.${counter}`)} ${labels[row]}`, {
                      name: row,
                      row: labels[row],
                      isTold: row === "day" && counter !== MONEY,
                    }),
                  )}
                </div>`,
            )}
          </div>
        </section>`,
    )}
  </section>`;
}
