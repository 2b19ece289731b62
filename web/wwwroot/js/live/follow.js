import { ApiError } from "../api.js";
import { store, stored } from "../storage.js";
import { ask } from "./ask.js";
import { connect } from "./connection.js";
import { BANNER_AFTER, freshness } from "./freshness.js";
import { keep, kept } from "./keep.js";
import { apply, nothing, proves } from "./state.js";

/** Where no link is to be had the figures are asked for this often, in ms; up to half more, so that screens do not ask together. */
const ASK_EVERY = 4_000;

/** A link is waited for so long before the figures are asked for, in ms; on opening they are asked for at once. */
const ASK_AFTER_LOSS = 2_000;

/** So long asked figures count as confirmed, in ms. */
const ASKED_HOLD = ASK_EVERY * 2;

const SKEW = "dashboard.skew";

/** A timer may fire a little early, in ms: then the second would be told as the one before. */
const LATER = 5;

/** A screen says what it has drawn this often at most: a sample of the delay, not a message per frame. */
const SEEN_EVERY = 1_000;

/** A page rests after a frame so many times as long as the frame took, in a storm and on a slow machine too; at most so long, in ms. */
const RESTS = 4;
const MOST_REST = 120;

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./state.js").Held} Held */
/** @typedef {import("./freshness.js").Freshness} Freshness */

/**
 * How a page stands to the server.
 *
 * @typedef {object} Standing
 * @property {Held} held
 * @property {boolean} isLinked    figures are flowing
 * @property {boolean} isAsked     no link is to be had, and the figures are asked for every few seconds instead
 * @property {boolean} wasLinked   they have flowed since the page was opened
 * @property {Freshness} freshness
 * @property {number} age          ms since the server last confirmed the figures; 0 without figures
 * @property {boolean|null} digestOk
 * @property {number} now          the server's time now, epoch ms
 */

/**
 * Follows one view: wires the link, the state, the figures kept in the browser and the page's drawing.
 * `draw` runs at most once per animation frame and only after a change; `tick` once a second and on every
 * change of standing.
 *
 * @param {object} options
 * @param {string} options.view
 * @param {(held: Held, standing: Standing) => void} options.draw
 * @param {(standing: Standing) => void} options.tick
 * @param {() => void} [options.onUp]  each time the figures flow again
 * @param {() => void} [options.onMissing]  the server knows no such view
 * @param {string} [options.path]  of the hub
 * @param {Record<string, (...values: any[]) => void>} [options.messages]  what else the server may say, by name
 */
