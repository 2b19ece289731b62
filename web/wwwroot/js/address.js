/**
 * Where the product stands: under a reverse proxy it may be a sub-path (`/dashboard`), which the address of this very file tells. All that
 * leads anywhere (`href`, `request`, the hub, the worker) goes through here, and nothing else may name a path from the root.
 */
const BASE = typeof document === "undefined" ? "" : new URL("..", import.meta.url).pathname.replace(/\/$/, "");

/** The address of a path of the product. @param {string} path `/rules` @param {string} [base] */
export function url(path, base = BASE) {
  return base + path;
}

/** The path of the product that an address names. @param {string} pathname `/dashboard/rules` @param {string} [base] */
export function pathOf(pathname, base = BASE) {
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname === base ? "/" : pathname;
}
