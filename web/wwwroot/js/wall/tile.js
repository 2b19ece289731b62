import { html, nothing } from "../lit.js";

/**
 * A panel of the wall: its name, and the place where it says that its figures are not live.
 * @param {{id: string, title: unknown, notes?: unknown[], focus?: boolean}} head  focus: a link leads here
 * @param {unknown} body
 */
export function tile({ id, title, notes = [], focus = false }, body) {
  return html`<section class="tile panel" id=${id} tabindex=${focus ? "-1" : nothing}>
    <h2><span>${title}</span>${notes}<span class="mark"></span></h2>
    ${body}
  </section>`;
}

/** What a panel's name is followed by. @param {string} text */
export const note = (text) => html`<small>${text}</small>`;
