import { SERIES_SHAPES } from "../catalogue.js";
import { chart } from "../charts.js";
import { count, rate } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines } from "../lines.js";
import { Directive, directive, html, noChange, nothing } from "../lit.js";
import { candidatesText, monthOf, stepText } from "./texts.js";

/** @typedef {import("./texts.js").Row} Row */
/** @typedef {import("./texts.js").Point} Point */

/** The three lines of the chart, in the order of their colours. */
const LINES = /** @type {const} */ (["floor", "plan", "need"]);

/** The scale begins so much below the least of its lines, on a multiple: from zero on a gap of five among ninety would be a hair. */
const ROOM = 5;

/** A canvas with the chart of some points. */
const plotted = directive(
  class extends Directive {
    /** @type {ReturnType<typeof chart>|null} */
    #chart = null;
    /** @type {(point: number) => void} */
    #open = () => {};

    /** @param {Point[]} _points @param {() => number} _fontSize @param {(point: number) => void} _open */
    render(_points, _fontSize, _open) {
      return noChange;
    }

    /** @param {any} part of the canvas @param {[Point[], () => number, (point: number) => void]} values */
    update(part, [points, fontSize, open]) {
      this.#open = open;
      const least = Math.min(...points.flatMap((point) => LINES.map((line) => point[line])));
      this.#chart ??= chart(part.element, "line", fontSize, (_, point) => this.#open(point));
      this.#chart.update({
        labels: points.map(({ day }) => `${day.slice(2, 4)}/${Number(day.slice(5, 7))}`),
        series: LINES.map((line) => ({ name: t(`forecast.line.${line}`), values: points.map((point) => point[line]) })),
        from: Math.max(0, Math.floor(least / ROOM - 1) * ROOM),
      });
      return noChange;
    }
  },
);

/**
 * How many are certified month by month, what happens at each step, and the same as a table.
 *
 * @param {object} shown
 * @param {Row} shown.row
 * @param {string} shown.name      of the team, or of the bureau
 * @param {unknown} shown.choice   of whose forecast it is
 * @param {() => number} shown.fontSize
 * @param {((month: number) => void)|null} shown.open  who leaves in a month; null for who may not see it
 */
export function ahead({ row, name, choice, fontSize, open }) {
  const { points } = row;
  const [now, last] = [points[0], points[points.length - 1]];
  const steps = points.map((point, month) => ({ point, month })).filter(({ point }) => stepText(point) !== "");
  const named = (/** @type {string} */ key, /** @type {unknown} */ value, /** @type {unknown} */ more = "") =>
    html`<li><span>${t(key)}</span><b class="digits">${value}</b><span class="soft digits">${more}</span></li>`;
  return panel(
    { key: "forecast.ahead", id: "ahead", note: name, onward: choice },
    html`<ul class="forecast-figures">
        ${named("forecast.now", count(now.floor), rate({ numerator: now.floor, denominator: row.posts }))}
        ${named("forecast.need", count(now.need), t("forecast.of", { posts: count(row.posts) }))}
        ${named("forecast.gap.now", count(now.gap))} ${named("forecast.gap.last", count(last.gap), monthOf(last))}
        ${named("forecast.candidates", candidatesText(last))}
      </ul>
      <ul class="legend">
        ${LINES.map(nameOf)}
      </ul>
      <div class="canvas">
        <canvas role="img" aria-label=${described(name, points)} ${plotted(points, fontSize, (point) => open?.(point))}></canvas>
      </div>
      <ol class="forecast-steps" aria-label=${t("forecast.steps")}>
        ${steps.map(
          ({ point, month }) =>
            html`<li><span class="digits">${monthOf(point)}</span> ${opening(stepText(point), point, month, open)}</li>`,
        )}
      </ol>
      ${steps.length === 0 ? html`<p class="soft">${t("forecast.steps.none")}</p>` : nothing}
      <details>
        <summary>${t("table.chart")}</summary>
        ${lines(
          ["forecast.month", "forecast.line.floor", "forecast.line.plan", "forecast.line.need", "forecast.gap", "forecast.candidates"],
          points.map((point, month) => ({ point, month })),
          ({ point }) => point.day,
          ({ point, month }) => [
            ["digits", opening(month === 0 ? t("forecast.today") : monthOf(point), point, month, open)],
            ["digits", count(point.floor)],
            ["digits", count(point.plan)],
            ["digits", count(point.need)],
            ["digits", count(point.gap)],
            ["digits", candidatesText(point)],
          ],
        )}
      </details>`,
  );
}

/** Which line is which. @param {(typeof LINES)[number]} line @param {number} at */
function nameOf(line, at) {
  return html`<li><i aria-hidden="true" data-series=${at + 1}>${SERIES_SHAPES[at]}</i>${t(`forecast.line.${line}`)}</li>`;
}

/**
 * A text that opens who leaves in a month, where somebody does and the reader may.
 * @param {string} text @param {Point} point @param {number} month @param {((month: number) => void)|null} open
 */
function opening(text, point, month, open) {
  if (!open || point.leave === 0) {
    return text;
  }
  const label = `${monthOf(point)} ${text}: ${t("forecast.leaving")}`;
  return html`<button type="button" class="opens" aria-label=${label} @click=${() => open(month)}>${text}</button>`;
}

/** @param {string} name @param {Point[]} points */
function described(name, points) {
  const last = points[points.length - 1];
  return `${name}: ${LINES.map((line) => `${t(`forecast.line.${line}`)} ${points[0][line]} → ${last[line]}`).join(", ")}`;
}
