import { LEVELS, LEVEL_SHAPES } from "../catalogue.js";
import { warningCount } from "../figures.js";
import { count, eventsText, NONE, widestOf } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { guard, html, repeat, vars } from "../lit.js";
import { warningTitle } from "../rules.js";
import { levelText, nothingText, teamText, whenText } from "../warning-texts.js";
import { masked } from "../warnings.js";
import { number } from "./number.js";
import { tile } from "./tile.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("../warnings.js").Fold} Fold */

/** What warns: how many of each level, and a line for each rule and team. @param {import("./model.js").Shown} model */
export function warnings({ doc, view, folds, rules, pagers, room, shortName }) {
  const { shown, controls } = pagers.warnings.of(folds, room.folds.rows * room.folds.across);
  const isEmpty = doc.warnings !== undefined && warningCount(doc.warnings, "all") === 0;
  return tile(
    {
      id: "warnings",
      title: t("panel.warnings"),
      notes: [html`<a href=${href("/warnings")}>${t("panel.warnings.all")}</a>`, controls],
      focus: true,
    },
    html`${levelTotals(doc, { view, warning: "all" }, LEVELS, "")}
      <ol
        class="folds"
        ?hidden=${isEmpty}
        ${vars({ rows: room.folds.rows, "chars-count": widestOf(shown.map((one) => count(one.count))) })}
      >
        ${repeat(
          shown,
          ({ key }) => key,
          (one) => guard([one, doc.day, doc.teams?.[one.team], rules], () => line(one, doc, shortName)),
        )}
      </ol>
      <p class="none" ?hidden=${!isEmpty} ?data-unheard=${doc.unheard}>${nothingText(doc)}</p>`,
  );
}

/**
 * How many warnings there are of each level, most severe first; each number opens them.
 * @param {ViewDocument} doc
 * @param {{view: string, warning: string}} query
 * @param {readonly import("../live/types.js").Level[]} levels
 * @param {string} name what they are of
 */
export function levelTotals(doc, query, levels, name) {
  // A document without warnings is not one that warns of nothing.
  const texts = levels.map((level) => (doc.warnings ? count(warningCount(doc.warnings, query.warning, level)) : NONE));
  return html`<ul class="levels" ${vars({ chars: widestOf(texts) })}>
    ${name ? html`<li class="soft">${name}</li>` : ""}
    ${levels.map(
      (level, index) =>
        html`<li data-level=${level}>
          <span>${levelText(level)}</span>
          ${number(texts[index], doc.warnings ? { ...query, level } : null, `${name || t("panel.warnings")} ${t(`level.${level}`)}`)}
        </li>`,
    )}
  </ul>`;
}

/**
 * The warnings of one rule and one team; numbers masked, nothing of a person.
 * @param {Fold} one @param {ViewDocument} doc @param {(id: string) => string} shortName
 */
function line(one, doc, shortName) {
  const first = one.top[0];
  const isDistrict = doc.teams?.[one.team]?.kind === "jurisdiction";
  const [name, team] = [warningTitle(one.rule), isDistrict ? shortName(one.team) : teamText(doc, one.team)];
  return html`<li class="fold" data-level=${one.level}>
    <b class="level">${LEVEL_SHAPES[one.level]} ${t(`level.${one.level}`)}</b>
    <span class="rule">${name}</span>
    <span class="team">${team}</span>
    <span class="first">
      <span class="subject digits">${first ? masked(first.kind, first.subject) : ""}</span>
      <span class="when">${first?.silentSince ? whenText(first, doc.day) : eventsText(first) || whenText(first, doc.day)}</span>
    </span>
    <span class="count">${number(count(one.count), one.query, `${t(`level.${one.level}`)} ${name} ${team}`)}</span>
  </li>`;
}
