import { queryText } from "../figures.js";
import { Directive, directive, html, noChange, nothing } from "../lit.js";
import { hasChanged } from "./motion.js";

/** @typedef {import("../figures.js").Query} Query */

/** Notes that the text of an element has become another. */
const watched = directive(
  class extends Directive {
    /** @type {string|null} */
    #text = null;

    /** @param {string} _text @param {boolean} _isTold */
    render(_text, _isTold) {
      return noChange;
    }

    /** @param {any} part of an element @param {[string, boolean]} values */
    update(part, [text, isTold]) {
      if (isTold && this.#text !== null && this.#text !== text) {
        hasChanged(part.element);
      }
      this.#text = text;
      return noChange;
    }
  },
);

/**
 * A number that opens what stands behind it.
 * @param {string} text
 * @param {Query|null} query null: there is nothing to open
 * @param {string} label what the number counts, for those who hear the page
 * @param {{name?: string, row?: string, isTold?: boolean}} [more]  name: a class; row: what its row is called, where that is not to be
 *   seen; isTold: it is lit when an event has changed it
 */
export function number(text, query, label, { name = "", row = "", isTold = false } = {}) {
  return html`<button
    type="button"
    class="num digits ${name}"
    data-evidence=${query ? queryText(query) : nothing}
    data-row=${row || nothing}
    aria-label="${label} ${text}"
    .textContent=${text}
    ${watched(text, isTold)}
  ></button>`;
}
