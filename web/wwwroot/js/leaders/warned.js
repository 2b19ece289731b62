import { LEVELS } from "../catalogue.js";
import { warningCount } from "../figures.js";
import { levelText, nothingText, teamText, whenText } from "../warning-texts.js";
import { count, eventsText } from "../format.js";
import { t } from "../i18n.js";
import { href, recordHref } from "../links.js";
import { html, nothing, repeat } from "../lit.js";
import { warningTitle } from "../rules.js";
import { number } from "../wall/number.js";
import { levelTotals } from "../wall/warnings.js";
import { onward, panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("../warnings.js").Fold} Fold */

/** So many stand on a page of figures; the page of warnings has them all. */
const MOST = 8;

/** What warns, of every level: how many, and a line for each rule and team. @param {Model} model */
export function warned({ doc, view, kind, id, folds }) {
  const isEmpty = doc.warnings !== undefined && warningCount(doc.warnings, "all") === 0;
  const isListed = kind === "jurisdiction" || kind === "team";
  return panel(
    {
      key: "panel.warnings",
      note: folds.length > MOST ? t("warning.shownOf", { shown: MOST, folds: folds.length }) : nothing,
      onward: isListed ? onward(href("/warnings", kind === "team" ? { team: id } : {}), t("panel.warnings.all")) : nothing,
    },
    html`${levelTotals(doc, { view, warning: "all" }, LEVELS, "")}
      <ol class="folds" ?hidden=${isEmpty}>
        ${repeat(
          folds.slice(0, MOST),
          ({ key }) => key,
          (one) => line(one, doc),
        )}
      </ol>
      <p class="none" ?hidden=${!isEmpty} ?data-unheard=${doc.unheard}>${nothingText(doc)}</p>`,
  );
}

/** The warnings of one rule and one team. @param {Fold} one @param {Model["doc"]} doc */
function line(one, doc) {
  const first = one.top[0];
  const [name, team] = [warningTitle(one.rule), teamText(doc, one.team)];
  return html`<li class="fold" data-level=${one.level}>
    <b class="level">${levelText(one.level)}</b>
    <span class="rule">${name}</span>
    <span class="team">${team}</span>
    <span class="first">
      ${first ? html`<a class="subject digits" href=${recordHref(first.kind, first.subject)}>${first.subject}</a>` : nothing}
      <span class="when">${[whenText(first, doc.day), eventsText(first)].filter(Boolean).join(" · ")}</span>
    </span>
    <span class="seen">${one.acknowledged > 0 ? `◐ ${t("warning.acknowledged")} ${one.acknowledged}` : ""}</span>
    <span class="count">${number(count(one.count), one.query, `${t(`level.${one.level}`)} ${name} ${team}`)}</span>
  </li>`;
}
