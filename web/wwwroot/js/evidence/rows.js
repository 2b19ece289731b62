import { request } from "../api.js";
import { isMoney } from "../definition.js";
import { belongs, isPicked, queryText, questions } from "../figures.js";

/** @typedef {import("../figures.js").Query} Query */
/** @typedef {{kind: string, id: string, team?: string, teamName?: string, teamNameEn?: string, item?: string, stage?: string,
 *            day?: string, amount?: number, title?: string, rule?: string, level?: import("../live/types.js").Level|"none", due?: string,
 *            since?: string, events?: number, silentSince?: string, acknowledged?: boolean, conflict?: boolean}} Row */

const SIZE = 100;
const WHOLE_SIZE = 500;

/**
 * What stands behind a number, page by page.
 *
 * @typedef {object} Found
 * @property {Row[]} rows
 * @property {number} total  what the server says the rows of all pages count
 * @property {{url: string, next: string|null}[]} sources
 */

/**
 * The first page of each question; all of them where a number is known only when every row is here: what is picked from the rows, and
 * sums of money.
 * @param {Query} query @param {string} today the day of the figures @param {() => boolean} isWanted  it is still asked for
 * @returns {Promise<Found|null>} null when it is no longer
 */
export async function find(query, today, isWanted) {
  const isWhole = isPicked(query) || isMoney(query);
  const urls = questions(query).map((question) => `/api/evidence?${queryText(question)}&size=${isWhole ? WHOLE_SIZE : SIZE}`);
  const first = await Promise.all(urls.map((url) => request(url)));
  /** @type {Found} */
  let found = {
    rows: first.flatMap((page) => page.rows),
    total: first.reduce((all, page) => all + page.total, 0),
    sources: urls.map((url, index) => ({ url, next: first[index].next ?? null })),
  };
  while (isWhole && hasMore(found)) {
    if (!isWanted()) {
      return null;
    }
    found = await withMore(found);
  }
  if (isPicked(query)) {
    const rows = found.rows.filter((row) => belongs(query, row, today));
    found = { ...found, rows, total: sum(rows, 1) };
  }
  return isWanted() ? found : null;
}

/** @param {Found} found */
export const hasMore = ({ sources }) => sources.some(({ next }) => next !== null);

/** With the next page of the first question that has one. @param {Found} found @returns {Promise<Found>} */
export async function withMore(found) {
  const source = found.sources.find(({ next }) => next !== null);
  if (!source) {
    return found;
  }
  const page = await request(`${source.url}&next=${encodeURIComponent(source.next ?? "")}`);
  return {
    ...found,
    rows: [...found.rows, ...page.rows],
    sources: found.sources.map((one) => (one === source ? { ...one, next: page.next ?? null } : one)),
  };
}

/** What the records say the number is. @param {Query} query @param {Found} found */
export function recorded(query, { rows, total }) {
  return isMoney(query) ? sum(rows, 0) : total;
}

/** Some counters add up an amount per record (persons on patrol, hours of training). @param {Row[]} rows */
export const isCounted = (rows) => rows.some((row) => (row.amount ?? 1) !== 1);

/** @param {Row[]} rows @param {number} otherwise what a row without an amount counts */
function sum(rows, otherwise) {
  return rows.reduce((all, row) => all + (row.amount ?? otherwise), 0);
}
