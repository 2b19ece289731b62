import { t } from "./i18n.js";

/** @typedef {import("./live/types.js").Visits} Visits */

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
