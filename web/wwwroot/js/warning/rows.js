import { request } from "../api.js";
import { belongs, questions, queryText } from "../figures.js";

/** @typedef {import("../warnings.js").Fold} Fold */
/** @typedef {import("../evidence.js").Row} Row */

export const SIZE = 100;

/** An open list is fetched again at most this often while the figures move, in ms. */
const LIST_AFTER = 2_000;

/**
 * The warnings of one card, a page at a time, and which of them are picked.
 * @param {() => Fold} of
 * @param {() => {level?: string, day: string}} asked
 * @param {() => void} onChange
 */
export function rowList(of, asked, onChange) {
  const list = { rows: /** @type {Row[]|null} */ (null), next: /** @type {string|null} */ (null), total: 0, failure: "" };
  /** @type {Set<string>} */
  const picked = new Set();
  let session = 0;
  let lookedAt = 0;
  let timer = 0;

  /** @param {number} size @param {string|null} from @param {Row[]} before */
  const take = async (size, from, before) => {
    const mine = ++session;
    lookedAt = Date.now();
    clearTimeout(timer);
    const { level, day } = asked();
    const [question] = questions({ ...of().query, ...(level ? { level } : {}) });
    try {
      const answer = await request(`/api/evidence?${queryText(question)}&size=${size}${from ? `&next=${encodeURIComponent(from)}` : ""}`);
      if (mine !== session) {
        return;
      }
      const rows = [...before, ...answer.rows.filter((/** @type {Row} */ row) => belongs(of().query, row, day))];
      Object.assign(list, { rows, next: answer.next ?? null, total: of().query.team ? rows.length : answer.total, failure: "" });
    } catch (error) {
      if (mine !== session) {
        return;
      }
      list.failure = error instanceof Error ? error.message : String(error);
      timer = window.setTimeout(load, 3_000);
    }
    onChange();
  };
  const load = () => take(Math.max(SIZE, list.rows?.length ?? 0), null, []);
  return {
    list,
    picked,
    load,
    more: () => take(SIZE, list.next, list.rows ?? []),
    look() {
      clearTimeout(timer);
      timer = window.setTimeout(load, Math.max(0, lookedAt + LIST_AFTER - Date.now()));
    },
    /** @param {Row[]} rows @param {boolean} isPicked */
    pick(rows, isPicked) {
      rows.forEach((row) => picked[isPicked ? "add" : "delete"](keyOf(row)));
      onChange();
    },
  };
}

/** @param {Row} row */
export const keyOf = (row) => `${row.kind}/${row.id}`;
