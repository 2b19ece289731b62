import { draggable } from "../drag.js";
import { button } from "../form.js";
import { t } from "../i18n.js";
import { Directive, directive, html, noChange } from "../lit.js";
import { LONGEST, moved, newPage, PARTS, round, SHORTEST } from "./edit.js";
import { choice, held, valueOf } from "./fields.js";

/** @typedef {import("./scene.js").Page} Page */
/** @typedef {(pages: Page[]) => void} Put  takes the pages as they are now, and draws them */

/** Lets the pages of a list be dragged into another order. */
const sorted = directive(
  class extends Directive {
    /** @type {(from: number, to: number) => void} */
    #move = () => {};

    /** @param {any} part of the list */
    constructor(part) {
      super(part);
      draggable(part.element, { item: "li", grip: ".grip", target: "[data-page]" }, (dragged, target) => {
        if (target) {
          this.#move(Number(dragged.dataset.page), Number(target.dataset.page));
        }
      });
    }

    /** @param {(from: number, to: number) => void} move */
    render(move) {
      this.#move = move;
      return noChange;
    }
  },
);

/** Pages in the order in which they take turns. @param {Page[]} pages @param {Put} put */
export function pageList(pages, put) {
  return html`<div class="stack">
    <ol class="pages" ${sorted((from, to) => put(moved(pages, from, to)))}>
      ${pages.map((_, index) => line(pages, index, put))}
    </ol>
    <p class="filters">
      ${button("scenes.page.add", () => put([...pages, newPage()]), "action small")}
      <span class="soft">${t("scenes.round", { count: pages.length, seconds: round(pages) })}</span>
    </p>
  </div>`;
}

/** @param {Page[]} pages @param {number} index @param {Put} put */
function line(pages, index, put) {
  const parts = PARTS.map((part) => /** @type {[string, string]} */ ([part, t(`scenes.part.${part}`)]));
  const change = (/** @type {Partial<Page>} */ what) => {
    Object.assign(pages[index], what);
    put(pages);
  };
  const wait = (/** @type {Event} */ event) => change({ seconds: Number(valueOf(event)) });
  const remove = () => put(pages.filter((_, other) => other !== index));
  return html`<li data-page=${index}>
    <i class="grip" aria-hidden="true">⠿</i>
    ${choice("scenes.part", parts, pages[index].part, (part) => change({ part }))}
    <label class="seconds">
      <input
        type="number"
        min=${SHORTEST}
        max=${LONGEST}
        aria-label=${t("scenes.seconds")}
        ${held(pages[index].seconds)}
        @input=${wait}
      /><span>${t("scenes.s")}</span>
    </label>
    ${step(pages, index, -1, put)} ${step(pages, index, 1, put)} ${small("✕", "scenes.page.remove", pages.length > 1, remove)}
  </li>`;
}

/** A page one place earlier or later. @param {Page[]} pages @param {number} index @param {-1|1} by @param {Put} put */
function step(pages, index, by, put) {
  const to = index + by;
  const way = by < 0 ? "earlier" : "later";
  const go = (/** @type {Event} */ { currentTarget }) => {
    const list = /** @type {HTMLElement} */ (currentTarget).closest("ol");
    put(moved(pages, index, to));
    // The focus goes along with the page.
    /** @type {HTMLElement|null} */ (list?.querySelector(`[data-page="${to}"] [data-way="${way}"]`))?.focus();
  };
  return small(by < 0 ? "↑" : "↓", `scenes.page.${way}`, to >= 0 && to < pages.length, go, way);
}

/**
 * @param {string} text @param {string} key of its words @param {boolean} isOpen @param {(event: Event) => void} act
 * @param {string} [way]
 */
function small(text, key, isOpen, act, way = "out") {
  return html`<button
    type="button"
    class="action small"
    title=${t(key)}
    aria-label=${t(key)}
    data-way=${way}
    ?disabled=${!isOpen}
    @click=${act}
  >
    ${text}
  </button>`;
}
