import { url } from "./address.js";
import { request } from "./api.js";
import { hasOwn } from "./compat.js";
import { store, stored } from "./storage.js";

/** Pages of one build: which this is, how newer ones are found, and when they are taken. */

const RELOADS = "dashboard.reloads";

/** A page begins anew for the same build at most once in so long, in ms: hosts behind one address may answer with two. */
const ONCE_IN = 3_600_000;

/** Whoever uses the page is left alone: it begins anew when nothing was touched for so long, in ms. */
const UNTOUCHED_FOR = 30_000;

/** Screens do not begin anew together: spread over so long, in ms. */
const SPREAD = 60_000;

const LOOK_EVERY = 300_000;

/** The build of this page, as the server wrote it there. */
export const ownBuild = () => document.querySelector('meta[name="build"]')?.getAttribute("content") ?? "";

/**
 * Whether a page begins anew for a build, and what is to be remembered of it.
 * @param {string} build @param {string} own @param {Record<string, number>|null} reloads when it last did, by build
 * @param {number} now epoch ms
 * @returns {Record<string, number>|null} null: it does not
 */
export function reloadsFor(build, own, reloads, now) {
  const lately = Object.fromEntries(Object.entries(reloads ?? {}).filter(([, at]) => now - at < ONCE_IN && at <= now));
  return build === own || hasOwn(lately, build) ? null : { ...lately, [build]: now };
}

let lookTimer = 0;
let renewTimer = 0;
let touchedAt = 0;

/** Looks for newer pages soon; spread out, since fifty screens come back at the same time. */
export function lookForUpdate() {
  clearTimeout(lookTimer);
  lookTimer = window.setTimeout(look, 1_000 + Math.random() * 9_000);
}

async function look() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  try {
    if (registration) {
      await registration.update();
    } else {
      // Without a worker (neither https nor this machine) files are asked for one by one, and only their build is looked at.
      renew((await request("/api/about")).build);
    }
  } catch {
    // Away: it is looked again.
  }
}

/** Waits until the worker has the newest pages, or for so long, in ms. @param {number} patience */
export async function newest(patience) {
  const wait = new Promise((resolve) => setTimeout(resolve, patience));
  const taken = async () => {
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.update();
    const worker = registration?.installing ?? registration?.waiting;
    if (worker) {
      await new Promise((resolve) => worker.addEventListener("statechange", () => worker.state === "activated" && resolve(undefined)));
    }
  };
  await Promise.race([wait, taken().catch(() => {})]);
}

/** @param {string|undefined} build */
function renew(build) {
  if (!build || ownBuild() === "" || renewTimer !== 0 || reloadsFor(build, ownBuild(), stored(RELOADS), Date.now()) === null) {
    return;
  }
  const dueAt = Date.now() + Math.random() * SPREAD;
  renewTimer = window.setInterval(() => {
    const now = Date.now();
    if (now > dueAt && now - touchedAt > UNTOUCHED_FOR && !document.querySelector("dialog[open]")) {
      clearInterval(renewTimer);
      renewTimer = 0;
      // Another tab of this browser may have remembered more meanwhile.
      const reloads = reloadsFor(build, ownBuild(), stored(RELOADS), now);
      // What cannot be remembered would be done again and again.
      if (reloads !== null && store(RELOADS, reloads)) {
        location.reload();
      }
    }
  }, 1_000);
}

/** Keeps the pages in this browser, and takes newer ones. */
export function keepPages() {
  for (const event of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(event, () => (touchedAt = Date.now()), { passive: true, capture: true });
  }
  setInterval(look, LOOK_EVERY * (1 + Math.random() / 5));
  if (!("serviceWorker" in navigator)) {
    return;
  }
  navigator.serviceWorker.addEventListener("message", (event) => renew(event.data?.updated));
  const register = () =>
    navigator.serviceWorker.register(url("/sw.js"), { updateViaCache: "none" }).catch(() => {
      // Without a worker the page works; it only cannot be opened while the server is away.
    });
  // The page itself first: the worker fetches the whole shell.
  if (document.readyState === "complete") {
    setTimeout(register, 1_000);
  } else {
    addEventListener("load", () => setTimeout(register, 1_000), { once: true });
  }
}
