import { BOARD, MONEY } from "../catalogue.js";
import { figure } from "../figures.js";
import { amount, widestOf } from "../format.js";
import { t } from "../i18n.js";
import { html, vars } from "../lit.js";
import { number } from "./number.js";

const COUNTED = BOARD.flatMap(({ counters }) => counters);

/** The wall's counters. @param {import("./model.js").Shown} model */
export function board({ doc, view, labels, periods }) {
  return counterBoard({ doc, view, rows: ["day", "month", "year"], names: labels, periods, hasMoney: true, isTold: true });
}

/**
 * The counters in groups side by side: today large, month and year beneath; of a closed period one row.
 *
 * @param {object} board
 * @param {import("../live/types.js").ViewDocument} board.doc
 * @param {string} board.view
 * @param {readonly string[]} board.rows  the columns of `counters` that are shown
 * @param {Record<string, string>} board.names  of the rows
 * @param {Record<string, string>} board.periods  the period each row counts
 * @param {boolean} board.hasMoney  money is a plain figure, and of the bureau only
 * @param {boolean} [board.isTold]  what changed today is lit
 */
export function counterBoard({ doc, view, rows, names, periods, hasMoney, isTold = false }) {
  const groups = hasMoney ? [...BOARD, { group: "money", counters: [MONEY] }] : BOARD;
  const text = (/** @type {string} */ counter, /** @type {string} */ row) =>
    amount(counter, figure(doc.counters?.[/** @type {"day"} */ (row)], counter));
  const sizes = Object.fromEntries(rows.map((row) => [`chars-${row}`, widestOf(COUNTED.map((counter) => text(counter, row)))]));
  const ofMoney = Object.fromEntries(rows.map((row) => [`chars-${row}`, widestOf([text(MONEY, row)])]));
  return html`<section class="tile board ${rows.length === 1 ? "closed" : ""}" id="board" aria-label=${t("panel.counters")} ${vars(sizes)}>
    <span class="mark" data-brief></span>
    <div class="rows" aria-hidden="true">
      <span class="head"></span>${rows.map((row) => html`<span class="row ${row}">${names[row]}</span>`)}
    </div>
    ${groups.map(
      ({ group, counters }) =>
        html`<section class="group ${group}" ${vars({ columns: counters.length, ...(group === "money" ? ofMoney : {}) })}>
          <h2>${t(`group.${group}`)}</h2>
          <div class="columns">
            ${counters.map(
              (counter) =>
                html`<div class="column">
                  <h3>${counter === MONEY ? t("money.decided") : t(`counter.${counter}`)}</h3>
                  ${rows.map((row) =>
                    number(text(counter, row), { view, counter, period: periods[row] }, `${t(`counter.${counter}`)} ${names[row]}`, {
                      name: row,
                      row: names[row],
                      isTold: isTold && row === "day" && counter !== MONEY,
                    }),
                  )}
                </div>`,
            )}
          </div>
        </section>`,
    )}
  </section>`;
}
