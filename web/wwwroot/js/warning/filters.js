import { LEVELS } from "../catalogue.js";
import { NO_TEAM } from "../figures.js";
import { levelText } from "../warning-texts.js";
import { known, nameOf, t } from "../i18n.js";
import { html } from "../lit.js";
import { rules, warningTitle } from "../rules.js";
import { sortedTeams } from "./tables.js";

/** @typedef {import("./picture.js").Model} Model */

export const FILTERS = /** @type {const} */ (["level", "rule", "team", "acknowledged"]);

/** What can be chosen: levels, every rule of the rule set, every team. @param {Model} model */
export function filters({ doc, filter, choose }) {
  const ids = [...new Set([...(rules()?.warnings ?? []).map(({ id }) => id), ...Object.keys(doc.warnings?.rules ?? {})])].sort();
  /** @type {Record<typeof FILTERS[number], [string, string][]>} */
  const choices = {
    level: LEVELS.map((level) => [level, levelText(level)]),
    rule: ids.map((id) => [id, warningTitle(id)]),
    team: [
      ...sortedTeams(doc).map(([id, team]) => /** @type {[string, string]} */ ([id, nameOf(team, id)])),
      [NO_TEAM, t("warning.noTeam")],
    ],
    acknowledged: ["no", "yes"].map((value) => [value, known(`filter.acknowledged.${value}`, value)]),
  };
  return html`<form class="filters" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${FILTERS.map(
      (name) =>
        html`<label>
          <span>${t(`filter.${name}`)}</span>
          <select @change=${(/** @type {Event} */ event) => choose(name, /** @type {HTMLSelectElement} */ (event.target).value)}>
            <option value="">${t("filter.all")}</option>
            ${choices[name].map(([value, text]) => html`<option value=${value} ?selected=${value === filter[name]}>${text}</option>`)}
          </select>
        </label>`,
    )}
  </form>`;
}
