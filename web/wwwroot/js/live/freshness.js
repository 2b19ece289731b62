/** Beats come every 5 s; one missed is a doubt. */
export const DOUBT_AFTER = 7_500;

/** Nothing heard for this long: the link is dead whatever the socket says (promise: noticed within 12 s). */
export const DEAD_AFTER = 11_000;

/** A loss shorter than this is not worth a banner; one of 3 s must have it, though a tab in the background may look once a second only. */
export const BANNER_AFTER = 800;

/** A tile older than this is greyed. */
export const OLD_AFTER = 60_000;

/**
 * How far the figures on screen may be trusted.
 * - `live`: linked, and heard from within the last beat
 * - `stale`: the link is gone or silent; marked at once
 * - `old`: past the limit; greyed
 * - `none`: no figures yet
 *
 * @typedef {"live"|"stale"|"old"|"none"} Freshness
 */

/**
 * @param {{hasFigures: boolean, isLinked: boolean, age: number, limit?: number}} input
 *   age: milliseconds since the server last confirmed the figures
 * @returns {Freshness}
 */
export function freshness({ hasFigures, isLinked, age, limit = OLD_AFTER }) {
  if (!hasFigures) {
    return "none";
  }
  if (age > limit) {
    return "old";
  }
  return isLinked && age <= DOUBT_AFTER ? "live" : "stale";
}
