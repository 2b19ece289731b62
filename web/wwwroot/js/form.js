import { element, setAttribute, setHidden, setText } from "./dom.js";
import { t } from "./i18n.js";

/** @typedef {HTMLInputElement & HTMLSelectElement} Input */
/** @typedef {{node: HTMLElement, input: Input, check: () => boolean}} Field */

/**
 * A form that sends itself: while it is under way it cannot be sent again, and what the server refuses stands below it as a sentence.
 * @param {{fields: HTMLElement[], send: string, done: () => Promise<void>|void, submit: () => Promise<void>, checked?: Field[],
 *   beside?: HTMLElement[]}} parts `submit` sends it and throws what is wrong; `done` follows when it went well; fields that are `checked`
 *   say themselves what is wrong; `beside` the button that sends stand others
 * @returns {HTMLElement}
 */
export function form({ fields, send, submit, done, checked = [], beside = [] }) {
  const failure = element("p", { class: "failure", role: "alert", hidden: true });
  const button = element("button", { class: "action strong", text: t(send) });
  const node = element(
    "form",
    { class: "ask", novalidate: checked.length > 0 },
    ...fields,
    failure,
    element("p", { class: "buttons" }, ...beside, button),
  );
  node.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    setHidden(failure, true);
    const wrong = checked.filter((one) => !one.check());
    if (wrong.length > 0) {
      wrong[0].input.focus();
      return;
    }
    setAttribute(button, "disabled", "");
    try {
      await submit();
      await done();
    } catch (error) {
      setText(failure, error instanceof Error ? error.message : String(error));
      setHidden(failure, false);
    } finally {
      setAttribute(button, "disabled", null);
    }
  });
  return node;
}

let fieldsMade = 0;

/**
 * @param {string} label key of its words
 * @param {Record<string, any>} attributes of the input; with `options` a choice of them
 * @param {(value: string) => string|null} [problem] what is wrong with a value, as a sentence; null when nothing is
 * @returns {Field}
 */
export function field(label, { options, ...attributes }, problem) {
  const said = element("span", { class: "failure", id: `field-${++fieldsMade}`, hidden: true });
  const given = { autocomplete: "off", "aria-describedby": said.id, ...attributes };
  const input = options
    ? element("select", given, ...options.map((/** @type {[string, string]} */ [value, text]) => element("option", { value, text })))
    : element("input", given);
  const check = () => {
    const sentence = problem?.(input.value.trim()) ?? null;
    setText(said, sentence ?? "");
    setHidden(said, sentence === null);
    setAttribute(input, "aria-invalid", sentence === null ? null : "true");
    return sentence === null;
  };
  // While it is written, not when it is left: what is below would move away under the click that leaves it.
  input.addEventListener("input", () => input.getAttribute("aria-invalid") && check());
  const isCheck = attributes.type === "checkbox";
  const words = element("span", { text: t(label) });
  return {
    node: element("label", { class: isCheck ? "check" : null }, ...(isCheck ? [input, words] : [words, input]), said),
    input,
    check,
  };
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
