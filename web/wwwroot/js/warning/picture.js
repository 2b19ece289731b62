import { LEVELS } from "../catalogue.js";
import { nothingText } from "../warning-texts.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { html, nothing, repeat } from "../lit.js";
import { levelTotals } from "../wall/warnings.js";
import { matches } from "../warnings.js";
import { card } from "./card.js";
import { filters } from "./filters.js";
import { byRule, byTeam } from "./tables.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("../warnings.js").Fold} Fold */
/**
 * @typedef {object} Model  what the page is drawn from, and what it can do
 * @property {ViewDocument} doc
 * @property {string} view
 * @property {Fold[]} folds
 * @property {import("../warnings.js").Filter} filter
 * @property {Map<string, ReturnType<typeof import("./rows.js").rowList>>} open  the lists that are open, by fold
 * @property {(one: Fold) => void} toggle
 * @property {(name: "level"|"rule"|"team"|"acknowledged", value: string) => void} choose
 * @property {(targets: import("../acknowledge.js").Target[]) => void} ask  for who takes note of these
 */

/** How many warnings stand, by level, rule and team; and a card for each rule and team. @param {Model} model */
export function picture(model) {
  const { doc, view, folds, filter } = model;
  const shown = folds.filter((one) => matches(one, filter));
  return html`${panel({ key: "panel.byLevel" }, levelTotals(doc, { view, warning: "all" }, LEVELS, ""))}
    <div class="two">${byRule(model)}${byTeam(model)}</div>
    ${panel(
      { key: "panel.each", note: t("panel.folds") },
      html`${filters(model)}
        <ol class="cards-of-warnings">
          ${repeat(
            shown,
            ({ key }) => key,
            (one) => card(model, one),
          )}
        </ol>
        ${
          shown.length > 0
            ? nothing
            : html`<p class="none" ?data-unheard=${doc.unheard} data-none=${folds.length === 0 ? "all" : "filter"}>
                ${folds.length === 0 ? nothingText(doc) : t("warning.noneMatch")}
              </p>`
        }`,
    )}`;
}
