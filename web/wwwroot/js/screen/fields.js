import { t } from "../i18n.js";
import { Directive, directive, html, noChange, nothing } from "../lit.js";

/**
 * What a field holds, drawn again with every drawing, but never while somebody writes or chooses in it: half a time of day is none yet.
 * It stands in the tag of an input, and within a select after its options.
 */
export const held = directive(
  class extends Directive {
    /** @param {string|number} _value */
    render(_value) {
      return noChange;
    }

    /** @param {any} part @param {[string|number]} value */
    update(part, [value]) {
      const field = part.element ?? part.parentNode;
      if (document.activeElement !== field && field.value !== String(value)) {
        field.value = value;
      }
      return part.element ? noChange : nothing;
    }
  },
);

/** @param {Event} event */
export function valueOf({ target }) {
  return /** @type {HTMLInputElement} */ (target).value;
}

/** @param {string} label key of its words @param {unknown} control */
export function labelled(label, control) {
  return html`<label><span>${t(label)}</span>${control}</label>`;
}

/** @param {string} label @param {string} type @param {string} value @param {(value: string) => void} write */
export function written(label, type, value, write) {
  const input = (/** @type {Event} */ event) => write(valueOf(event));
  return labelled(label, html`<input type=${type} maxlength="60" autocomplete="off" ${held(value)} @input=${input} />`);
}

/**
 * @param {string} label
 * @param {[string, string][]} entries values and their words @param {string} chosen @param {(value: string) => void} choose
 */
export function choice(label, entries, chosen, choose) {
  return html`<select aria-label=${t(label)} autocomplete="off" @change=${(/** @type {Event} */ event) => choose(valueOf(event))}>
    ${entries.map(([value, words]) => html`<option value=${value}>${words}</option>`)}${held(chosen)}
  </select>`;
}
