import { element } from "./dom.js";
import { t } from "./i18n.js";

/**
 * A panel of the pages that build their nodes by hand.
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
