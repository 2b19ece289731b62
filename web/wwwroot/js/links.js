/** What a link keeps of the address it stands on: the language, and whether this is the wall's own screen. */
const KEPT = ["lang", "kiosk"];

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
  return text ? `${path}?${text}` : path;
}

/** @param {string} id */
export function teamHref(id) {
  return href(`/teams/${encodeURIComponent(id)}`);
}

/** @param {string} code */
export function itemHref(code) {
  return href(`/items/${encodeURIComponent(code)}`);
}

/** @param {string} kind @param {string} id */
export function subjectHref(kind, id) {
  return href(`/cases/${encodeURIComponent(id)}`, { kind: kind === "case" ? null : kind });
}

/**
 * The page of a record: an enterprise and an item have pages of figures, a source has what of it waits in quarantine, all else its history.
 * @param {string} kind @param {string} id
 */
export function recordHref(kind, id) {
  if (kind === "source") {
    return href("/quarantine", { source: id });
  }
  return kind === "enterprise" ? href(`/enterprises/${encodeURIComponent(id)}`) : kind === "item" ? itemHref(id) : subjectHref(kind, id);
}

/** The last part of this page's path, e.g. `T01` of `/teams/T01`. */
export function idOfPage() {
  return decodeURIComponent(location.pathname.replace(/\/+$/, "").split("/").pop() ?? "");
}

/** @param {string} name */
export function parameter(name) {
  return new URLSearchParams(location.search).get(name);
}
