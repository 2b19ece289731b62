import { SERIES } from "../catalogue.js";
import { count, periodName, shortDay } from "../format.js";
import { t } from "../i18n.js";
import { html } from "../lit.js";
import { number } from "../wall/number.js";
import { described, drawn, named, trendsOf } from "../wall/trends.js";
import { panel } from "./panel.js";
import { savePicture } from "./takeaway.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("../wall/trends.js").Trend} Trend */

/** How it went in the last twelve months and thirty days; the numbers of each chart stand below it as a table. @param {Model} model */
export function trends(model) {
  const { doc, view, fontSize } = model;
  const { months, days } = trendsOf(doc);
  /** @param {string} key @param {"bar"|"line"} type @param {Trend} trend @param {(key: string) => string} label */
  const plot = (key, type, trend, label) =>
    panel(
      { key, onward: pictureButton(model, key, trend.title), canFold: true },
      html`<ul class="legend">
          ${SERIES.map(named)}
        </ul>
        <div class="canvas"><canvas role="img" aria-label=${described(trend)} ${drawn(type, trend, view, fontSize)}></canvas></div>
        <details>
          <summary>${t("table.chart")}</summary>
          ${table(trend, view, label)}
        </details>`,
    );
  return html`<div class="two">${plot("panel.months", "bar", months, periodName)}${plot("panel.days", "line", days, shortDay)}</div>`;
}

/** The numbers of a chart, newest first. @param {Trend} trend @param {string} view @param {(key: string) => string} label */
function table({ keys, data }, view, label) {
  return html`<table>
    <thead>
      <tr>
        <th>${t("period.choose")}</th>
        ${SERIES.map(({ name }) => html`<th class="right">${t(`series.${name}`)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${[...keys.keys()].reverse().map(
        (at) =>
          html`<tr>
            <th scope="row">${label(keys[at])}</th>
            ${SERIES.map(
              ({ name, counters }, index) =>
                html`<td class="right">
                  ${number(
                    count(data.series[index].values[at]),
                    { view, counter: counters.join(","), period: keys[at] },
                    `${label(keys[at])} ${t(`series.${name}`)}`,
                  )}
                </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Takes the chart of its panel away as a picture. @param {Model} model @param {string} key @param {string} title */
function pictureButton(model, key, title) {
  const take = (/** @type {Event} */ { currentTarget }) => {
    const canvas = /** @type {HTMLElement} */ (currentTarget).closest(".panel")?.querySelector("canvas");
    if (canvas) {
      savePicture(canvas, { page: model, doc: model.doc, id: key.replace("panel.", ""), title, fontSize: model.fontSize() }).catch(
        model.failed,
      );
    }
  };
  return html`<button type="button" class="action small take-away" @click=${take}>${t("takeAway.picture")}</button>`;
}
