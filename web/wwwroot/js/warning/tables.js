import { LEVELS } from "../catalogue.js";
import { viewOf, warningCount } from "../figures.js";
import { levelText, teamText } from "../warning-texts.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { href, memberHref } from "../links.js";
import { html, repeat } from "../lit.js";
import { panel } from "../leaders/panel.js";
import { warningTitle } from "../rules.js";
import { number } from "../wall/number.js";

/** @typedef {import("./picture.js").Model} Model */
/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {{id: string, text: string, link: string, counts: import("../live/types.js").LevelCounts|undefined,
 *   query: import("../figures.js").Query}} Line */

const COLUMNS = [...LEVELS, "acknowledged"];

/** How many there are of each rule. @param {Model} model */
export function byRule({ doc, view }) {
  const ids = Object.keys(doc.warnings?.rules ?? {})
    .filter((id) => warningCount(doc.warnings, id) > 0)
    .sort();
  return table(
    "panel.byRule",
    "col.rule",
    ids.map((id) => ({
      id,
      text: warningTitle(id),
      link: href("/rules") + `#${id}`,
      counts: doc.warnings?.rules?.[id],
      query: { view, warning: id },
    })),
  );
}

/** How many there are in each team, in the order of the roster. @param {Model} model */
export function byTeam({ doc }) {
  return table(
    "panel.byTeam",
    "col.team",
    sortedTeams(doc).map(([id, team]) => ({
      id,
      text: teamText(doc, id),
      link: memberHref(id, team),
      counts: team.warnings,
      query: { view: viewOf(id, team), warning: "all" },
    })),
  );
}

/** @param {ViewDocument} doc */
export function sortedTeams(doc) {
  return Object.entries(doc.teams ?? {}).sort(([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"));
}

/**
 * Counts by level, in a fixed order of rows; each number opens its evidence.
 * @param {string} key @param {string} head @param {Line[]} lines
 */
function table(key, head, lines) {
  return panel(
    { key },
    html`<p class="soft">${t("warning.note.list")}</p>
      <div class="scroll" tabindex="0">
        <table class="counts">
          <thead>
            <tr>
              <th>${t(head)}</th>
              ${LEVELS.map((level) => html`<th class="right level" data-level=${level}>${levelText(level)}</th>`)}
              <th class="right">◐ ${t("warning.acknowledged")}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(lines, ({ id }) => id, line)}
          </tbody>
        </table>
      </div>`,
  );
}

/** @param {Line} of */
function line({ text, link, counts, query }) {
  return html`<tr>
    <th scope="row"><a href=${link}>${text}</a></th>
    ${COLUMNS.map((column) => {
      const isSeen = column === "acknowledged";
      const value = /** @type {Record<string, any>} */ (counts ?? {})[column] ?? 0;
      const name = isSeen ? t("warning.acknowledged") : levelText(/** @type {any} */ (column));
      return html`<td class="right" ?data-zero=${value === 0}>
        ${number(count(value), isSeen ? { ...query, acknowledged: "true" } : { ...query, level: column }, `${text} ${name}`)}
      </td>`;
    })}
  </tr>`;
}
