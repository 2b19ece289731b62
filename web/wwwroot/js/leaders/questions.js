import { request } from "../api.js";
import { changes } from "../dom.js";
import { queryText } from "../figures.js";
import { dayOf } from "../time.js";
import { comparedPeriods, dueSoon } from "./answers.js";
import { asked } from "./asked.js";
import { openCases } from "./cases.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/** Rows and other periods are asked for again at most this often while the figures move, in ms: reading files stands in the audit. */
const ROWS_AFTER = 15_000;
const PERIODS_AFTER = 60_000;
const STAFF_AFTER = 60_000;

/** More rows of one kind than this are not read for a page; they stand behind its number. */
const MOST_ROWS = 50;

/**
 * What a page asks besides the view it follows: what is late and due, row by row; the same view in other periods; the open cases; of a
 * team whether it has certified officers enough.
 * @param {import("./model.js").Page} page
 * @param {() => ViewDocument|null} shown  what the page shows
 * @param {() => void} onAnswer
 */
export function questions({ kind, id, view, period, beside }, shown, onAnswer) {
  const changed = changes();
  const day = () => shown()?.day ?? dayOf(Date.now());
  const rowsOf = (/** @type {import("../figures.js").Query} */ query) => request(`/api/evidence?${queryText(query)}&size=${MOST_ROWS}`);
  const duties = asked(
    async () => {
      const [late, due] = await Promise.all([rowsOf({ view, warning: "all", level: "breach" }), rowsOf({ view, due: dueSoon(day()) })]);
      return { late: late.rows, due: due.rows, dueTotal: due.total };
    },
    ROWS_AFTER,
    onAnswer,
  );
  const compared = asked(
    async () => {
      const others = comparedPeriods(period, day(), beside).filter((of) => of !== period);
      const found = others.map(async (of) => [of, await request(`/api/views?view=${encodeURIComponent(view)}&period=${of}`)]);
      return Object.fromEntries(await Promise.all(found));
    },
    PERIODS_AFTER,
    onAnswer,
  );
  const cases = openCases(kind, id, onAnswer);
  const staff = asked(() => request(`/api/forecast/officers?months=1&team=${encodeURIComponent(id)}`), STAFF_AFTER, onAnswer);
  const isAnswered = period === null && kind !== "enterprise";
  return {
    duties: duties.state,
    compared: compared.state,
    cases,
    staff: staff.state,
    /** Asks again where the answer may be another now. @param {ViewDocument} doc */
    look(doc) {
      if (isAnswered && changed("duties", doc.warnings, doc.deadlines, doc.day)) {
        duties.look();
      }
      if (kind !== "enterprise" && changed("compared", doc.metrics, doc.day)) {
        compared.look();
      }
      if (isAnswered && changed("cases", doc.open)) {
        cases.look();
      }
      if (period === null && kind === "team" && changed("staff", doc.metrics?.M04, doc.day)) {
        staff.look();
      }
    },
  };
}
