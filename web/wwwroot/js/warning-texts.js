import { LEVEL_SHAPES } from "./catalogue.js";
import { dueText, shortDay, splitName } from "./format.js";
import { nameOf, t } from "./i18n.js";
import { dayOf } from "./time.js";

/** What is said of warnings, on the wall and on pages. */

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").TopWarning} TopWarning */
/** @typedef {import("./live/types.js").Level} Level */

/** A level by shape and word; its colour comes from `data-level`. A step may lead down to `none`. @param {Level|"none"} level */
export function levelText(level) {
  return `${LEVEL_SHAPES[level]} ${t(`level.${level}`)}`;
}

/** The short name of a warning's team. @param {ViewDocument|null} doc @param {string} team */
export function teamText(doc, team) {
  if (team === "") {
    return doc?.view.startsWith("jurisdiction/") ? t("warning.noTeam") : "";
  }
  const part = doc?.view === `team/${team}` ? doc : doc?.teams?.[team];
  return splitName(nameOf(part, team)).main;
}

/**
 * The name of a record's team. The record says it too: the view of a city holds its districts, and not the teams within them.
 * @param {{team?: string, teamName?: string, teamNameEn?: string}} row @param {ViewDocument|null} doc
 */
export function teamOf({ team = "", teamName: name, teamNameEn: nameEn }, doc) {
  return nameOf(doc?.teams?.[team] ?? { name, nameEn }, team);
}

/** When a warning falls due, or since when it stands where no day is set. @param {TopWarning|undefined} warning @param {string} today */
export function whenText(warning, today) {
  if (warning?.due) {
    return dueText(warning.due, today);
  }
  return warning?.since ? t("warning.since", { day: shortDay(dayOf(Date.parse(warning.since))) }) : "";
}

/** Where nothing warns: all is well, or nothing was ever told. @param {ViewDocument|null} doc */
export function nothingText(doc) {
  return doc?.unheard ? `○ ${t("warning.unheard")}` : `✓ ${t("warning.none")}`;
}
