import { LEVELS } from "./catalogue.js";
import { NO_TEAM, outsideTeams, viewOf, warningCount } from "./figures.js";
import { daysBetween } from "./time.js";

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/types.js").Level} Level */
/** @typedef {import("./live/types.js").LevelCounts} LevelCounts */
/** @typedef {import("./live/types.js").TopWarning} TopWarning */

/**
 * All open warnings of one rule and one team: one card, however many they are.
 *
 * @typedef {object} Fold
 * @property {string} key
 * @property {string} rule
 * @property {string} team            an id; empty where the warning is of no team
 * @property {Level} level            the most severe
 * @property {Record<Level, number>} levels
 * @property {number} count
 * @property {number} acknowledged
 * @property {TopWarning[]} top       those the document names, most urgent first
 * @property {import("./figures.js").Query} query  the evidence of the count
 */

/**
 * The warnings a document names, most urgent first: by level, then what falls due first (what has no day before that),
 * then what stands longest.
 * @param {import("./live/types.js").Warnings|undefined} warnings
 * @returns {TopWarning[]}
 */
export function mostUrgent(warnings) {
  /** @param {string} [a] @param {string} [b] */
  const text = (a = "", b = "") => (a < b ? -1 : a > b ? 1 : 0);
  return Object.values(warnings?.top ?? {}).sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      text(a.due, b.due) ||
      text(a.since, b.since) ||
      text(a.rule, b.rule) ||
      text(a.kind, b.kind) ||
      text(a.subject, b.subject),
  );
}

/** @param {{order?: number}|undefined} part */
const order = (part) => part?.order ?? 999;

/**
 * Folds the warnings of a document by rule and team: most severe first, then the nearest due day, then the
 * fixed order of rules and teams; never by how many there are.
 *
 * @param {ViewDocument} doc
 * @returns {Fold[]}
 */
export function fold(doc) {
  /** @type {Fold[]} */
  const folds = [];
  const top = mostUrgent(doc.warnings);
  const teams = doc.teams ?? {};
  const own = /^team\/(.+)$/.exec(doc.view)?.[1] ?? "";
  const isSplit = Object.values(teams).some((team) => team.warnings?.rules && Object.keys(team.warnings.rules).length > 0);
  /** @param {string} rule @param {string} team @param {(level: string) => number} counted @param {import("./figures.js").Query} query */
  const add = (rule, team, counted, query) => {
    const levels = /** @type {Record<Level, number>} */ (Object.fromEntries(LEVELS.map((level) => [level, counted(level)])));
    const level = LEVELS.find((name) => levels[name] > 0);
    if (level) {
      folds.push({
        key: `${rule}|${team}`,
        rule,
        team,
        level,
        levels,
        query,
        count: LEVELS.reduce((sum, name) => sum + levels[name], 0),
        acknowledged: counted("acknowledged"),
        top: top.filter(
          (warning) =>
            warning.rule === rule && (!isSplit || (team === "" ? !warning.team || !(warning.team in teams) : warning.team === team)),
        ),
      });
    }
  };

  for (const [id, team] of Object.entries(teams)) {
    for (const rule of Object.keys(team.warnings?.rules ?? {})) {
      const query = doc.view.startsWith("jurisdiction/")
        ? { view: viewOf(id, team), warning: rule }
        : { view: doc.view, warning: rule, team: id };
      add(rule, id, (level) => warningCount(team.warnings, rule, level), query);
    }
  }
  for (const rule of Object.keys(doc.warnings?.rules ?? {})) {
    // A view that is not split by team (an enterprise's) names the team where the warnings have but one.
    const named = [...new Set(top.filter((warning) => warning.rule === rule).map((warning) => warning.team ?? ""))];
    add(rule, own || (!isSplit && named.length === 1 ? named[0] : ""), (level) => outsideTeams(doc, rule, level), {
      view: doc.view,
      warning: rule,
      ...(isSplit ? { team: NO_TEAM } : {}),
    });
  }
  return folds.sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      (a.top[0]?.due ?? "9999").localeCompare(b.top[0]?.due ?? "9999", "en") ||
      a.rule.localeCompare(b.rule, "en") ||
      order(teams[a.team]) - order(teams[b.team]) ||
      a.team.localeCompare(b.team, "en"),
  );
}

/**
 * @typedef {{level?: string, rule?: string, team?: string, acknowledged?: string}} Filter
 *   acknowledged: `yes` or `no`; what is empty filters nothing
 */

/** @param {Fold} one @param {Filter} filter */
export function matches(one, { level, rule, team, acknowledged }) {
  return (
    (!level || one.levels[/** @type {Level} */ (level)] > 0) &&
    (!rule || one.rule === rule) &&
    (!team || (team === NO_TEAM ? one.team === "" : one.team === team)) &&
    (!acknowledged || (acknowledged === "yes" ? one.acknowledged > 0 : one.acknowledged < one.count))
  );
}

/**
 * Days to a due day, both civil days of the calendar; negative when it has passed, null when no day is set.
 * @param {string|null|undefined} due @param {string} today
 */
export function daysLeft(due, today) {
  return due ? daysBetween(today, due) : null;
}

/**
 * What a wall shows of a subject's number. Officers are never shown there; of a vehicle less than of a file (DOMAIN.md §13). What stands
 * for all officers, or for all of one sort, has no number.
 * @param {string} kind @param {string} id
 */
export function masked(kind, id) {
  return ["officer", "staff", "repeat", "cleanups"].includes(kind) ? "" : `…${id.slice(kind === "vehicle" ? -2 : -4)}`;
}

/**
 * Whether there is a red or a breach that was not there before; with the level `breach`, a breach.
 * @param {Fold[]} before @param {Fold[]} now @param {string} [level]
 */
export function isMoreUrgent(before, now, level = "red") {
  const known = new Map(before.map((one) => [one.key, one]));
  return now.some(({ key, levels: { red, breach } }) => {
    const old = known.get(key)?.levels ?? { red: 0, breach: 0 };
    return breach > old.breach || (level === "red" && red + breach > old.red + old.breach);
  });
}

/**
 * The event of an acknowledgement. It says that someone knows; it clears nothing.
 * @param {{rule: string, kind: string, id: string}} warning
 * @param {{by: string, reason: string}} said
 * @param {{id: string, time: string}} stamp
 */
export function acknowledgement({ rule, kind, id: subjectId }, { by, reason }, { id, time }) {
  return {
    specversion: "1.0",
    id,
    source: "/dashboard",
    type: "enforcement.warning.acknowledged.v1",
    time,
    data: { rule, subjectType: kind, subjectId, by, reason },
  };
}
