import { request } from "../api.js";
import { sum } from "../figures.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** What each team counted on past days: by team, then by day. @typedef {Record<string, Record<string, number>>} Pasts */

/** What is counted. */
export const COUNTED = ["casesFiled"];

/** A bureau has teams by the dozen; those of a province are too many to be read, and to be shown. */
const MOST_TEAMS = 40;
const LOOK_EVERY = 60_000;
const LOOK_AGAIN_AFTER = 5_000;

/**
 * The last days of each team, which a view of all of them does not tell: asked for by walls that show them.
 * @param {{view: string, isScreen: boolean, isWanted: () => boolean, redraw: () => void}} wall
 */
export function pastOfTeams({ view, isScreen, isWanted, redraw }) {
  /** @type {Pasts|null} */
  let pasts = null;
  let lookedAt = -Infinity;
  /** What was last found to fit, or not, and to which trend. */
  let judged = { trend: /** @type {unknown} */ (null), pasts: /** @type {Pasts|null} */ (null), fits: false };

  /** They are shown only while they come to what the whole counts on each day. @param {ViewDocument} doc @returns {Pasts|null} */
  const of = (doc) => {
    if (!pasts || !isWanted()) {
      return null;
    }
    if (judged.trend !== doc.trend || judged.pasts !== pasts) {
      judged = { trend: doc.trend, pasts, fits: addUp(doc, pasts) };
    }
    return judged.fits ? pasts : null;
  };

  return {
    of,
    /** Asks for them again when it is time. @param {ViewDocument} doc */
    look(doc) {
      const pause = pasts && !of(doc) ? LOOK_AGAIN_AFTER : LOOK_EVERY;
      if (isWanted() && Object.keys(doc.teams ?? {}).length <= MOST_TEAMS && performance.now() - lookedAt > pause) {
        lookedAt = performance.now();
        ask();
      }
    },
  };

  async function ask() {
    try {
      const { teams } = await request(`/api/views?view=${encodeURIComponent(view)}&trends=1${isScreen ? "&screen=1" : ""}`);
      pasts = counted(teams);
      redraw();
    } catch {
      // Away, or not for this screen: asked again later.
    }
  }
}

/** What is counted of what they say. @param {Record<string, Record<string, Record<string, number>>>} teams @returns {Pasts} */
const counted = (teams) =>
  Object.fromEntries(
    Object.entries(teams).map(([team, days]) => [
      team,
      Object.fromEntries(Object.entries(days).map(([day, counters]) => [day, sum(counters, COUNTED)])),
    ]),
  );

/** Whether the teams come to what the whole counts, on each day that it shows. @param {ViewDocument} doc @param {Pasts} pasts */
export function addUp({ trend }, pasts) {
  return Object.entries(trend?.days ?? {}).every(
    ([day, counters]) => Object.values(pasts).reduce((all, days) => all + (days[day] ?? 0), 0) === sum(counters, COUNTED),
  );
}
