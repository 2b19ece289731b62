/** Words for how the product itself is. */

import { stamp } from "./format.js";

const MEGABYTE = 1024 * 1024;

/** @param {number} value @returns {string} `412 MB` */
export const bytes = (value) => `${Math.round(value / MEGABYTE)} MB`;

/** A time that was measured. @param {number} seconds @returns {string} `0.4 ms` · `35 ms` · `2.1 s` */
export function duration(seconds) {
  const milliseconds = seconds * 1000;
  return milliseconds >= 1000 ? `${seconds.toFixed(1)} s` : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

/** Percent of one core that a host has used since its start. @param {{cpuSeconds: number, started: string, now: string}} host */
export function share({ cpuSeconds, started, now }) {
  const seconds = (Date.parse(now) - Date.parse(started)) / 1000;
  return seconds > 0 ? ((cpuSeconds / seconds) * 100).toFixed(0) : "0";
}

/**
 * What an operator is to look at: keys of sentences with what they are filled with; nothing when all is well.
 *
 * @param {{ledger: {writable: boolean, reason: string|null}, round: {missingSince: string|null},
 *          silos: {reason: string|null, rows: unknown[]}}} ops
 * @param {{online: boolean}[]} screens
 * @returns {[string, Record<string, string|number>][]}
 */
export function ills({ ledger, round, silos }, screens) {
  /** @type {[string, Record<string, string|number>][]} */
  const found = [];
  if (!ledger.writable) {
    found.push(["ops.ill.ledger", { reason: ledger.reason ?? "" }]);
  }
  if (round.missingSince !== null) {
    found.push(["ops.ill.round", { since: stamp(round.missingSince) }]);
  }
  if (silos.rows.length === 0) {
    found.push(["ops.ill.silos", { reason: silos.reason ?? "" }]);
  }
  const away = screens.filter(({ online }) => !online).length;
  if (away > 0) {
    found.push(["ops.ill.screens", { count: away }]);
  }
  return found;
}
