import { element, setAttribute, setStyle, setText } from "./dom.js";
import { queryText } from "./figures.js";
import { widthOf } from "./format.js";

/** @typedef {import("./figures.js").Query} Query */

const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

/** A number that opens its evidence. @param {string} [className] */
export function numberNode(className = "") {
  return element("button", { type: "button", class: `num digits ${className}` });
}

/**
 * @param {any} node of `numberNode`
 * @param {string} text
 * @param {Query|null} query
 * @param {string} label what the number counts, for those who hear the page
 */
export function setNumber(node, text, query, label) {
  if (node.textContent !== text) {
    const isFirst = node.textContent === "";
    setText(node, text);
    // The size of the type follows from the length, so that a long number is smaller and never cut.
    setStyle(node, "--chars", String(widthOf(text)));
    setAttribute(node, "aria-label", `${label} ${text}`);
    if (!isFirst) {
      flash(node);
    }
  }
  // Asked of two hundred numbers at each figure that comes: the text of a query is made when it is another.
  if (!isSame(node.query ?? null, query)) {
    node.query = query;
    setAttribute(node, "data-evidence", query ? queryText(query) : null);
  }
}

/** @param {Record<string, any>|null} one @param {Record<string, any>|null} other */
function isSame(one, other) {
  return one === other || (one !== null && other !== null && Object.keys({ ...one, ...other }).every((key) => one[key] === other[key]));
}

/** So long a number that has changed is bright, in ms. */
const BRIGHT_FOR = 900;

/** Of more than so many that change at once (the first figures, a page that comes back) none says anything. */
const MOST_BRIGHT = 16;

/** Numbers that have changed in this drawing. @type {HTMLElement[]} */
let changed = [];
/** Bright numbers, by when they are no longer. @type {Map<HTMLElement, number>} */
const bright = new Map();
let dimming = 0;

/** A number that has just changed is bright for a moment. @param {any} node */
function flash(node) {
  if (isCalm.matches || document.hidden) {
    return;
  }
  if (changed.length === 0) {
    queueMicrotask(brighten);
  }
  changed.push(node);
}

/** Brightness is set and taken away and does not fade: a fade is painted sixty times a second. */
function brighten() {
  const nodes = changed;
  changed = [];
  if (nodes.length > MOST_BRIGHT) {
    return;
  }
  for (const node of nodes) {
    node.classList.add("bright");
    bright.set(node, performance.now() + BRIGHT_FOR);
  }
  dimming ||= window.setInterval(dim, BRIGHT_FOR / 3);
}

function dim() {
  for (const [node, until] of bright) {
    if (performance.now() >= until) {
      node.classList.remove("bright");
      bright.delete(node);
    }
  }
  if (bright.size === 0) {
    clearInterval(dimming);
    dimming = 0;
  }
}
