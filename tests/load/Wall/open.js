/**
 * How long the wall takes to open: `node open.js NAME=URL [NAME=URL …] [--rounds 7] [--slow]`. Several builds are opened in turn. Each
 * round has a profile of its own, in which the wall is opened for the first time (cold), again in a new tab (warm), and once more after
 * the browser was started anew (restarted). `--slow`: a slow mobile network (150 ms round trip, 1.6 Mbit/s), first opening only.
 */

import { launch, profile } from "./browser.js";

const builds = process.argv
  .slice(2)
  .filter((argument) => /^\w[\w-]*=http/.test(argument))
  .map((argument) => argument.split(/=(.*)/s));
const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 7;
const isSlow = process.argv.includes("--slow");
const SLOW = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };

/** Runs in the page: when it first shows figures, when the server has confirmed them, when the link stands. */
const WATCH = `(() => {
  const seen = (window.__opening = {});
  const now = () => Math.round(performance.now());
  const look = () => {
    const is = window.__dashboard;
    if (!seen.figures && document.querySelector("#board .num")) { seen.figures = now(); }
    if (!seen.confirmed && is?.state === "live" && document.querySelector("#board .num")) { seen.confirmed = now(); }
    if (!seen.linked && is?.connected) { seen.linked = now(); }
    if (!seen.linked) { requestAnimationFrame(look); }
  };
  requestAnimationFrame(look);
})()`;

const READ = `(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  const all = performance.getEntriesByType("resource");
  return { paint: Math.round(paint ?? -1), ...window.__opening, requests: all.length + 1,
    kilobytes: Math.round(all.reduce((sum, one) => sum + one.transferSize, 0) / 1024) };
})()`;

/** @typedef {Record<string, number>} Opening */
/** @type {Record<string, Opening[]>} */
const found = {};

/** @param {Awaited<ReturnType<typeof launch>>} browser @param {string} url @param {string} name */
async function open(browser, url, name) {
  const tab = await browser.tab(WATCH);
  // Just started, a browser has much else to do.
  await pause(3_000);
  if (isSlow) {
    await tab.send("Network.enable");
    await tab.send("Network.emulateNetworkConditions", SLOW);
  }
  const before = await spent(browser);
  await tab.open(url);
  const end = Date.now() + 60_000;
  while (!(await tab.value("Boolean(window.__opening?.linked)"))) {
    if (Date.now() > end) {
      throw new Error(`${url} did not come to figures within a minute`);
    }
    await pause(100);
  }
  const processor = Math.round((await spent(browser)) - before);
  await pause(300);
  (found[name] ??= []).push({ ...(await tab.value(READ)), processor });
  return tab;
}

/** Processor time of the whole browser by now, in ms: what an opening takes whatever else the machine does. @param {any} browser */
const spent = async (browser) => Object.values(await browser.processor()).reduce((sum, seconds) => sum + Number(seconds), 0) * 1_000;

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (let round = 0; round < rounds; round++) {
  for (const [name, url] of round % 2 === 0 ? builds : [...builds].reverse()) {
    const keeps = profile();
    let browser = await launch(keeps.path);
    const first = await open(browser, url, `${name} cold`);
    if (!isSlow) {
      await first.value("navigator.serviceWorker.ready.then((found) => new Promise((done) => setTimeout(done, 3_000)))");
      await first.close();
      await pause(1_500);
      await (await open(browser, url, `${name} warm`)).close();
      await browser.close();
      browser = await launch(keeps.path);
      await open(browser, url, `${name} restarted`);
    }
    await browser.close();
    keeps.remove();
  }
}

const median = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b)[list.length >> 1];
for (const name of Object.keys(found).sort()) {
  const all = found[name];
  const column = (/** @type {string} */ key) => {
    const list = all.map((one) => one[key] ?? -1);
    return `${key} ${median(list)} (${Math.min(...list)}–${Math.max(...list)})`;
  };
  console.log(
    `${name.padEnd(18)} ${["paint", "figures", "confirmed", "linked", "processor", "requests", "kilobytes"].map(column).join(" · ")}`,
  );
}
