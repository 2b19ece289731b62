import { library } from "./library.js";

/** The only file that knows Chart.js. */

const LIBRARY = "/lib/chart.js/dist/chart.umd.min.js";

/** A chart of months and days is no stop-watch: it is drawn at most this often, in ms. */
const DRAW_EVERY = 5_000;

/** As the page's theme has them; a canvas has no style sheet. */
const COLOURS = ["--series-1", "--series-2", "--series-3"];
const DASHES = [[], [7, 4], [2, 3]];
const POINTS = ["circle", "triangle", "rect"];

/**
 * @typedef {object} ChartData
 * @property {string[]} labels
 * @property {{name: string, values: number[]}[]} series  at most three
 * @property {number} [from]  where the scale begins, of lines that all lie far from zero; zero where nothing is said
 */

/**
 * A chart of live figures: no animation, a bounded number of points, told apart by shape as well as colour. Which series is which the page
 * says.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {"line"|"bar"} type
 * @param {() => number} fontSize in CSS pixels, asked again when the window changes
 * @param {(series: number, point: number) => void} onPoint a point was chosen
 */
export function chart(canvas, type, fontSize, onPoint) {
  /** What the style sheets say, read when the chart is made and when the window changes. @type {ReturnType<typeof look>} */
  let style;
  /** @type {any} null until the library is here */
  let drawn = null;
  /** @type {ChartData|null} what is to be drawn */
  let due = null;
  /** What has been asked to be drawn last: the same figures are not drawn again. */
  let asked = "";
  let timer = 0;
  let from = 0;
  /** Whether there is room for it on the page: what is hidden is drawn when it is no longer. */
  let isShown = false;
  new IntersectionObserver(
    ([{ isIntersecting }]) => {
      isShown = isIntersecting;
      plan();
    },
    { rootMargin: "100000px" },
  ).observe(canvas);

  function look() {
    const css = getComputedStyle(document.body);
    const colour = (/** @type {string} */ name) => css.getPropertyValue(name).trim();
    return { size: fontSize(), family: css.fontFamily, colour, series: COLOURS.map(colour) };
  }

  function options() {
    style = look();
    const { size, family, colour } = style;
    const font = () => ({ size, family });
    return {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      onClick: (/** @type {any} */ event) => {
        const [point] = drawn.getElementsAtEventForMode(event, "nearest", { intersect: false }, false);
        if (point) {
          onPoint(point.datasetIndex, point.index);
        }
      },
      onHover: (/** @type {any} */ event) => {
        event.native.target.style.cursor = "pointer";
      },
      // The uppermost number of the scale stands half above it.
      layout: { padding: { top: size * 0.6 } },
      scales: {
        x: {
          grid: { display: false },
          border: { color: colour("--line") },
          ticks: { color: colour("--soft"), font: font(), maxRotation: 0, autoSkipPadding: size * 0.9, padding: size * 0.2 },
        },
        y: {
          min: from,
          grid: { color: colour("--line") },
          border: { display: false },
          ticks: { color: colour("--soft"), font: font(), precision: 0, maxTicksLimit: 4, padding: size * 0.3 },
        },
      },
      plugins: {
        // Its names are on the page, where none is lost for want of room.
        legend: { display: false },
        tooltip: {
          titleFont: font(),
          bodyFont: font(),
          backgroundColor: colour("--sheet"),
          titleColor: colour("--text"),
          bodyColor: colour("--text"),
          borderColor: colour("--line-strong"),
          borderWidth: 1,
        },
      },
    };
  }

  addEventListener("resize", () => {
    if (drawn) {
      drawn.options = options();
      drawn.update("none");
    }
  });

  /** Draws the newest figures; those that come in between are drawn together. */
  const draw = async () => {
    try {
      await library(LIBRARY);
    } catch {
      timer = 0;
      asked = "";
      return;
    }
    drawn ??= new Chart(canvas, { type, data: { labels: [], datasets: [] }, options: options() });
    if (due) {
      take(due);
      due = null;
    }
    timer = window.setTimeout(() => {
      timer = 0;
      plan();
    }, DRAW_EVERY);
  };

  /** Draws after this frame, since the figures are painted first. */
  function plan() {
    if (due && isShown) {
      timer ||= window.setTimeout(draw, 0);
    }
  }

  /** @param {ChartData} data */
  const take = (data) => {
    const { size, series: colours } = style;
    drawn.data.labels = data.labels;
    from = data.from ?? 0;
    drawn.options.scales.y.min = from;
    data.series.forEach((series, index) => {
      drawn.data.datasets[index] ??= {
        borderColor: colours[index],
        backgroundColor: type === "bar" ? colours[index] : colours[index] + "22",
        pointBackgroundColor: colours[index],
        borderDash: type === "line" ? DASHES[index] : [],
        pointStyle: POINTS[index],
        borderWidth: type === "line" ? Math.max(2, size * 0.14) : 0,
        pointRadius: type === "line" ? Math.max(1.5, size * 0.13) : 0,
        // A plain spline swings below zero between two days of nothing.
        cubicInterpolationMode: "monotone",
        categoryPercentage: 0.72,
        barPercentage: 0.92,
        borderRadius: size * 0.12,
      };
      drawn.data.datasets[index].label = series.name;
      drawn.data.datasets[index].data = series.values;
    });
    drawn.update("none");
  };

  return {
    /** @param {ChartData} data */
    update(data) {
      const text = JSON.stringify(data);
      if (text === asked) {
        return;
      }
      asked = text;
      due = data;
      plan();
    },
  };
}
