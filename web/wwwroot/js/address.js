/** Where the files of this build stand (`/dashboard/~1.0.0-3f2a9c01`), which the address of this very file tells. */
const FILES = typeof document === "undefined" ? "" : new URL("..", import.meta.url).pathname.replace(/\/$/, "");

/**
 * Where the product stands: under a reverse proxy it may be a sub-path (`/dashboard`). All that leads anywhere (`href`, `request`, the hub,
 * the worker) goes through here, and nothing else may name a path from the root.
 */
const BASE = baseOf(FILES);

/** @param {string} files */
export function baseOf(files) {
  return files.replace(/\/~[^/]+$/, "");
}

/** The address of a file of this page's build. @param {string} path `/lib/chart.js/dist/chart.umd.min.js` @param {string} [files] */
export function file(path, files = FILES) {
  return files + path;
}

/** The address of a path of the product. @param {string} path `/rules` @param {string} [base] */
export function url(path, base = BASE) {
  return base + path;
}

/** The path of the product that an address names. @param {string} pathname `/dashboard/rules` @param {string} [base] */
export function pathOf(pathname, base = BASE) {
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname === base ? "/" : pathname;
}
