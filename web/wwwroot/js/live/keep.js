/** @typedef {import("./state.js").Held} Held */

const PREFIX = "dashboard.last.";
const MOST = 12;

/**
 * Keeps the last figures of a view in this browser, so that a page opened while the server is away
 * has something true to show, with its age.
 *
 * @param {Held} held
 */
export function keep(held) {
  if (!held.doc) {
    return;
  }
  try {
    const text = JSON.stringify({ ...held, keptAt: Date.now() });
    try {
      localStorage.setItem(PREFIX + held.view, text);
    } catch {
      thin(0);
      localStorage.setItem(PREFIX + held.view, text);
    }
    thin(MOST);
  } catch {
    // No storage in this browser: the page then starts empty, which it says.
  }
}

/**
 * @param {string} view
 * @returns {Held|null}
 */
export function kept(view) {
  try {
    const { doc, version, at, digest } = JSON.parse(localStorage.getItem(PREFIX + view) ?? "null") ?? {};
    return doc && doc.view === view ? { view, doc, version, at, digest } : null;
  } catch {
    return null;
  }
}

/** @param {number} most how many views may stay; the oldest go first */
function thin(most) {
  const found = [];
  for (let index = 0; index < localStorage.length; index++) {
    const key = localStorage.key(index);
    if (key?.startsWith(PREFIX)) {
      found.push({ key, keptAt: JSON.parse(localStorage.getItem(key) ?? "{}").keptAt ?? 0 });
    }
  }
  found.sort((a, b) => b.keptAt - a.keptAt);
  for (const { key } of found.slice(most)) {
    localStorage.removeItem(key);
  }
}

/** Nothing that was shown here is left. */
export function forget() {
  try {
    thin(0);
  } catch {
    // No storage in this browser: nothing was kept.
  }
}
