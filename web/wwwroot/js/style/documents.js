import { COUNTERS, GAUGES, LEVELS, OPEN_STAGES, AGES } from "../catalogue.js";
import { addDays } from "../time.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/** Made-up situations, each with the figures that are hardest to show. */
export const CASES = ["largest", "storm", "calm", "unheard", "old", "city"];

const DAY = "2026-11-26";
const VIEW = "jurisdiction/000000";
const NAMES = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].map((number) => `${number}中队（虚构）`);
const DISTRICTS = Array.from({ length: 90 }, (_, index) => `虚构市第${index + 1}区交通运输局`);
const ITEMS = Array.from({ length: 34 }, (_, index) => `S${String(index + 1).padStart(2, "0")}`);
const RULES = ["W01", "W02", "W06", "W18", "W27", "W39", "W53", "W28"];

/** @param {string} name one of CASES @returns {ViewDocument} */
export function madeUp(name) {
  const isLargest = name === "largest" || name === "old";
  const isCity = name === "city";
  const isEmpty = name === "unheard";
  const size = isLargest ? 12345 : name === "storm" ? 321 : isEmpty ? 0 : 3;
  const months = isLargest ? 112233 : size * 23;
  /** @type {Record<string, import("../live/types.js").Part>} */
  const teams = {};
  (isCity ? DISTRICTS : [...NAMES, "山区乡镇直属队（虚构）"]).forEach((team, index) => {
    const isSilent = isEmpty || (name === "storm" && index === 9);
    const hasStopped = name === "calm" && index === 4;
    const [today, earlier] = isSilent ? [0, 0] : [hasStopped ? 0 : size, months];
    teams[`T${String(index + 1).padStart(2, "0")}`] = {
      name: team,
      nameEn: `${isCity ? "District" : "Squadron"} ${index + 1} (made up)`,
      kind: isCity ? "jurisdiction" : undefined,
      order: index + 1,
      version: Date.parse(`${DAY}T10:20:${String(index % 60).padStart(2, "0")}+08:00`) * 1_000,
      unheard: isSilent || undefined,
      silent: hasStopped || undefined,
      counters: { day: counters(today), month: counters(earlier), year: counters(earlier) },
      open: { cases: isSilent ? 0 : size },
      warnings: warnings(name, isSilent ? 0 : index),
    };
  });
  const levels = LEVELS.map((level) => [level, sum(Object.values(teams).map((team) => team.warnings?.[level] ?? 0))]);
  return {
    view: VIEW,
    version: 1,
    asOf: `${DAY}T10:21:05+08:00`,
    day: DAY,
    demo: true,
    dayKind: "workday",
    name: isCity ? "虚构市交通运输局" : "虚构县交通运输局",
    nameEn: isCity ? "Made-up City Transport Bureau" : "Made-up Transport Bureau",
    within: isCity ? { id: "000009", name: "虚构省交通运输厅", nameEn: "Made-up Province" } : undefined,
    unheard: isEmpty || undefined,
    counters: totals(Object.values(teams)),
    open: {
      cases: isEmpty ? 0 : sum(Object.values(teams).map((team) => team.open?.cases ?? 0)),
      byStage: Object.fromEntries(OPEN_STAGES.map((stage) => [stage, size])),
      ageing: Object.fromEntries(AGES.map(({ band }) => [band, size])),
    },
    metrics: isEmpty ? {} : Object.fromEntries(GAUGES.map((id, index) => [id, metric(name, index)])),
    deadlines: deadlines(name),
    hours: isEmpty ? undefined : hours(name, size),
    warnings: {
      ...Object.fromEntries(levels),
      rules:
        name === "calm" || isEmpty ? {} : { W01: { breach: isLargest ? 123 : 4, red: isLargest ? 123 : 9, yellow: 12 }, W28: { red: 3 } },
      top: {},
    },
    quality: { conflicts: 12, late: 345, marked: 67, quarantined: name === "storm" || isLargest ? 12345 : 0, unknown: 8 },
    setAside: name === "storm" ? 3 : 0,
    sources: isEmpty ? {} : { "/made-up/cases": `${DAY}T10:21:03+08:00`, "/made-up/roadside": `${DAY}T10:20:00+08:00` },
    sourcesUnheard: isEmpty ? 3 : 0,
    trend: isEmpty ? {} : trend(size),
    recent: isEmpty ? {} : recent(),
    teams,
    items: Object.fromEntries(
      ITEMS.map((id, index) => [
        id,
        {
          name: `对虚构的第${index + 1}项道路运输经营活动的监管`,
          nameEn: `Made-up item ${index + 1} of road transport`,
          order: index + 1,
          counters: { year: counters(size) },
          open: { cases: size },
        },
      ]),
    ),
  };
}

