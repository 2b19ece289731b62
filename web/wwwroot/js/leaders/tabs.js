import { count, NONE } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { numbersOf } from "./standing.js";

/**
 * At the foot of a phone or a tablet, in reach of a thumb: the questions, each with its number.
 * @param {import("./model.js").Model} model
 */
export function tabs(model) {
  const { late, soon, unmet } = numbersOf(model);
  /** @type {[string, number|string|null, string][]} */
  const list = [
    ["late", late, late > 0 ? "breach" : "none"],
    ["due", soon ?? NONE, (soon ?? 0) > 0 ? "yellow" : "none"],
    ["unmet", unmet, unmet > 0 ? "yellow" : "none"],
    ["against", null, "none"],
    ["figures", null, "none"],
  ];
  return html`<nav class="tabs" aria-label=${t("tabs.title")}>
    ${list.map(
      ([name, number, level]) =>
        html`<a href="#${name}" data-level=${level}
          ><span>${t(`tabs.${name}`)}</span
          >${number === null ? nothing : html`<b class="digits">${typeof number === "number" ? count(number) : number}</b>`}</a
        >`,
    )}
  </nav>`;
}
