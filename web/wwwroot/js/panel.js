import { element, setAttribute, setText } from "./dom.js";
import { pageText } from "./format.js";
import { t } from "./i18n.js";

/** Panels and pagers of the pages that build their nodes by hand. */

/**
 * @param {string} key
 * @param {{note?: string}} options
 */
export function panel(key, { note }) {
  return element(
    "section",
    { class: "tile panel", "data-panel": key.replace("panel.", "") },
    element(
      "h2",
      {},
      element("span", { text: t(key) }),
      element("small", { text: note ? t(note) : "" }),
      element("span", { class: "mark" }),
    ),
  );
}

/** @param {(step: number) => void} turn */
export function pager(turn) {
  const previous = element("button", { type: "button", class: "action", text: t("table.previous"), on: { click: () => turn(-1) } });
  const next = element("button", { type: "button", class: "action", text: t("table.next"), on: { click: () => turn(1) } });
  const text = element("span", { class: "soft digits" });
  const node = element("p", { class: "pager" }, text, element("span", { class: "spring" }), previous, next);
  return {
    node,
    /** @param {number} page @param {number} pages @param {number} total */
    update(page, pages, total) {
      setText(text, pageText(page, pages, total));
      setAttribute(previous, "disabled", page <= 1 ? "" : null);
      setAttribute(next, "disabled", page >= pages ? "" : null);
    },
  };
}