export function follow({ view, draw, tick, onUp = () => {}, onMissing = () => {}, path, messages }) {
  let held = kept(view) ?? nothing(view);
  /** What is on the page: after a frame it rests while more comes in. */
  let painted = held;
  let isLinked = false;
  let wasLinked = false;
  let askedTick = -Infinity;
  let askTimer = 0;
  const isScreen = path?.includes("?screen") ?? false;
  /** @type {boolean|null} */
  let digestOk = null;
  let heardAt = 0;
  let heardTick = 0;
  let skew = stored(SKEW) ?? 0;
  let isWatching = false;
  let watches = 0;
  /** @type {Frame[]} frames that came while the answer of `Watch` was under way */
  let waiting = [];
  let isDue = false;
  let beganAt = 0;
  let restsUntil = 0;
  let seenVersion = /** @type {number|null} */ (null);
  let seenAt = 0;
  let snapshotAt = 0;
  let provedAt = 0;
  let keptAt = Date.now();
  let proofTimer = 0;
  let retryTimer = 0;

  const now = () => Date.now() + skew;

  const standing = () => {
    const hasFigures = held.doc !== null;
    // Two clocks, the greater counts: one may stand still while the machine sleeps, the other may be set back.
    const sinceHeard = Math.max(Date.now() - heardAt, performance.now() - heardTick);
    const age = !hasFigures ? 0 : wasLinked ? sinceHeard : Math.max(0, now() - Date.parse(held.at ?? ""));
    const isAsked = !isLinked && performance.now() - askedTick < ASKED_HOLD;
    const known = freshness({ hasFigures, isLinked: isLinked || isAsked, age });
    return { held, isLinked, isAsked, wasLinked, age, digestOk, now: now(), freshness: known };
  };

  const publish = () => {
    const { freshness: state } = standing();
    /** @type {any} */ (window).__dashboard = {
      view,
      version: painted.version,
      asOf: painted.doc?.asOf ?? null,
      at: held.at,
      state,
      digestOk,
      connected: isLinked,
      transport: connection.transport(),
      doc: painted.doc,
    };
  };

  const stand = () => {
    tick(standing());
    publish();
  };

  const due = () => {
    if (!isDue) {
      isDue = true;
      const rest = isLinked ? restsUntil - performance.now() : 0;
      rest > 0 ? setTimeout(() => requestAnimationFrame(paint), rest) : requestAnimationFrame(paint);
    }
  };

  /** Told when the frame that is being painted is done. */
  const done = new MessageChannel();
  done.port1.onmessage = () => {
    restsUntil = performance.now() + Math.min(MOST_REST, RESTS * (performance.now() - beganAt));
  };

  const paint = () => {
    isDue = false;
    beganAt = performance.now();
    done.port2.postMessage(null);
    draw(held, standing());
    painted = held;
    stand();
    if (isLinked && held.version !== null && held.version !== seenVersion && Date.now() - seenAt >= SEEN_EVERY) {
      seenVersion = held.version;
      seenAt = Date.now();
      connection.seen(view, held.version);
    }
    prove();
  };

  /** Compares digests, at most four times a second; the last state is always compared. */
  const prove = () => {
    const wait = provedAt + 250 - Date.now();
    if (wait > 0) {
      proofTimer ||= window.setTimeout(() => {
        proofTimer = 0;
        prove();
      }, wait);
      return;
    }
    provedAt = Date.now();
    digestOk = proves(held);
    publish();
    if (digestOk === false && isLinked) {
      snapshot();
    }
  };

  /** Asks for the whole document, at most once a second. */
  const snapshot = () => {
    const wait = snapshotAt + 1_000 - Date.now();
    if (wait > 0) {
      retry(wait, null);
      return;
    }
    snapshotAt = Date.now();
    watch(null);
  };

  /**
   * @param {number} milliseconds
   * @param {number|null|undefined} since undefined: the version held then
   */
  const retry = (milliseconds, since) => {
    retryTimer ||= window.setTimeout(() => {
      retryTimer = 0;
      watch(since === undefined ? held.version : since);
    }, milliseconds);
  };

  /** @param {number|null} since */
  const watch = async (since) => {
    if (isWatching) {
      return;
    }
    isWatching = true;
    const mine = ++watches;
    /** @type {Frame|null} */
    let answer = null;
    try {
      answer = await connection.watch(view, since);
    } catch {
      // The link may have gone meanwhile; then the next one watches by itself.
    }
    if (mine !== watches) {
      return;
    }
    isWatching = false;
    const frames = waiting;
    waiting = [];
    if (answer === null) {
      retry(1_000 + Math.random() * 1_000, undefined);
      return;
    }
    take(answer, true);
    for (const frame of frames) {
      take(frame, false);
    }
  };

  /**
   * @param {Frame} frame
   * @param {boolean} isAnswer
   */
  const take = (frame, isAnswer) => {
    if (isWatching && !isAnswer) {
      waiting.push(frame);
      return;
    }
    const result = apply(held, frame, isAnswer);
    if (result.outcome === "ignored") {
      return;
    }
    if (result.outcome === "gap") {
      // An answer that does not fit is followed by a whole document.
      if (isAnswer) {
        snapshot();
      } else {
        watch(held.version);
      }
      return;
    }

    accept(result.held, frame);
    const isBack = !isLinked;
    isLinked = true;
    askedTick = -Infinity;
    clearTimeout(askTimer);
    if (isBack) {
      onUp();
    }
    if (heardAt - keptAt > 60_000) {
      save();
    }
  };

  /** @param {Held} now @param {Frame} frame */
  const accept = (now, frame) => {
    held = now;
    heardAt = Date.now();
    heardTick = performance.now();
    setSkew(Date.parse(frame.at) - heardAt);
    wasLinked = true;
    due();
  };

  /** Asks for the figures as long as no link brings them. */
  const askAgain = async () => {
    let wait = ASK_EVERY;
    try {
      const frame = await ask(view, isScreen);
      if (isLinked) {
        return;
      }
      askedTick = performance.now();
      const result = apply(held, frame, true);
      if (result.outcome === "applied") {
        accept(result.held, frame);
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        onMissing();
      }
      askedTick = -Infinity;
      wait *= 2;
    }
    if (!isLinked) {
      clearTimeout(askTimer);
      askTimer = window.setTimeout(askAgain, wait * (1 + Math.random() / 2));
    }
  };

  /** An answer still under way belongs to a link that is gone. */
  const forget = () => {
    watches++;
    isWatching = false;
    waiting = [];
  };

  /** @param {number} value server time minus browser time, ms */
  const setSkew = (value) => {
    if (Number.isFinite(value)) {
      if (Math.abs(value - skew) > 2_000) {
        // A hint for the next page.
        store(SKEW, Math.round(value));
      }
      skew = value;
    }
  };

  const save = () => {
    keptAt = Date.now();
    keep(held);
  };

  const connection = connect({
    path,
    messages,
    onFrame: (frame) => take(frame, false),
    onUp: () => {
      forget();
      seenVersion = null;
      watch(held.version);
    },
    onDown: () => {
      const was = isLinked;
      isLinked = false;
      forget();
      if (was) {
        save();
        clearTimeout(askTimer);
        askTimer = window.setTimeout(askAgain, ASK_AFTER_LOSS * (1 + Math.random()));
        setTimeout(stand, BANNER_AFTER);
        stand();
      }
    },
  });

  // With each second of the server's clock, so that it never skips one, and what tells an age changes in the same frame.
  // The next one is set first: it comes though this one fail.
  const beat = () => {
    const next = 1_000 - (now() % 1_000) + LATER;
    setTimeout(() => {
      beat();
      stand();
    }, next);
  };
  beat();
  addEventListener("pagehide", save);
  // The first figures are worth keeping at once: the page may be opened next while the server is away.
  setTimeout(save, 3_000);
  due();
  askAgain();

  return { standing, check: connection.check, say: connection.say };
}
