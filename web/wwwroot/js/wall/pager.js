import { t } from "../i18n.js";
import { html } from "../lit.js";

const TURN_AFTER = 12_000;

/**
 * Pages that turn by themselves, unless somebody looks at them closely.
 * @param {string} name
 * @param {{isStill: () => boolean, redraw: () => void}} options  isStill: nothing turns by itself
 */
export function pager(name, { isStill, redraw }) {
  let page = 0;
  let turnedAt = Date.now();
  let isHeld = false;
  /** @param {number} step */
  const turn = (step) => {
    page += step;
    turnedAt = Date.now();
    redraw();
  };
  setInterval(() => {
    if (!isHeld && !isStill() && Date.now() - turnedAt >= TURN_AFTER) {
      turn(1);
    }
  }, 1_000);

  return {
    turn,
    /** What is new begins in front. */
    first() {
      page = 0;
      turnedAt = Date.now();
    },
    /** @param {HTMLElement} node what it pages */
    hold(node) {
      for (const [event, value] of /** @type {[string, boolean][]} */ ([
        ["pointerenter", true],
        ["pointerleave", false],
        ["focusin", true],
        ["focusout", false],
      ])) {
        node.addEventListener(event, () => (isHeld = value));
      }
    },
    /** The part of a list that is shown. @template T @param {T[]} list @param {number} size @returns {{shown: T[], controls: unknown}} */
    of(list, size) {
      const pages = Math.max(1, Math.ceil(list.length / size));
      page = ((page % pages) + pages) % pages;
      return {
        shown: list.slice(page * size, (page + 1) * size),
        controls: html`<span class="pager" ?hidden=${pages === 1}>
          <button type="button" id="${name}-previous" aria-label=${t("table.previous")} @click=${() => turn(-1)}>‹</button>
          <span class="digits" id="${name}-page">${page + 1}/${pages}</span>
          <button type="button" id="${name}-next" aria-label=${t("table.next")} @click=${() => turn(1)}>›</button>
        </span>`,
      };
    },
  };
}
