import { t } from "./i18n.js";
import { sentenceOf } from "./lines.js";
import { html, nothing } from "./lit.js";
import { selfDrawn } from "./self-drawn.js";

/** @typedef {HTMLInputElement & HTMLSelectElement} Input */
/** @typedef {{node: HTMLElement, input: Input, check: () => boolean}} Field */

/**
 * What a form is made of: `submit` sends it and throws what is wrong; `done` follows when it went well; fields that are `checked` say
 * themselves what is wrong; `beside` the button that sends stand others.
 * @typedef {{fields: unknown, send: string, done: () => Promise<void>|void, submit: () => Promise<void>, checked?: Field[],
 *   beside?: unknown}} Parts
 */

/** A form that draws itself. @param {Parts} parts */
export function form(parts) {
  const state = { failure: "", isSending: false };
  const { node, draw } = selfDrawn(() => formOf(parts, state, () => draw()));
  return node;
}

/**
 * A form that its page draws: while it is under way it cannot be sent again, and what the server refuses stands below it as a sentence.
 * @param {Parts} parts @param {{failure: string, isSending: boolean}} state @param {() => void} draw
 */
export function formOf({ fields, send, submit, done, checked = [], beside = nothing }, state, draw) {
  const sendIt = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const wrong = checked.filter((one) => !one.check());
    Object.assign(state, { failure: "", isSending: wrong.length === 0 });
    draw();
    if (wrong.length > 0) {
      wrong[0].input.focus();
      return;
    }
    try {
      await submit();
      await done();
    } catch (error) {
      state.failure = sentenceOf(error);
    }
    state.isSending = false;
    draw();
  };
  return html`<form class="ask" ?novalidate=${checked.length > 0} @submit=${sendIt}>
    ${fields}
    <p class="failure" role="alert" ?hidden=${!state.failure} .textContent=${state.failure}></p>
    <p class="buttons">${beside}<button class="action strong" ?disabled=${state.isSending}>${t(send)}</button></p>
  </form>`;
}

/** @param {string} key of its words @param {() => void} act @param {string} [name] its class */
export function button(key, act, name = "action") {
  return html`<button type="button" class=${name} @click=${act}>${t(key)}</button>`;
}

let fieldsMade = 0;

/**
 * @param {string} label key of its words
 * @param {Record<string, any>} attributes of the input; with `options` a choice of them
 * @param {(value: string) => string|null} [problem] what is wrong with a value, as a sentence; null when nothing is
 * @returns {Field}
 */
export function field(label, { options, ...attributes }, problem) {
  const said = `field-${++fieldsMade}`;
  let sentence = /** @type {string|null} */ (null);
  // While it is written, not when it is left: what is below would move away under the click that leaves it.
  const write = () => sentence !== null && check();
  const { node, draw } = selfDrawn(() => {
    const isWrong = sentence === null ? nothing : "true";
    const words = html`<span>${t(label)}</span>`;
    const why = html`<span class="failure" id=${said} ?hidden=${sentence === null}>${sentence}</span>`;
    const control = options
      ? html`<select aria-describedby=${said} aria-invalid=${isWrong} @input=${write}>
          ${options.map((/** @type {[string, string]} */ [value, text]) => html`<option value=${value}>${text}</option>`)}
        </select>`
      : html`<input aria-describedby=${said} aria-invalid=${isWrong} @input=${write} />`;
    return attributes.type === "checkbox"
      ? html`<label class="check">${control}${words}${why}</label>`
      : html`<label>${words}${control}${why}</label>`;
  });
  const input = /** @type {Input} */ (node.querySelector("input, select"));
  for (const [name, value] of Object.entries(/** @type {Record<string, any>} */ ({ autocomplete: "off", ...attributes }))) {
    if (value !== null && value !== undefined && value !== false) {
      input.setAttribute(name, value === true ? "" : value);
    }
  }
  return { node, input, check };

  function check() {
    sentence = problem?.(input.value.trim()) ?? null;
    draw();
    return sentence === null;
  }
}

/**
 * Words with a comma or a blank between them, as a list; null when there are none.
 * @param {string} text
 * @returns {string[]|null}
 */
export function words(text) {
  const list = text.split(/[\s,，、]+/).filter(Boolean);
  return list.length === 0 ? null : list;
}
