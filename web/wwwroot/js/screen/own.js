import { forget } from "../live/keep.js";
import { ofTab, store, stored } from "../storage.js";

/**
 * What a paired screen is.
 * @typedef {{id: string, number: number, name: string, place: string, view: string, scene: import("./scene.js").Scene, build: string}} Own
 */

const KEPT = "dashboard.screen";
const PENDING = "dashboard.screen.command";

/** Whether a page may go on: another view, or the same masked otherwise, is another page. @param {Own} one @param {Own} other */
export function isShownTheSame(one, other) {
  return one.view === other.view && one.place === other.place;
}

/** What was shown at another place, or by a screen that is let in no more, is not kept. @param {Own|null} own */
export function remember(own) {
  const before = remembered();
  if (own === null || (before && !isShownTheSame(own, before))) {
    forget();
  }
  store(KEPT, own);
  return own;
}

/** What it was when the server last said so. @returns {Own|null} */
export function remembered() {
  return stored(KEPT);
}

/** Begins the page anew; the command is done when the new page has come. @param {string} command */
export function begin(command) {
  store(PENDING, command, ofTab);
  location.reload();
}

/** The command that began this page anew; once. @returns {string|null} */
export function begunBy() {
  const command = stored(PENDING, ofTab);
  store(PENDING, null, ofTab);
  return command;
}
