import { VISIT_WARNINGS } from "./catalogue.js";
import { definitionOf, drawDefinition } from "./definition.js";
import { element, keyed, setAttribute, setHidden, setText } from "./dom.js";
import { count } from "./format.js";
import { nameOf, t } from "./i18n.js";
import { itemHref, subjectHref, teamHref } from "./links.js";
import { textOf, warningTitle, warningRule } from "./rules.js";

/** @typedef {import("./live/types.js").Visits} Visits */
/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */

/**
 * How the visits of a year stand to the cap, by shape and word.
 * @param {Visits} visits
 * @returns {{level: string, shape: string, key: string}}
 */
export function standingOfVisits({ counted, cap }) {
  if (typeof cap !== "number") {
    return { level: "none", shape: "○", key: "visits.noCap" };
  }
  return counted > cap
    ? { level: "breach", shape: "✖", key: "visits.over" }
    : counted === cap
      ? { level: "yellow", shape: "▲", key: "visits.at" }
      : { level: "ok", shape: "✓", key: "visits.within" };
}

/**
 * Whether a visit counts towards the cap, and of which year where that is not the one shown.
 * @param {{day: string, counted?: boolean}} visit
 * @param {number} year
 */
export function countsText({ day, counted }, year) {
  const own = Number(day.slice(0, 4));
  if (!counted) {
    return `○ ${t("visits.no")}`;
  }
  return own === year ? `● ${t("visits.yes")}` : `◌ ${t("visits.yes.earlier", { year: own })}`;
}

/**
 * An enterprise's visits of the year against the cap, and each of them.
 * @param {HTMLElement} root
 */
export function visits(root) {
  const counted = element("b", { class: "digits" });
  const cap = element("b", { class: "digits" });
  const state = element("p", { class: "check" });
  const definition = element("dl", { class: "definition" });
  const list = element("tbody");
  const none = element("p", { class: "soft", text: t("visits.none"), hidden: true });
  const table = element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, ...["col.day", "col.team", "col.item", "col.act", "col.counts"].map((key) => element("th", { text: t(key) }))),
    ),
    list,
  );
  root.append(
    element(
      "div",
      { class: "numbers" },
      element("p", {}, element("span", { text: t("visits.counted") }), counted),
      element("p", {}, element("span", { text: t("visits.cap") }), cap),
      state,
    ),
    definition,
    element("div", { class: "scroll" }, table),
    none,
  );

  return {
    /** @param {ViewDocument} doc */
    update(doc) {
      const found = doc.visits;
      setHidden(root, !found);
      if (!found) {
        return;
      }
      const { level, shape, key } = standingOfVisits(found);
      setText(counted, count(found.counted));
      setText(cap, typeof found.cap === "number" ? count(found.cap) : t("visits.noCap"));
      setText(state, `${shape} ${t(key)}`);
      setAttribute(state, "data-level", level);
      drawDefinition(definition, [
        { term: "meaning", text: t("visits.note") },
        ...VISIT_WARNINGS.map((id) => ({
          term: "thresholds",
          text: `${warningTitle(id)}${textOf(warningRule(id), "condition") ? `：${textOf(warningRule(id), "condition")}` : ""}`,
        })),
        ...definitionOf({ view: doc.view, warning: "W13" }, doc.rulesVersion).filter(({ term }) =>
          ["source", "sure", "version"].includes(term),
        ),
      ]);
      const rows = found.list ?? [];
      setHidden(none, rows.length > 0);
      setHidden(table, rows.length === 0);
      keyed(
        list,
        rows,
        (visit, index) => `${visit.act ?? ""}|${visit.day}|${index}`,
        () => {
          const day = element("td", { class: "digits first" });
          const team = element("a");
          const item = element("a");
          const act = element("a", { class: "digits" });
          const counts = element("td", { class: "stage" });
          return Object.assign(element("tr", {}, day, element("td", {}, team), element("td", {}, item), element("td", {}, act), counts), {
            day,
            team,
            item,
            act,
            counts,
          });
        },
        (node, visit) => {
          setText(node.day, visit.day);
          setText(node.team, visit.team ? nameOf(doc.teams?.[visit.team], visit.team) : "");
          setAttribute(node.team, "href", visit.team ? teamHref(visit.team) : null);
          setText(node.item, visit.item ? nameOf(doc.items?.[visit.item], visit.item) : "");
          setAttribute(node.item, "href", visit.item ? itemHref(visit.item) : null);
          setText(node.act, visit.act ?? "");
          setAttribute(node.act, "href", visit.act ? subjectHref("inspection", visit.act) : null);
          const marks = [countsText(visit, found.year), visit.combined ? `◈ ${t("visits.combined")}` : ""];
          setText(node.counts, marks.filter(Boolean).join(" · "));
        },
      );
    },
  };
}
