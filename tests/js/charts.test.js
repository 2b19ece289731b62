import assert from "node:assert/strict";
import { mock, test } from "node:test";

/** @typedef {import("../../web/wwwroot/js/charts.js").ChartData} ChartData */

/** What stands in for the browser, as far as a chart asks it. @type {any} */
const page = globalThis;
page.window = page;
page.addEventListener = () => {};
page.getComputedStyle = () => ({ fontFamily: "", getPropertyValue: () => "#123456" });
page.document = {
  baseURI: "http://localhost/",
  body: { dataset: {} },
  querySelector: () => null,
  createElement: () => ({
    addEventListener: (/** @type {string} */ name, /** @type {any} */ then) => name === "load" && setImmediate(then),
  }),
  head: { append: () => {} },
};

/** Those who wait to hear whether a canvas is shown. @type {((seen: {isIntersecting: boolean}[]) => void)[]} */
const watching = [];
page.IntersectionObserver = class {
  /** @param {any} then */
  constructor(then) {
    watching.push(then);
  }
  observe() {}
};

/** What was drawn, by the figures of its only line. @type {number[][]} */
const drawn = [];
page.Chart = class {
  /** @param {any} _ @param {any} config */
  constructor(_, config) {
    Object.assign(this, config);
  }
  update() {
    drawn.push(/** @type {any} */ (this).data.datasets[0].data);
  }
};

const { chart } = await import("../../web/wwwroot/js/charts.js");

/** @param {...number} values @returns {ChartData} */
const of = (...values) => ({ labels: values.map(String), series: [{ name: "cases", values }] });
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** Time passes, in ms. @param {number} span */
async function pass(span) {
  mock.timers.tick(span);
  await settled();
}

test("A chart is drawn at most once a second, with the newest figures, and not again for the same ones", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const line = chart(
    /** @type {any} */ ({}),
    "line",
    () => 16,
    () => {},
  );
  watching.at(-1)?.([{ isIntersecting: true }]);
  line.update(of(1));
  await pass(1);
  assert.deepEqual(drawn, [[1]]);

  for (let figure = 2; figure <= 100; figure++) {
    line.update(of(figure));
    await pass(10);
  }
  assert.ok(drawn.length <= 2, `drawn ${drawn.length} times in a second`);

  await pass(60_000);
  assert.deepEqual(drawn.at(-1), [100]);
  const times = drawn.length;
  line.update(of(100));
  await pass(60_000);
  assert.equal(drawn.length, times);
  mock.timers.reset();
});

test("A chart that there is no room for is not drawn until there is", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const times = drawn.length;
  const line = chart(
    /** @type {any} */ ({}),
    "line",
    () => 16,
    () => {},
  );
  line.update(of(7));
  await pass(60_000);
  assert.equal(drawn.length, times);

  watching.at(-1)?.([{ isIntersecting: true }]);
  await pass(1);
  assert.deepEqual(drawn.at(-1), [7]);
  mock.timers.reset();
});
