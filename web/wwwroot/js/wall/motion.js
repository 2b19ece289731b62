/** Motion only where it tells something: what a viewer has just been told of by an event, and only as many as one can follow. */

const isCalm = typeof matchMedia === "undefined" ? { matches: true } : matchMedia("(prefers-reduced-motion: reduce)");

/** So long a number that has changed stays lit, in ms. */
const LIT_FOR = 900;

/** More events than this in a second nobody can follow, and more numbers at once neither. */
const MOST_EVENTS = 2;
const MOST_NUMBERS = 8;

/** When events came in the last second. @type {number[]} */
let told = [];
/** @type {Set<string>|null} */
let known = null;
let isTelling = false;
/** Numbers that are lit, by when they are no longer. @type {Map<Element, number>} */
const lit = new Map();
let dimming = 0;

/**
 * Says which events are shown from now on. Of those that were not before the numbers drawn next may tell.
 * @param {string[]} events by id
 */
export function tell(events) {
  const now = performance.now();
  const fresh = known === null ? 0 : events.filter((id) => !known?.has(id)).length;
  known = new Set(events);
  told = [...told.filter((at) => now - at < 1_000), ...Array.from({ length: Math.min(fresh, events.length) }, () => now)];
  isTelling = fresh > 0 && !isBusy() && !document.hidden && !isCalm.matches;
  document.body.toggleAttribute("data-busy", isBusy());
}

/** Whether more happens than anybody can follow. */
export function isBusy() {
  return !followed(told.filter((at) => performance.now() - at < 1_000).length);
}

/** Whether so many events in a second can be followed. @param {number} events */
export function followed(events) {
  return events <= MOST_EVENTS;
}

/** A number has changed. @param {Element} node */
export function hasChanged(node) {
  if (isTelling && lit.size < MOST_NUMBERS && !lit.has(node)) {
    node.setAttribute("data-told", "");
    lit.set(node, performance.now() + LIT_FOR);
    dimming ||= window.setInterval(dim, LIT_FOR / 3);
  }
}

/** Light is set and taken away and does not fade: a fade is painted sixty times a second. */
function dim() {
  for (const [node, until] of lit) {
    if (performance.now() >= until) {
      node.removeAttribute("data-told");
      lit.delete(node);
    }
  }
  if (lit.size === 0) {
    clearInterval(dimming);
    dimming = 0;
  }
}
