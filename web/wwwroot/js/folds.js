import { LEVELS } from "./catalogue.js";
import { element, keyed, setAttribute, setHidden, setText } from "./dom.js";
import { warningCount } from "./figures.js";
import { count, eventsText, NONE } from "./format.js";
import { t } from "./i18n.js";
import { recordHref } from "./links.js";
import { numberNode, setNumber } from "./parts.js";
import { warningTitle } from "./rules.js";
import { levelText, nothingText, teamText, whenText } from "./warning-texts.js";
import { masked } from "./warnings.js";

export { levelText, nothingText, teamText, whenText };

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").Level} Level */
/** @typedef {import("./warnings.js").Fold} Fold */

/**
 * How many warnings there are of each level, most severe first; each number opens them.
 * @param {HTMLElement} root
 * @param {{view: string, rule?: string, levels?: readonly Level[], name?: string}} options  rule: of that rule only; name: what it is of
 */
export function levelTotals(root, { view, rule = "all", levels = LEVELS, name = "" }) {
  const list = element("ul", { class: "levels" }, name ? element("li", { class: "soft", text: name }) : null);
  root.append(list);
  const items = levels.map((level) => {
    const number = numberNode();
    list.append(element("li", { "data-level": level }, element("span", { text: levelText(level) }), " ", number));
    return { level, number };
  });
  return {
    /** @param {ViewDocument} doc */
    update(doc) {
      for (const { level, number } of items) {
        // A document without warnings is not one that warns of nothing.
        setNumber(
          number,
          doc.warnings ? count(warningCount(doc.warnings, rule, level)) : NONE,
          doc.warnings ? { view, warning: rule, level } : null,
          `${name || t("panel.warnings")} ${t(`level.${level}`)}`,
        );
      }
    },
  };
}

/**
 * One line for each rule and team.
 * @param {HTMLElement} root
 * @param {{isWall: boolean}} options  isWall: numbers masked, nothing of a person
 */
export function foldList(root, { isWall }) {
  const list = element("ol", { class: "folds" });
  const none = element("p", { class: "none", hidden: true });
  root.append(list, none);
  return {
    list,
    /** @param {Fold[]} folds @param {ViewDocument} doc */
    update(folds, doc) {
      const isEmpty = doc.warnings !== undefined && warningCount(doc.warnings, "all") === 0;
      setHidden(none, !isEmpty);
      setText(none, nothingText(doc));
      setAttribute(none, "data-unheard", doc.unheard ? "" : null);
      setHidden(list, isEmpty);
      keyed(
        list,
        folds,
        ({ key }) => key,
        () => {
          const level = element("b", { class: "level" });
          const rule = element("span", { class: "rule" });
          const team = element("span", { class: "team" });
          const subject = element(isWall ? "span" : "a", { class: "subject digits" });
          const when = element("span", { class: "when" });
          const seen = element("span", { class: "seen" });
          const number = numberNode();
          return Object.assign(
            element(
              "li",
              { class: "fold" },
              level,
              rule,
              team,
              element("span", { class: "first" }, subject, " ", when),
              seen,
              element("span", { class: "count" }, number),
            ),
            { level, rule, team, subject, when, seen, number },
          );
        },
        (node, one) => {
          const first = one.top[0];
          const name = warningTitle(one.rule);
          const team = teamText(doc, one.team);
          setAttribute(node, "data-level", one.level);
          setText(node.level, levelText(one.level));
          setText(node.rule, name);
          setText(node.team, team);
          setText(node.subject, first ? (isWall ? masked(first.kind, first.subject) : first.subject) : "");
          if (!isWall) {
            setAttribute(node.subject, "href", first ? recordHref(first.kind, first.subject) : null);
          }
          setText(node.when, [whenText(first, doc.day), eventsText(first)].filter(Boolean).join(" · "));
          setText(node.seen, one.acknowledged > 0 ? `◐ ${t("warning.acknowledged")} ${one.acknowledged}` : "");
          setNumber(node.number, count(one.count), one.query, `${t(`level.${one.level}`)} ${name} ${team}`);
        },
      );
    },
  };
}
