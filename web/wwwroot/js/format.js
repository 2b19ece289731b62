import { lang, t } from "./i18n.js";
import { dayOf, daysBetween, timeOf, weekdayOf } from "./time.js";

export const NONE = "—";

/** Made once: a wall writes hundreds of numbers a second, and `toLocaleString` makes one for each. */
const GROUPED = new Intl.NumberFormat("en-US");

/** @param {number|null|undefined} value @returns {string} `12,345`; — when unknown */
export function count(value) {
  return typeof value === "number" ? atLeast(value) + GROUPED.format(value) : NONE;
}

/**
 * A figure beyond what can be counted exactly comes as the greatest that can (2⁵³ − 1), and is shown as at least that.
 * @param {number} value
 */
function atLeast(value) {
  return Math.abs(value) >= Number.MAX_SAFE_INTEGER ? "≥ " : "";
}

/** Exact to the fen; the decimals are left out when there are none. @param {number|null|undefined} fen */
export function yuan(fen) {
  if (typeof fen !== "number") {
    return NONE;
  }
  const rest = Math.abs(fen) % 100;
  const whole = GROUPED.format(Math.trunc(Math.abs(fen) / 100));
  return atLeast(fen) + (fen < 0 ? "-" : "") + whole + (rest === 0 ? "" : "." + String(rest).padStart(2, "0"));
}

/** @param {string} counter @param {number|null|undefined} value */
export function amount(counter, value) {
  return counter.endsWith("Fen") ? yuan(value) : count(value);
}

/**
 * A rate with one decimal. Rounded down: 99.96 % must not read 100 %.
 * @param {{numerator: number, denominator: number, value?: number|null}|undefined} metric
 */
export function rate(metric) {
  if (!metric || !metric.denominator) {
    return NONE;
  }
  const tenths = Math.floor((metric.numerator * 1000) / metric.denominator);
  return (tenths / 10).toFixed(1) + "%";
}

/** @param {string} day @returns {string} 2026年11月23日 · 23 Nov 2026 */
export function longDay(day) {
  const [year, month, date] = day.split("-").map(Number);
  return t("date.long", { year, month, date, monthName: t(`month.${month}`) });
}

/** @param {string} day @returns {string} 11月23日 · 23 Nov */
export function shortDay(day) {
  const [, month, date] = day.split("-").map(Number);
  return t("date.short", { month, date, monthName: t(`month.${month}`) });
}

/** @param {string} day */
export function weekday(day) {
  return t(`weekday.${weekdayOf(day)}`);
}

/** @param {string} period `2020`, `2020-05` or `2020-05-17` */
export function periodName(period) {
  const [year, month] = period.split("-").map(Number);
  if (period.length === 4) {
    return t("date.year", { year });
  }
  if (period.length === 7) {
    return t("date.month", { year, month, monthName: t(`month.${month}`) });
  }
  return longDay(period);
}

/**
 * What the three columns of figures are called. A screen that has lost the server before midnight must not
 * call yesterday's figures today's: then they carry their date.
 *
 * @param {string} day    the day the figures count
 * @param {string} today  the civil day now
 * @returns {{day: string, month: string, year: string}}
 */
export function periodLabels(day, today) {
  return {
    day: day === today ? t("period.day") : shortDay(day),
    month: day.slice(0, 7) === today.slice(0, 7) ? t("period.month") : periodName(day.slice(0, 7)),
    year: day.slice(0, 4) === today.slice(0, 4) ? t("period.year") : periodName(day.slice(0, 4)),
  };
}

/** @param {number} milliseconds @returns {string} 37 秒 · 5 分 12 秒 · 3 小时 5 分 · 2 天 3 小时 */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes === 0) {
    return t("span.seconds", { seconds });
  }
  if (hours === 0) {
    return t("span.minutes", { minutes, seconds: seconds % 60 });
  }
  return days === 0 ? t("span.hours", { hours, minutes: minutes % 60 }) : t("span.days", { days, hours: hours % 24 });
}

/** @param {string|null|undefined} instant @returns {string} `10:21:05` in Shanghai */
export function clock(instant) {
  const value = Date.parse(instant ?? "");
  return Number.isFinite(value) ? timeOf(value) : NONE;
}

/** @param {string|null|undefined} instant @returns {string} `2026-11-23 10:21:05` in Shanghai */
export function stamp(instant) {
  const value = Date.parse(instant ?? "");
  return Number.isFinite(value) ? `${dayOf(value)} ${timeOf(value)}` : NONE;
}

/**
 * The hour of what happened on a day; of another day the date too: an hour alone would make yesterday look like today.
 * @param {string} instant
 * @param {string} day
 */
export function clockOn(instant, day) {
  return dayOf(Date.parse(instant)) === day ? clock(instant) : stamp(instant).slice(5, 16);
}

/** How far a due day is, in days of the calendar. @param {string} due @param {string} today @returns {string} 剩 3 天 · 今日到期 · 超 2 天 */
export function dueText(due, today) {
  const days = daysBetween(today, due);
  return days === 0 ? t("warning.today") : t(days > 0 ? "warning.left" : "warning.over", { days: Math.abs(days) });
}

/**
 * `一中队（道路运政·客运出租）` is a name and what it looks after.
 * @param {string} name @returns {{main: string, scope: string}}
 */
export function splitName(name) {
  const match = /^(.+?)\s*[（(](.+)[)）]$/.exec(name);
  return match ? { main: match[1], scope: match[2] } : { main: name, scope: "" };
}

/** `对道路旅客运输经营的监管` reads as `道路旅客运输经营` in a table of nothing but such items. @param {string} name */
export function itemTitle(name) {
  const match = lang === "zh-CN" ? /^对(.+)的监管(.*)$/.exec(name) : null;
  return match ? match[1] + match[2] : name;
}

/**
 * How many events of a source wait in quarantine; of one that is back how long it was silent, and how much came late.
 * @param {{since?: string, events?: number, silentSince?: string}|undefined} warning
 */
export function eventsText(warning) {
  if (warning?.silentSince && warning.since) {
    const duration = span(Date.parse(warning.since) - Date.parse(warning.silentSince));
    return t("warning.back", { duration, events: count(warning.events ?? 0) });
  }
  return warning?.events ? t("warning.events", { events: count(warning.events) }) : "";
}

/** Where a list of several pages stands. @param {number} page @param {number} pages @param {number} total */
export function pageText(page, pages, total) {
  return `${t("table.total", { total: count(total) })}${lang === "en" ? ". " : "，"}${t("table.page", { page, pages })}`;
}

/** The width of a number in digits; a comma is about half of one. @param {string} text */
function widthOf(text) {
  let units = 0;
  for (const character of text) {
    units += character === "," || character === "." ? 0.45 : 1;
  }
  return Math.max(1, Math.round(units * 100) / 100);
}

/** The width of the widest: numbers beside one another are of one size. @param {string[]} texts */
export function widestOf(texts) {
  return Math.max(1, ...texts.map(widthOf));
}

/** The width of a text in its height: a Chinese character is as wide as high, a Latin letter about half of that. @param {string} text */
export function emsOf(text) {
  return [...text].reduce((all, character) => all + (character > "\u2e7f" ? 1 : 0.56), 0);
}

/** `enforcement.case.filed.v1` or `case.filed` → `case.filed`. @param {string} type */
export function typeOf(type) {
  return type.replace(/^(cn\.nbhs\.jt\.|enforcement\.)/, "").replace(/\.v\d+$/, "");
}
