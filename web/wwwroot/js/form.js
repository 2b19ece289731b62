import { element, setAttribute, setHidden, setText } from "./dom.js";
import { t } from "./i18n.js";

/**
 * A form that sends itself: while it is under way it cannot be sent again, and what the server refuses stands below it as a sentence.
 * @param {{fields: HTMLElement[], send: string, done: () => Promise<void>|void, submit: () => Promise<void>}} parts
 *   `submit` sends it and throws what is wrong; `done` follows when it went well
 * @returns {HTMLElement}
 */
export function form({ fields, send, submit, done }) {
  const failure = element("p", { class: "failure", role: "alert", hidden: true });
  const button = element("button", { class: "action strong", text: t(send) });
  const node = element("form", { class: "ask", novalidate: false }, ...fields, failure, element("p", { class: "buttons" }, button));
  node.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    setAttribute(button, "disabled", "");
    setHidden(failure, true);
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

/**
 * @param {string} label key of its words
 * @param {Record<string, unknown>} attributes of the input
 * @returns {{node: HTMLElement, input: HTMLInputElement}}
 */
export function field(label, attributes) {
  const input = /** @type {HTMLInputElement} */ (element("input", { autocomplete: "off", ...attributes }));
  return { node: element("label", {}, element("span", { text: t(label) }), input), input };
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
