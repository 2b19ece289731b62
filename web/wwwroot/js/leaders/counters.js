import { ALL } from "../catalogue.js";
import { figure } from "../figures.js";
import { amount } from "../format.js";
import { t } from "../i18n.js";
import { html } from "../lit.js";
import { number } from "../wall/number.js";
import { panel } from "./panel.js";

/** Every counter there is. @param {import("./model.js").Model} model */
export function counters({ doc, view, rows, names, periods }) {
  return panel(
    { key: "panel.counters", canFold: true },
    html`<table class="all">
      <thead>
        <tr>
          <th>${t("col.counter")}</th>
          ${rows.map((row) => html`<th class="right" scope="col">${names[row]}</th>`)}
        </tr>
      </thead>
      ${ALL.map(
        ({ group, counters: list }) =>
          html`<tbody>
            <tr class="group">
              <th colspan=${rows.length + 1}>${t(`group.${group}`)}</th>
            </tr>
            ${list.map(
              (counter) =>
                html`<tr>
                  <th scope="row">${t(`counter.${counter}`)}</th>
                  ${rows.map(
                    (row) =>
                      html`<td class="right">
                        ${number(
                          amount(counter, figure(doc.counters?.[row], counter)),
                          { view, counter, period: periods[row] },
                          `${t(`counter.${counter}`)} ${names[row]}`,
                        )}
                      </td>`,
                  )}
                </tr>`,
            )}
          </tbody>`,
      )}
    </table>`,
  );
}
