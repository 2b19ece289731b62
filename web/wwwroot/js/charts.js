/** The only file that knows Chart.js. */

const COLOURS = ["#56d3ea", "#ffc35c", "#b9b4ff"];
const DASHES = [[], [7, 4], [2, 3]];
const POINTS = ["circle", "triangle", "rect"];
const TEXT = "#bccbda";
const LINE = "rgba(126, 160, 190, 0.18)";

/**
 * @typedef {object} ChartData
 * @property {string[]} labels
 * @property {{name: string, values: number[]}[]} series  at most three
 */

/**
 * A chart of live figures: no animation, a bounded number of points, told apart by shape as well as colour.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {"line"|"bar"} type
 * @param {() => number} fontSize in CSS pixels, asked again when the window changes
 * @param {(series: number, point: number) => void} onPoint a point was chosen
 */
export function chart(canvas, type, fontSize, onPoint) {
  const font = () => ({ size: fontSize(), family: getComputedStyle(document.body).fontFamily });
  const drawn = new Chart(canvas, { type, data: { labels: [], datasets: [] }, options: options() });

  function options() {
    const size = fontSize();
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
      layout: { padding: 0 },
      scales: {
        x: {
          grid: { display: false },
          border: { color: LINE },
          ticks: { color: TEXT, font: font(), maxRotation: 0, autoSkipPadding: size * 0.9, padding: size * 0.2 },
        },
        y: {
          beginAtZero: true,
          grid: { color: LINE },
          border: { display: false },
          ticks: { color: TEXT, font: font(), precision: 0, maxTicksLimit: 5, padding: size * 0.3 },
        },
      },
      plugins: {
        legend: {
          position: "top",
          align: "end",
          labels: {
            color: "#eaf1f8",
            font: font(),
            usePointStyle: true,
            boxHeight: size * 0.55,
            boxWidth: size * 0.9,
            padding: size * 0.8,
          },
        },
        tooltip: { titleFont: font(), bodyFont: font(), backgroundColor: "#0a1724", borderColor: "#3a5a78", borderWidth: 1 },
      },
    };
  }

  addEventListener("resize", () => {
    drawn.options = options();
    drawn.update("none");
  });

  return {
    /** @param {ChartData} data */
    update(data) {
      const size = fontSize();
      drawn.data.labels = data.labels;
      data.series.forEach((series, index) => {
        drawn.data.datasets[index] ??= {
          borderColor: COLOURS[index],
          backgroundColor: type === "bar" ? COLOURS[index] : COLOURS[index] + "22",
          pointBackgroundColor: COLOURS[index],
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
    },
  };
}
