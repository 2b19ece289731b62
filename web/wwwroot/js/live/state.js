import { digest } from "./digest.js";
import { merge } from "./patch.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").ViewDocument} ViewDocument */

/**
 * What a screen holds of one view.
 *
 * @typedef {object} Held
 * @property {string} view
 * @property {ViewDocument|null} doc
 * @property {number|null} version
 * @property {string|null} at       `at` of the last frame: the figures are true as of then
 * @property {string|null} digest   what the server says the document hashes to; null when it did not say
 * @property {string|null} roundMissing  since when the server says that what happens may not be recorded; null when it does not say so
 */

/**
 * - `applied`: the document changed
 * - `beat`: nothing changed, the server confirms the version held
 * - `ignored`: older than what is held, or of another view
 * - `gap`: the version the frame starts from is not held; ask again with `Watch`
 *
 * @typedef {"applied"|"beat"|"ignored"|"gap"} Outcome
 */

/**
 * @param {string} view
 * @returns {Held}
 */
export function nothing(view) {
  return { view, doc: null, version: null, at: null, digest: null, roundMissing: null };
}

/**
 * Takes a frame in. Pure: the state given is not changed.
 *
 * @param {Held} held
 * @param {Frame} frame
 * @param {boolean} [isAnswer] true for the answer of `Watch`, whose full document is the server's
 *   present truth even when its version is lower (a restored backup)
 * @returns {{held: Held, outcome: Outcome}}
 */
export function apply(held, frame, isAnswer = false) {
  if (!frame || frame.view !== held.view) {
    return { held, outcome: "ignored" };
  }

  if (frame.full) {
    if (!isAnswer && held.version !== null && frame.version < held.version) {
      return { held, outcome: "ignored" };
    }
    return { held: next(held, frame, frame.full), outcome: "applied" };
  }

  const base = frame.base ?? null;
  if (held.doc === null || held.version === null || base !== held.version) {
    // A beat says where the server stands now: older than what is held, it was started anew by a clock that is behind.
    const isOld = held.version !== null && frame.version <= held.version && base !== frame.version;
    return { held, outcome: isOld && !isAnswer ? "ignored" : "gap" };
  }

  const doc = merge(held.doc, frame.patch ?? {});
  return { held: next(held, frame, doc), outcome: doc === held.doc ? "beat" : "applied" };
}

/**
 * Whether the document held is the server's: true, false, or null when the server sent no digest.
 *
 * @param {Held} held
 * @returns {boolean|null}
 */
export function proves(held) {
  return held.doc === null || held.digest === null ? null : digest(held.doc) === held.digest;
}

/**
 * @param {Held} held
 * @param {Frame} frame
 * @param {ViewDocument} doc
 * @returns {Held}
 */
function next(held, frame, doc) {
  const { version, digest: said = null, roundMissing = null } = frame;
  return { view: held.view, doc, version, at: frame.at ?? held.at, digest: said, roundMissing };
}
