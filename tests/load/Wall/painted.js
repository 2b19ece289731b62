/**
 * From a post to the number on the wall: `node painted.js URL [--rate 20] [--seconds 60]`, with `--soak MINUTES` also what the page's heap
 * and its long tasks do for so long, and those of a page that is open behind it and not seen.
 *
 * Every second event files a case, which raises one number of the board by one: the n-th is painted with the first frame that shows n more.
 * The time is taken when the page's own thread has handed the frame over.
 */

import { launch, profile } from "./browser.js";
import { postFor } from "./posts.js";

const url = process.argv[2];
const option = (/** @type {string} */ name, /** @type {number} */ otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const [rate, minutes] = [option("rate", 20), option("soak", 0)];
const seconds = minutes > 0 ? minutes * 60 : option("seconds", 60);

/** Runs in the page. */
const WATCH = `(() => {
  const painted = (window.__painted = []);
  const long = (window.__long = []);
  const began = performance.now();
  new PerformanceObserver((list) => {
    long.push(...list.getEntries().map(({ startTime, duration }) => [(startTime - began) / 60_000, duration]));
  }).observe({ type: "longtask" });
  const channel = new MessageChannel();
  let shown = "";
  channel.port1.onmessage = () => painted.push([performance.timeOrigin + performance.now(), Number(shown.replaceAll(",", ""))]);
  const number = document.querySelector('#board .num.day[data-evidence*="counter=casesFiled&"]');
  new MutationObserver(() => {
    shown = number.textContent;
    channel.port2.postMessage(0);
  }).observe(number, { childList: true, characterData: true, subtree: true });
  return Number(number.textContent.replaceAll(",", ""));
})()`;

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const keeps = profile();
const browser = await launch(keeps.path);
/** @typedef {Awaited<ReturnType<typeof browser.tab>>} Tab */

/** A tab that shows live figures; the one opened last is the one that is seen. */
async function opened() {
  const tab = await browser.tab();
  await tab.open(url);
  while (!(await tab.value("Boolean(window.__dashboard?.connected && document.querySelector('#board .num'))"))) {
    await pause(200);
  }
  return tab;
}

const hidden = minutes > 0 ? await opened() : null;
const seen = await opened();
await pause(5_000);
const base = await seen.value(WATCH);
await hidden?.value(WATCH);

/** @type {[number, number][]} instant, and the number that was painted */
const painted = [];
/** @type {Map<Tab, {long: [number, number][], heap: [number, number][]}>} each by minute: long tasks in ms, MB after a collection */
const kept = new Map([seen, ...(hidden ? [hidden] : [])].map((tab) => [tab, { long: [], heap: [] }]));
const began = performance.now();
/** Takes from the pages what they noted: what is kept in them would count as theirs. */
const look = async () => {
  for (const [tab, { long, heap }] of kept) {
    const noted = await tab.value("({ painted: window.__painted.splice(0), long: window.__long.splice(0) })");
    long.push(...noted.long);
    painted.push(...(tab === seen ? noted.painted : []));
    await tab.send("HeapProfiler.collectGarbage");
    heap.push([(performance.now() - began) / 60_000, (await tab.send("Runtime.getHeapUsage")).usedSize / 1_048_576]);
  }
};
const looking = minutes > 0 ? setInterval(look, 60_000) : undefined;
const sent = await postFor(url, { rate, seconds });
clearInterval(looking);
await pause(2_000);
const hides = await hidden?.value("document.hidden && window.__dashboard.connected && window.__dashboard.state === 'live'");
await look();

let next = 0;
const delays = sent.map((at, index) => {
  while (next < painted.length && painted[next][1] < base + index + 1) {
    next++;
  }
  return next < painted.length ? painted[next][0] - at : Infinity;
});
const sorted = [...delays].sort((a, b) => a - b);
const quantile = (/** @type {number} */ part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(0);
console.log(
  `${sent.length} cases at ${rate} events/s, post to painted in ms: ` +
    `median ${quantile(0.5)}, p95 ${quantile(0.95)}, p99 ${quantile(0.99)}, most ${quantile(1)}`,
);

for (const [tab, { long, heap }] of kept) {
  const above = long.filter(([, duration]) => duration > 500).map(([minute, duration]) => `${duration} ms in minute ${minute.toFixed(2)}`);
  const longest = long.reduce((most, [, duration]) => Math.max(most, duration), 0);
  console.log(`${tab === seen ? "seen" : `not seen (hidden and live: ${hides})`}`);
  console.log(`  long tasks: ${long.length} above 50 ms, ${above.length} above 500 ms, longest ${longest} ms ${above.join(", ")}`);
  if (minutes > 0) {
    const later = heap.filter(([minute]) => minute > minutes / 5);
    const [meanX, meanY] = [0, 1].map((place) => later.reduce((sum, one) => sum + one[place], 0) / later.length);
    const slope = later.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / later.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
    console.log(
      `  heap ${heap.map(([, size]) => size.toFixed(1)).join(" ")} MB; slope ${(slope * 60).toFixed(1)} MB/h after the first fifth`,
    );
  }
}
await browser.close();
keeps.remove();
process.exit(0);
