/**
 * What screens do when their server dies and is started again: `node back.js --web DLL [--screens 50] [--away 5] [--rounds 3]`. The product
 * runs with a demo and data of its own; each screen has a browser profile of its own, so that none helps another.
 *
 * Seconds from the kill to the sentence that the link is lost; from the first answer of `/health/live` to every screen being linked,
 * checked by its digest, and showing a case that was filed after the start; and how many requests the server got for that, by the second.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { launch, profile } from "./browser.js";
import { postFor } from "./posts.js";

const option = (/** @type {string} */ name, /** @type {number} */ otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const web = process.argv[process.argv.indexOf("--web") + 1];
const [screens, away, rounds, port] = [option("screens", 50), option("away", 5), option("rounds", 3), option("port", 5180)];
const url = `http://127.0.0.1:${port}/`;
const TOO_LONG = 60_000;
const PATIENCE = 10_000;
const OPEN = "window.__dashboard?.connected === true";
const KEPT = "navigator.serviceWorker.controller !== null";

/** Runs in the page: when it said that the link is lost, and whether what it shows is live. */
const WATCH = `(() => {
  const seen = (window.__back = { lost: 0 });
  // Told, not looked for: fifty pages that look twenty times a second are a load of their own.
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target.matches("[data-banner]") && !target.hidden)) { seen.lost ||= Date.now(); }
  }).observe(document, { subtree: true, attributeFilter: ["hidden"] });
  seen.filed = () => {
    const is = window.__dashboard;
    const number = document.querySelector('#board .num.day[data-evidence*="counter=casesFiled&"]');
    return is?.connected && is.digestOk && is.state === "live" && number ? Number(number.textContent.replaceAll(",", "")) : -1;
  };
  seen.shows = (count) => new Promise((resolve) => {
    const timer = setInterval(() => seen.filed() === count && (clearInterval(timer), resolve(Date.now())), 100);
  });
})()`;

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const data = mkdtempSync(join(tmpdir(), "wall-back-"));

/**
 * Starts the product; it goes before the browsers, which in truth are on machines of their own.
 * @param {boolean} isFirst then it has a story to tell
 */
function start(isFirst) {
  return spawn("nice", ["-n", "-10", "dotnet", web], {
    cwd: dirname(web),
    stdio: "ignore",
    env: {
      ...process.env,
      ASPNETCORE_URLS: url,
      Dashboard__Demo: String(isFirst),
      Dashboard__DemoStream: "false",
      Dashboard__Auth__Mode: "Open",
      Dashboard__DataPath: data,
      Orleans__SiloPort: String(port + 1_000),
      Orleans__GatewayPort: String(port + 2_000),
    },
  });
}

/** Waits until an address answers. @param {string} path @returns when it did, in epoch ms */
async function answered(path) {
  for (const end = Date.now() + TOO_LONG; Date.now() < end; await pause(50)) {
    if ((await fetch(url + path).catch(() => null))?.ok) {
      return Date.now();
    }
  }
  throw new Error(`${path} did not answer within a minute`);
}

/** Requests that the server has answered since it runs, but for those of this script. */
async function requests() {
  const text = await (await fetch(`${url}metrics`)).text();
  const counts = [
    ...text.matchAll(/^http_server_request_duration_seconds_count\{(?![^}]*http_route="\/(?:health|metrics|api\/events))[^}]*\} (\d+)/gm),
  ];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Requests of each second until told to stop. @param {{isOver: boolean}} until */
async function counted(until) {
  const counts = [await requests()];
  while (!until.isOver) {
    await pause(1_000);
    counts.push(await requests());
  }
  return counts.map((count, second) => count - (counts[second - 1] ?? 0));
}

let product = start(true);
await answered("health/ready");
const keeps = profile();
// Without windows of its own: fifty of them would take more of this machine than the pages.
const browser = await launch(keeps.path, "chromium-headless-shell");
await browser.goBeforePages();
/** @typedef {Awaited<ReturnType<typeof launch>>} Browser */
/** @type {Awaited<ReturnType<Browser["tab"]>>[]} */
const tabs = [];
for (let index = 0; index < screens; index++) {
  const tab = await browser.tab(WATCH, { isAlone: true });
  await tab.open(url);
  // One after the other, each with its shell kept: that of fifty at once would take minutes here. A browser has room for so many shells.
  const patience = Date.now() + PATIENCE;
  while (!(await tab.value(OPEN)) || (Date.now() < patience && !(await tab.value(KEPT)))) {
    await pause(100);
  }
  tabs.push(tab);
}
const kept = (await Promise.all(tabs.map((tab) => tab.value(KEPT)))).filter(Boolean).length;
console.log(`${screens} screens are open, ${kept} with their shell kept`);
await pause(5_000);
const filed = async () => {
  const { counters } = await (await fetch(`${url}api/views?view=jurisdiction/330203`)).json();
  return counters.day?.casesFiled ?? 0;
};
const shown = (/** @type {number} */ count) => Promise.all(tabs.map((tab) => tab.value(`window.__back.shows(${count})`)));
let expected = await filed();
await shown(expected);

const seconds = (/** @type {number[]} */ list) => {
  const sorted = [...list].sort((a, b) => a - b).map((milliseconds) => (milliseconds / 1_000).toFixed(2));
  return `median ${sorted[sorted.length >> 1]}, last ${sorted.at(-1)} s`;
};
for (let round = 0; round < rounds; round++) {
  await Promise.all(tabs.map((tab) => tab.value("void (window.__back.lost = 0)")));
  const killed = Date.now();
  product.kill("SIGKILL");
  await pause(away * 1_000);
  product = start(false);
  const live = await answered("health/live");
  const until = { isOver: false };
  const counts = counted(until);
  await answered("health/ready");
  const ready = Date.now();
  expected += (await postFor(url, { rate: 2, seconds: 1 })).length;
  const right = await shown(expected);
  until.isOver = true;
  const lost = await Promise.all(tabs.map((tab) => tab.value("window.__back.lost")));
  const bySecond = await counts;
  console.log(
    `${screens} screens, round ${round + 1}: said after ${seconds(lost.map((at) => at - killed))}; ready ${((ready - live) / 1_000).toFixed(2)} s ` +
      `after it answers; right after ${seconds(right.map((at) => at - live))}; ` +
      `${bySecond.reduce((sum, count) => sum + count, 0)} requests, ${Math.max(...bySecond)} in the fullest second`,
  );
}
await browser.close();
keeps.remove();
product.kill();
rmSync(data, { recursive: true, force: true, maxRetries: 10 });
process.exit(0);
