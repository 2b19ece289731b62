import { find } from "../dom.js";
import { nameOf } from "../i18n.js";
import { href } from "../links.js";

/** The way from a district's wall to that of its city. @param {import("../live/types.js").ViewDocument} doc */
export function within({ within: above }) {
  const up = find(".within");
  up.hidden = !above;
  if (above) {
    up.textContent = `‹ ${nameOf(above, above.id)}`;
    up.setAttribute("href", href("/", { jurisdiction: above.id }));
  }
}
