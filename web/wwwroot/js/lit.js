/** The only file that knows lit-html, and what the pages add to it. */

import { Directive, directive } from "../lib/lit-html/directive.js";
import { guard } from "../lib/lit-html/directives/guard.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { html, noChange, nothing, render } from "../lib/lit-html/lit-html.js";

export { Directive, directive, guard, html, noChange, nothing, render, repeat };

/** @typedef {import("../lib/lit-html/lit-html.js").TemplateResult | typeof nothing} Template */
/** @typedef {import("../lib/lit-html/lit-html.js").ElementPart} ElementPart */

/**
 * Custom properties of an element: `<i ${vars({ part: 0.4 })}>` sets `--part`. Never as text of a `style` attribute, which the pages'
 * policy forbids.
 */
export const vars = directive(
  class extends Directive {
    /** @type {Record<string, string>} */
    #set = {};

    /** @param {Record<string, string|number>} _values */
    render(_values) {
      return noChange;
    }

    /** @param {any} part of an element @param {[Record<string, string|number>]} values */
    update(part, [values]) {
      for (const [name, value] of Object.entries(values)) {
        const text = String(value);
        if (this.#set[name] !== text) {
          this.#set[name] = text;
          part.element.style.setProperty(`--${name}`, text);
        }
      }
      return noChange;
    }
  },
);
