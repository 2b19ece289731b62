import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";

/**
 * A panel of a page that one reads: its name, what it is of, and the place where it says that its figures are not live.
 *
 * @param {object} head
 * @param {string} head.key         of its words
 * @param {string} [head.id]        by which links find it; the last word of its key where nothing else is said
 * @param {unknown} [head.note]     what its name is followed by
 * @param {unknown} [head.onward]   where it leads, or what is to be chosen
 * @param {boolean} [head.canFold]  on a phone it is folded away until it is wanted; on a larger screen it stands open
 * @param {unknown} body
 */
export function panel({ key, id, note = nothing, onward = nothing, canFold = false }, body) {
  const name = key.replace("panel.", "");
  return html`<section class="tile panel" id=${id ?? name} data-panel=${name} ?data-folded=${canFold} tabindex="-1">
    <h2>
      <span>${t(key)}</span><small>${note}</small><span class="mark"></span>${onward}
      ${
        canFold
          ? html`<button type="button" class="action unfold" aria-expanded="false" @click=${unfold}>
              <span class="show">${t("panel.unfold")}</span><span class="hide">${t("panel.fold")}</span>
            </button>`
          : nothing
      }
    </h2>
    ${body}
  </section>`;
}

/** @param {Event} event */
function unfold({ currentTarget }) {
  const button = /** @type {HTMLElement} */ (currentTarget);
  const isFolded = button.closest(".panel")?.toggleAttribute("data-folded") ?? false;
  button.setAttribute("aria-expanded", String(!isFolded));
}

/** A link onward in the head of a panel. @param {string} address @param {string} text */
export const onward = (address, text) => html`<a class="onward" href=${address}>${text}</a>`;
