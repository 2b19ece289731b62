import { typeOf } from "../format.js";

/** @typedef {{type: string, at: string, applied: boolean, op: string, data: Record<string, any>}} Told */

/** Kinds of training as the matrix has them; what is not said of which it was stands last. */
export const TRAINING = ["Public", "Business", "Political", "Other"];

/**
 * What an officer learned, year by year, newest first: hours of each kind, and in all.
 * @param {Told[]} events
 */
export function yearsOf(events) {
  /** @type {Map<string, {year: string, hours: Record<string, number>, all: number}>} */
  const years = new Map();
  for (const { data } of standing(events, "training.completed")) {
    const year = data.day.slice(0, 4);
    /** @type {{year: string, hours: Record<string, number>, all: number}} */
    const row = years.get(year) ?? { year, hours: {}, all: 0 };
    const kind = TRAINING.includes(data.kind) ? data.kind : "Other";
    row.hours[kind] = (row.hours[kind] ?? 0) + data.hours;
    row.all += data.hours;
    years.set(year, row);
  }
  return [...years.values()].sort((a, b) => (a.year < b.year ? 1 : -1));
}

/** Events of a type that stand, in order of time. @param {Told[]} events @param {string} type */
export const standing = (events, type) => events.filter((one) => typeOf(one.type) === type && one.applied && one.op !== "d");
