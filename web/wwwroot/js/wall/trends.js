import { DAYS, MONTHS, SERIES, SERIES_SHAPES } from "../catalogue.js";
import { sum } from "../figures.js";
import { count, emsOf, splitName } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { Directive, directive, guard, html, noChange, nothing, vars } from "../lit.js";
import { lastDays, lastMonths } from "../time.js";
import { hours } from "./hours.js";
import { COUNTED } from "./past.js";
import { inOrder } from "./teams.js";
import { tile } from "./tile.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("../charts.js").ChartData} ChartData */
/** @typedef {import("../live/types.js").Part} Part */
/** @typedef {{keys: string[], data: ChartData, title: string}} Trend */

/** So many teams stand above one another at most. */
const MOST_LINES = 8;

/** Draws a canvas when its data have changed; what draws it is fetched once the figures stand. */
const drawn = directive(
  class extends Directive {
    /** @type {Promise<{update: (data: ChartData) => void}>|null} */
    #chart = null;
    #trend = /** @type {Trend|null} */ (null);

    /** @param {"bar"|"line"} _type @param {Trend} _trend @param {string} _view @param {() => number} _fontSize */
    render(_type, _trend, _view, _fontSize) {
      return noChange;
    }

    /** @param {any} part of a canvas @param {["bar"|"line", Trend, string, () => number]} values */
    update(part, [type, trend, view, fontSize]) {
      this.#trend = trend;
      this.#chart ??= import("../charts.js").then(({ chart }) =>
        chart(part.element, type, fontSize, (series, point) => this.#open(view, series, point)),
      );
      this.#chart.then(
        (chart) => this.#trend && chart.update(this.#trend.data),
        () => (this.#chart = null),
      );
      return noChange;
    }

    /** @param {string} view @param {number} series @param {number} point */
    async #open(view, series, point) {
      const { evidenceHash } = await import("../evidence.js");
      location.hash = evidenceHash({ view, counter: SERIES[series].counters.join(","), period: this.#trend?.keys[point] });
    }
  },
);

/**
 * Past days and months from the trend, the present ones from the counters: the document says nothing twice.
 * @param {ViewDocument} doc
 * @returns {{months: Trend, days: Trend}}
 */
export function trendsOf(doc) {
  const byMonth = { ...doc.trend?.months, [doc.day.slice(0, 7)]: doc.counters?.month ?? {} };
  const byDay = { ...doc.trend?.days, [doc.day]: doc.counters?.day ?? {} };
  const [months, days] = [lastMonths(doc.day, MONTHS), lastDays(doc.day, DAYS)];
  /** @param {string} title @param {string[]} keys @param {Record<string, any>} buckets @param {(key: string) => string} label */
  const trend = (title, keys, buckets, label) => ({
    keys,
    title,
    data: {
      labels: keys.map(label),
      series: SERIES.map(({ name, counters }) => ({ name: t(`series.${name}`), values: keys.map((key) => sum(buckets[key], counters)) })),
    },
  });
  return {
    months: trend(t("panel.months"), months, byMonth, (key) =>
      t("date.monthOnly", { month: Number(key.slice(5)), monthName: t(`month.${Number(key.slice(5))}`) }),
    ),
    days: trend(t("panel.days"), days, byDay, (key) => `${Number(key.slice(5, 7))}/${Number(key.slice(8))}`),
  };
}

/** What of the present day and month the charts show, to be compared with what it was. @param {ViewDocument} doc */
export function present(doc) {
  return SERIES.flatMap(({ counters }) => [sum(doc.counters?.day, counters), sum(doc.counters?.month, counters)]).join();
}

/** What each team counts today, to be compared with what it was. @param {ViewDocument} doc */
export function presentOfTeams({ teams }) {
  return Object.values(teams ?? {})
    .map(({ counters }) => sum(counters?.day, COUNTED))
    .join();
}

/** Which series is which. @param {{name: string}} series @param {number} index */
function named({ name }, index) {
  return html`<li><i aria-hidden="true" data-series=${index + 1}>${SERIES_SHAPES[index]}</i>${t(`series.${name}`)}</li>`;
}

/**
 * How it goes and went: today by the hour, months and days, one after the other where there is not room for all.
 * @param {import("./model.js").Shown} model
 */
export function trends(model) {
  const { doc, view, fontSize, pagers, pasts, turned } = model;
  const list = pasts ? inOrder(doc) : [];
  const pages = Math.ceil(list.length / MOST_LINES);
  const size = Math.ceil(list.length / pages);
  const ofTeams = Array.from({ length: pages }, (_, page) => `past-${page}`);
  const { shown, controls } = pagers.trends.of([...(doc.hours ? ["hours"] : []), "months", "days", ...ofTeams], 1);
  const [part, page] = shown[0].split("-");
  const notesOf = (/** @type {string} */ id) => (shown.includes(id) ? [controls] : []);
  /** @param {string} id @param {"bar"|"line"} type @param {Trend} trend */
  const plot = (id, type, trend) =>
    tile(
      { id: `${id}-panel`, title: trend.title, notes: notesOf(id) },
      html`<ul class="legend">
          ${SERIES.map(named)}
        </ul>
        <div class="canvas">
          <canvas id=${id} role="img" aria-label=${described(trend)} ${drawn(type, trend, view, fontSize)}></canvas>
        </div>`,
    );
  // The hours change with every event, months and days with what they count.
  const past = guard([doc.trend, present(doc), doc.day, turned, shown[0]], () => {
    const { months, days } = trendsOf(doc);
    return html`${plot("months", "bar", months)}${plot("days", "line", days)}`;
  });
  return html`<div class="charts" id="trends" data-shown=${part}>
    ${doc.hours ? hours(doc, notesOf("hours")) : nothing}${past}
    ${pasts && page ? pastTile(doc, list.slice(Number(page) * size, (Number(page) + 1) * size), pasts, controls) : nothing}
  </div>`;
}

/**
 * The last days of each team, each beside its own greatest day only: how it goes and went, and nobody is measured by another.
 * @param {ViewDocument} doc @param {[string, Part][]} list @param {import("./past.js").Pasts} pasts @param {unknown} controls
 */
function pastTile({ day }, list, pasts, controls) {
  const days = lastDays(day, DAYS);
  const line = (/** @type {typeof list[0]} */ [id, team]) => {
    const name = nameOf(team, id);
    const values = days.map((one) => (one === day ? sum(team.counters?.day, COUNTED) : (pasts[id]?.[one] ?? 0)));
    const [most, all] = [Math.max(1, ...values), values.reduce((sum, value) => sum + value, 0)];
    const { main } = splitName(name);
    return html`<li>
      <span class="name" ${vars({ ems: emsOf(main) })}>${main}</span
      ><span class="bars" role="img" aria-label="${name}: ${t("panel.past")} ${count(all)}"
        >${values.map((value) => html`<i ${vars({ part: value / most })}></i>`)}</span
      >
    </li>`;
  };
  return tile(
    { id: "past-panel", title: t("panel.past"), notes: [controls] },
    html`<ul class="past">
      ${list.map(line)}
    </ul>`,
  );
}

/** @param {Trend} trend */
function described({ title, data }) {
  return `${title}: ${data.series.map(({ name, values }) => `${name} ${values.reduce((all, value) => all + value, 0)}`).join(", ")}`;
}

export { described, drawn, named };