/** The last days of each of its teams. @param {ViewDocument} doc @returns {import("../wall/past.js").Pasts} */
export function madeUpPasts({ day, teams }) {
  const days = Array.from({ length: 30 }, (_, index) => addDays(day, -index));
  return Object.fromEntries(
    Object.keys(teams ?? {}).map((id, team) => [id, Object.fromEntries(days.map((one, at) => [one, (at + team) % 5]))]),
  );
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/** @param {number} size @returns {Record<string, number>} */
const counters = (size) => (size === 0 ? {} : Object.fromEntries(COUNTERS.map((name) => [name, name.endsWith("Fen") ? size * 100 : size])));

/** @param {import("../live/types.js").Part[]} teams */
const totals = (teams) =>
  Object.fromEntries(
    /** @type {const} */ (["day", "month", "year"]).map((period) => [
      period,
      Object.fromEntries(COUNTERS.map((name) => [name, sum(teams.map((team) => team.counters?.[period]?.[name] ?? 0))])),
    ]),
  );

/** @param {string} name @param {number} index @returns {import("../live/types.js").Warnings} */
function warnings(name, index) {
  if (name === "calm" || name === "unheard" || index % 4 === 3) {
    return { breach: 0, red: 0, yellow: 0, blue: 0, rules: {} };
  }
  const number = name === "storm" ? 12 : 123;
  const levels = { breach: index % 4 === 0 ? number : 0, red: index % 4 < 2 ? number : 0, yellow: number, blue: number };
  const rules = name === "storm" ? RULES : RULES.slice(0, 3);
  return { ...levels, rules: Object.fromEntries(rules.map((rule) => [rule, levels])) };
}

/** @param {string} name @param {number} index */
function metric(name, index) {
  if (name === "calm") {
    return { numerator: 12, denominator: 12, pending: 0 };
  }
  return index % 3 === 0 ? { numerator: 0, denominator: 0, pending: 0 } : { numerator: 123456, denominator: 123457, pending: 1982 };
}

/** @param {string} name */
function deadlines(name) {
  const number = { largest: 12345, old: 12345, storm: 87, calm: 0, unheard: 0 }[name] ?? 0;
  return Object.fromEntries(
    Array.from(
      { length: 14 },
      (_, index) =>
        /** @type {[string, Record<string, number>]} */ ([addDays(DAY, index), { W01: Math.round(number / (1 + (index % 5))) }]),
    ).filter(([, rules]) => rules.W01 > 0),
  );
}

/** Told until ten; of the calm case there are no days yet to compare with. @param {string} name @param {number} size */
function hours(name, size) {
  const until = (/** @type {number} */ last, /** @type {number} */ most) =>
    Object.fromEntries(Array.from({ length: last }, (_, hour) => [String(hour).padStart(2, "0"), most * (1 + (hour % 5))]));
  return { today: until(11, size), ...(name === "calm" ? {} : { usual: until(24, size * 0.5), days: 8 }) };
}

/** @param {number} size */
function trend(size) {
  const bucket = (/** @type {number} */ index) => ({
    inspectionsRandom: size * (3 + (index % 4)),
    casesFiled: size * (1 + (index % 3)),
    penalties: size * (1 + (index % 2)),
  });
  return {
    days: Object.fromEntries(Array.from({ length: 29 }, (_, index) => [addDays(DAY, -1 - index), bucket(index)])),
    months: Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [new Date(Date.UTC(2026, 9 - index, 1)).toISOString().slice(0, 7), bucket(index)]),
    ),
  };
}

function recent() {
  const types = ["case.filed", "case.decided", "decision.published", "inspection.completed"];
  return Object.fromEntries(
    types.map((type, index) => [
      `0${index}`,
      { at: `${DAY}T10:2${index}:00+08:00`, type, team: `T0${index + 1}`, item: ITEMS[index], party: "enterprise" },
    ]),
  );
}
