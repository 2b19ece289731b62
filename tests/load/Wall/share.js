/**
 * What the wall takes of the processor: `node share.js NAME=URL [NAME=URL …] [--rounds 5] [--seconds 15] [--rate 20]`. Several builds are
 * measured in turn, each first at rest, then with events. Shares are hundredths of one core.
 */

import { launch, profile } from "./browser.js";
import { postFor } from "./posts.js";

const builds = process.argv
  .slice(2)
  .filter((argument) => /^\w[\w-]*=http/.test(argument))
  .map((argument) => argument.split(/=(.*)/s));
const option = (/** @type {string} */ name, /** @type {number} */ otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const [rounds, seconds, rate] = [option("rounds", 5), option("seconds", 15), option("rate", 20)];
const COUNTED = ["TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration"];

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @type {Record<string, Record<string, number>[]>} */
const found = {};

for (let round = 0; round < rounds; round++) {
  for (const [name, url] of round % 2 === 0 ? builds : [...builds].reverse()) {
    const keeps = profile();
    const browser = await launch(keeps.path);
    const tab = await browser.tab();
    await tab.send("Performance.enable", { timeDomain: "timeTicks" });
    await tab.open(url);
    while (!(await tab.value("Boolean(window.__dashboard?.connected)"))) {
      await pause(200);
    }
    await pause(8_000);
    for (const [what, work] of /** @type {[string, () => Promise<unknown>][]} */ ([
      ["at rest", () => pause(seconds * 1_000)],
      [`${rate}/s`, () => postFor(url, { rate, seconds })],
    ])) {
      const read = async () => {
        const { metrics } = await tab.send("Performance.getMetrics");
        const processor = await browser.processor();
        return {
          at: performance.now() / 1_000,
          processor,
          metrics: Object.fromEntries(metrics.map((/** @type {any} */ one) => [one.name, one.value])),
        };
      };
      const before = await read();
      await work();
      const after = await read();
      const share = (/** @type {number} */ spent) => (100 * spent) / (after.at - before.at);
      (found[`${name} ${what}`] ??= []).push({
        renderer: share(after.processor.renderer - before.processor.renderer),
        buttons: share((after.processor.buttons ?? 0) - (before.processor.buttons ?? 0)),
        gpu: share((after.processor.GPU ?? 0) - (before.processor.GPU ?? 0)),
        browser: share(after.processor.browser - before.processor.browser),
        ...Object.fromEntries(
          COUNTED.map((metric) => [metric.replace("Duration", ""), share(after.metrics[metric] - before.metrics[metric])]),
        ),
        frames: (after.metrics.Frames ?? 0) - (before.metrics.Frames ?? 0),
      });
    }
    await browser.close();
    keeps.remove();
  }
}

for (const name of Object.keys(found).sort()) {
  const all = found[name];
  const column = (/** @type {string} */ key) => {
    const list = all.map((one) => one[key]).sort((a, b) => a - b);
    return `${key} ${list[list.length >> 1].toFixed(1)} (${list[0].toFixed(1)}–${list[list.length - 1].toFixed(1)})`;
  };
  console.log(
    `${name.padEnd(16)} ${Object.keys(all[0])
      .filter((key) => key !== "frames")
      .map(column)
      .join(" · ")}`,
  );
}
process.exit(0);
