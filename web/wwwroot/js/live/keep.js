import { keysFrom, LAST, store, stored } from "../storage.js";
import { proves } from "./state.js";

/** @typedef {import("./state.js").Held} Held */

const MOST = 12;

/**
 * Keeps the last figures of a view in this browser, so that a page opened while the server is away has something true to show, with its
 * age. Only what the server's digest proves is kept.
 *
 * @param {Held} held
 */
export function keep(held) {
  if (proves(held) !== true) {
    return;
  }
  const entry = { ...held, keptAt: Date.now() };
  if (!store(LAST + held.view, entry)) {
    thin(0);
    store(LAST + held.view, entry);
  }
  thin(MOST);
}

/**
 * @param {string} view
 * @returns {Held|null}
 */
export function kept(view) {
  const found = stored(LAST + view);
  if (found === null) {
    return null;
  }
  const { doc, version, at, digest } = found;
  const held = { view, doc, version, at, digest, roundMissing: null };
  if (doc.view === view && doc.version === version && proves(held)) {
    return held;
  }
  store(LAST + view, null);
  return null;
}

/** @param {number} most how many views may stay; the oldest go first */
function thin(most) {
  const found = keysFrom(LAST).map((key) => ({ key, keptAt: stored(key)?.keptAt ?? 0 }));
  found.sort((a, b) => b.keptAt - a.keptAt);
  for (const { key } of found.slice(most)) {
    store(key, null);
  }
}

/** Nothing that was shown here is left. */
export function forget() {
  thin(0);
}
