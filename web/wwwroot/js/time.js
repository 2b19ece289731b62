/** Civil time in Asia/Shanghai, which has no daylight saving: UTC+8 always. */
const OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;

/** @param {number} instant epoch ms @returns {string} `yyyy-MM-dd` */
export function dayOf(instant) {
  return new Date(instant + OFFSET).toISOString().slice(0, 10);
}

/** @param {number} instant epoch ms @returns {string} `HH:mm:ss` */
export function timeOf(instant) {
  return new Date(instant + OFFSET).toISOString().slice(11, 19);
}

/** @param {string} day `yyyy-MM-dd` @param {number} count @returns {string} */
export function addDays(day, count) {
  return new Date(Date.parse(day + "T00:00:00Z") + count * DAY).toISOString().slice(0, 10);
}

/** @param {string} from @param {string} to @returns {number} days from the one to the other */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to + "T00:00:00Z") - Date.parse(from + "T00:00:00Z")) / DAY);
}

/** @param {string} day @returns {number} 0 is Sunday */
export function weekdayOf(day) {
  return new Date(day + "T00:00:00Z").getUTCDay();
}

/** @param {string} day @param {number} count @returns {string[]} the days up to and with `day`, oldest first */
export function lastDays(day, count) {
  return Array.from({ length: count }, (_, index) => addDays(day, index - count + 1));
}

/** @param {string} day @param {number} count @returns {string[]} `yyyy-MM` up to and with the month of `day` */
export function lastMonths(day, count) {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, month - count + 1 + index, 1)).toISOString().slice(0, 7));
}

/** Whether a text names a period: a year, a month or a day. @param {string} text */
export function isPeriod(text) {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) {
    return false;
  }
  const whole = (text + "-01-01").slice(0, 10);
  const instant = Date.parse(whole + "T00:00:00Z");
  return Number.isFinite(instant) && new Date(instant).toISOString().slice(0, 10) === whole;
}

/** The period before or after, of the same kind. @param {string} period @param {1|-1} step */
export function neighbour(period, step) {
  if (period.length === 4) {
    return String(Number(period) + step).padStart(4, "0");
  }
  if (period.length === 7) {
    return step < 0 ? lastMonths(period + "-01", 2)[0] : addDays(period + "-01", 31).slice(0, 7);
  }
  return addDays(period, step);
}
