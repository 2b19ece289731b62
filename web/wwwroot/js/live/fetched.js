import { ApiError, request } from "../api.js";
import { pause } from "./backoff.js";
import { freshness } from "./freshness.js";
import { nothing } from "./state.js";

/** @typedef {import("./follow.js").Standing} Standing */
/** @typedef {import("./state.js").Held} Held */

const AGAIN_AFTER = 20_000;

/**
 * A view of a closed period: fetched, and fetched again now and then, since late facts restate history.
 * The same calls as `follow`, so a page need not know which of the two it has.
 *
 * @param {object} options
 * @param {string} options.view
 * @param {string} options.period
 * @param {(held: Held, standing: Standing) => void} options.draw
 * @param {(standing: Standing) => void} options.tick
 * @param {() => void} [options.onMissing]  the server knows no such view
 */
export function fetched({ view, period, draw, tick, onMissing = () => {} }) {
  let held = nothing(view);
  let isLinked = false;
  let wasLinked = false;
  let heardAt = 0;
  let failures = 0;
  let timer = 0;

  const standing = () => {
    const hasFigures = held.doc !== null;
    const age = hasFigures ? Date.now() - heardAt : 0;
    const isFresh = isLinked && age < AGAIN_AFTER + 15_000;
    return /** @type {Standing} */ ({
      held,
      isLinked,
      isAsked: false,
      wasLinked,
      age,
      digestOk: null,
      now: Date.now(),
      freshness: freshness({ hasFigures, isLinked: isFresh, age: isFresh ? 0 : age }),
    });
  };

  const publish = () => {
    /** @type {any} */ (window).__dashboard = {
      view,
      period,
      version: held.version,
      asOf: held.doc?.asOf ?? null,
      state: standing().freshness,
      digestOk: null,
      connected: isLinked,
      doc: held.doc,
    };
  };

  const get = async () => {
    clearTimeout(timer);
    try {
      const doc = await request(`/api/views?view=${encodeURIComponent(view)}&period=${period}`);
      isLinked = true;
      wasLinked = true;
      failures = 0;
      heardAt = Date.now();
      held = { view, doc, version: doc.version, at: doc.asOf, digest: null, roundMissing: null };
      draw(held, standing());
      timer = window.setTimeout(get, AGAIN_AFTER);
    } catch (error) {
      isLinked = false;
      if (error instanceof ApiError && error.status === 404) {
        onMissing();
      }
      timer = window.setTimeout(get, 500 + pause(failures++));
    }
    tick(standing());
    publish();
  };

  setInterval(() => tick(standing()), 1_000);
  addEventListener("online", get);
  get();
  return { standing, check: get };
}
