import { t } from "./i18n.js";
import { html, nothing } from "./lit.js";

/**
 * What a number means and what it rests on; a term that stays the same is said once.
 * @param {import("./definition.js").Line[]} lines
 */
export function definition(lines) {
  return html`<dl class="definition">
    ${lines.map(
      ({ term, text, isUnverified }, index) =>
        html`<div>
          <dt>${term === lines[index - 1]?.term ? "" : t(`definition.${term}`)}</dt>
          <dd>${text} ${isUnverified ? html`<em class="unverified">▲ ${t("rules.unverified")}</em>` : nothing}</dd>
        </div>`,
    )}
  </dl>`;
}
