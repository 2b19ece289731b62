import { pathOf, url } from "./address.js";

/** What a link keeps of the address it stands on: the language, the theme, whether this is the wall's own screen, and whose it is. */
const KEPT = ["lang", "kiosk", "theme", "jurisdiction"];

/**
 * @param {string} path
 * @param {Record<string, string|null|undefined>} [parameters] empty ones are left out
 * @param {string} [from] the query of the present page
 * @returns {string}
 */
export function href(path, parameters = {}, from = typeof location === "undefined" ? "" : location.search) {
  const present = new URLSearchParams(from);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value) {
      query.set(name, value);
    }
  }
  for (const name of KEPT) {
    const value = present.get(name);
    if (value && !query.has(name)) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return url(text ? `${path}?${text}` : path);
}

/**
 * An address that ends in a name. Browsers fold `.` and `..` away however they are escaped, so those two are asked for by query.
 *
 * @param {string} path @param {string} name @param {Record<string, string|null|undefined>} [parameters]
 */
function named(path, name, parameters = {}) {
  return /^\.{1,2}$/.test(name) ? href(path, { ...parameters, id: name }) : href(`${path}/${encodeURIComponent(name)}`, parameters);
}

/** @param {string} id */
export function teamHref(id) {
  return named("/teams", id);
}

/**
 * A member of a jurisdiction: a team's page, or the wall of a jurisdiction that lies in it.
 * @param {string} id @param {{kind?: string}|undefined} member
 */
export function memberHref(id, member) {
  return member?.kind === "jurisdiction" ? href("/", { jurisdiction: id }) : teamHref(id);
}

/** @param {string} code */
export function itemHref(code) {
  return named("/items", code);
}

/** @param {string} id */
export function orderHref(id) {
  return named("/orders", id);
}

/** @param {string} id */
export function dutyHref(id) {
  return named("/year", id);
}

/**
 * The form of a new supervision order on what somebody looks at.
 * @param {{team?: string, rule?: string, targets?: string[], title?: string, level?: string}} of  targets: `kind/id`
 */
export function newOrderHref({ team, rule, targets = [], title, level }) {
  return href("/orders", { new: "1", on: team, of: rule, targets: targets.join(","), title, as: level });
}

/** @param {string} kind @param {string} id */
export function subjectHref(kind, id) {
  return kind === "order" ? orderHref(id) : kind === "duty" ? dutyHref(id) : named("/cases", id, { kind: kind === "case" ? null : kind });
}

/**
 * The page of a record: an enterprise and an item have pages of figures, a source has what of it waits in quarantine, all else its history.
 * @param {string} kind @param {string} id
 */
export function recordHref(kind, id) {
  if (kind === "source") {
    return href("/quarantine", { source: id });
  }
  return kind === "enterprise" ? named("/enterprises", id) : kind === "item" ? itemHref(id) : subjectHref(kind, id);
}

/**
 * The name this page is about: all that follows the first part of its path, e.g. `T01` of `/teams/T01`, or its `id` parameter.
 *
 * @param {{pathname: string, search: string}} [at]
 */
export function idOfPage({ pathname, search } = location) {
  const name = pathOf(pathname).replace(/^\/[^/]*\/?/, "");
  return name === "" ? (new URLSearchParams(search).get("id") ?? "") : unescaped(name);
}

/** @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by hand, with a percent sign that escapes nothing
  }
}

/** @param {string} name */
export function parameter(name) {
  return new URLSearchParams(location.search).get(name);
}
