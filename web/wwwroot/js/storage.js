import { known } from "./live/transports.js";

/**
 * What this browser keeps, and the only file that touches its storage. Whatever stands under one of our keys may be an older release's,
 * damaged, or put there by hand: what does not fit is dropped, so that it can neither break a page nor stay.
 */

/** Rises when anything kept is to be read otherwise: what an earlier release kept is then dropped. */
const SCHEMA = 2;

/** Kept figures of a view stand under this, followed by its name. */
export const LAST = "dashboard.last.";

/** A clock cannot be off by more than this, in ms; what says so is no skew. */
const MOST_SKEW = 10 * 365 * 86_400_000;

/** @typedef {(value: any) => boolean} Fits */

/** @type {Fits} */
const text = (value) => typeof value === "string";
/** @type {Fits} */
const number = (value) => typeof value === "number" && Number.isFinite(value);
/** @type {Fits} */
const anything = () => true;
/** @type {(pattern: RegExp) => Fits} */
const written = (pattern) => (value) => text(value) && pattern.test(value);
/** @type {(fits: Fits) => Fits} */
const list = (fits) => (value) => Array.isArray(value) && value.every(fits);
/** @type {Fits} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @type {(fits: Fits) => Fits} */
const each = (fits) => (value) => isObject(value) && Object.values(value).every(fits);

/** An object with these members; one whose name ends in `?` may be absent or null. @param {Record<string, Fits>} members @returns {Fits} */
const object = (members) => (value) =>
  isObject(value) &&
  Object.entries(members).every(([name, fits]) =>
    name.endsWith("?") ? (value[name.slice(0, -1)] ?? null) === null || fits(value[name.slice(0, -1)]) : fits(value[name]),
  );

const instant = (/** @type {any} */ value) => text(value) && !Number.isNaN(Date.parse(value));
const counters = object({ "day?": each(number), "month?": each(number), "year?": each(number) });
const open = object({ "cases?": number, "byStage?": each(number), "ageing?": each(number) });
const metrics = each(object({ numerator: number, denominator: number, "pending?": number, "value?": number }));
const rated = each((value) => number(value) || isObject(value));
const part = object({ "name?": text, "order?": number, "counters?": counters, "open?": open, "metrics?": metrics, "warnings?": rated });

/** A document as pages read it (`live/types.js`). */
const viewDocument = object({
  view: written(/^\w+\/./),
  version: Number.isSafeInteger,
  asOf: instant,
  day: written(/^\d{4}-\d{2}-\d{2}$/),
  "name?": text,
  "counters?": counters,
  "open?": open,
  "metrics?": metrics,
  "warnings?": object({ "rules?": each(each(number)), "top?": each(object({ rule: text, kind: text, subject: text, level: text })) }),
  "trend?": object({ "days?": each(each(number)), "months?": each(each(number)) }),
  "hours?": object({ today: each(number), "usual?": each(number), "days?": number }),
  "recent?": each(object({ at: instant, type: text })),
  "sources?": each(instant),
  "teams?": each(part),
  "items?": each(part),
  "quality?": each(number),
  "visits?": isObject,
});

const pages = (/** @type {any} */ value) =>
  list(object({ part: text, seconds: (/** @type {any} */ seconds) => number(seconds) && seconds > 0 }))(value) && value.length > 0;

/** What may stand under each key. @type {Record<string, Fits>} */
export const KEYS = {
  "dashboard.skew": (value) => number(value) && Math.abs(value) < MOST_SKEW,
  "dashboard.sound": (value) => typeof value === "boolean",
  "dashboard.transport": (value) => known(value, Date.now()) !== null,
  "dashboard.reloads": each(number),
  "dashboard.rules": object({
    current: text,
    "versions?": list(object({ version: text })),
    "limits?": list(object({ id: text, name: text })),
    "guards?": list(object({ id: text, name: text })),
    "warnings?": list(object({ id: text, name: text })),
    "metrics?": list(object({ id: text, name: text, "numerator?": list(text), "denominator?": list(text), "pending?": list(text) })),
    "parameters?": isObject,
  }),
  "dashboard.screen": object({
    id: text,
    number,
    name: text,
    place: text,
    view: written(/^\w+\/./),
    build: text,
    scene: object({
      id: text,
      name: text,
      interrupt: text,
      pages,
      "seams?": Number.isSafeInteger,
      "plan?": list(object({ from: written(/^\d\d:\d\d/), to: written(/^\d\d:\d\d/), pages })),
    }),
  }),
  "dashboard.screen.command": text,
  "dashboard.firstStart": text,
  "dashboard.ledToSetUp": (value) => value === true,
  [LAST]: object({
    view: text,
    version: Number.isSafeInteger,
    at: instant,
    digest: written(/^[0-9a-f]{16}$/),
    doc: viewDocument,
    keptAt: number,
  }),
};

/** What lasts no longer than the tab. */
export const ofTab = () => sessionStorage;

/** @param {string} key @returns {Fits} */
const fitting = (key) => KEYS[key.startsWith(LAST) ? LAST : key] ?? anything;

/**
 * What is kept under a key; null when there is nothing, it does not fit (then it is dropped), or this browser keeps nothing.
 * @param {string} key
 * @param {() => Storage} [storage]
 * @returns {any}
 */
export function stored(key, storage = () => localStorage) {
  try {
    const found = storage().getItem(key);
    if (found === null) {
      return null;
    }
    try {
      const { schema, value } = JSON.parse(found);
      if (schema === SCHEMA && fitting(key)(value)) {
        return value;
      }
    } catch {
      // Not even JSON.
    }
    storage().removeItem(key);
  } catch {
    // No storage in this browser.
  }
  return null;
}

/**
 * Keeps a value; null takes it away. Returns whether it is kept: without it a page works, it only starts with less.
 * @param {string} key @param {unknown} value @param {() => Storage} [storage]
 */
export function store(key, value, storage = () => localStorage) {
  try {
    if (value === null) {
      storage().removeItem(key);
    } else {
      storage().setItem(key, JSON.stringify({ schema: SCHEMA, value }));
    }
    return true;
  } catch {
    return false;
  }
}

/** The keys that begin so. @param {string} prefix @returns {string[]} */
export function keysFrom(prefix) {
  try {
    return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "").filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
