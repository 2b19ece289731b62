import { ApiError } from "../api.js";

/** A failed question is put again after so long, in ms. */
const AGAIN_AFTER = 3_000;

/** The server has understood and says no: that will not change by asking again. @param {number} status */
const isFinal = (status) => status === 403 || status === 404;

/**
 * What a page asks for besides the view it follows. A question is put again when `look` says that its answer may be another, at most so
 * often; what is refused is not asked again.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {number} every  in ms
 * @param {() => void} onAnswer  there is an answer, or a failure
 */
export function asked(ask, every, onAnswer) {
  /** @type {{answer: T|null, failure: string, isRefused: boolean}} */
  const state = { answer: null, failure: "", isRefused: false };
  let timer = 0;
  let askedAt = -Infinity;
  let session = 0;

  const put = async () => {
    const mine = ++session;
    clearTimeout(timer);
    askedAt = performance.now();
    try {
      const answer = await ask();
      if (mine !== session) {
        return;
      }
      Object.assign(state, { answer, failure: "" });
    } catch (error) {
      if (mine !== session) {
        return;
      }
      state.failure = error instanceof Error ? error.message : String(error);
      state.isRefused = error instanceof ApiError && isFinal(error.status);
      if (!state.isRefused) {
        timer = window.setTimeout(put, AGAIN_AFTER);
      }
    }
    onAnswer();
  };

  return {
    state,
    /** The question is another: it is put at once. */
    put,
    look() {
      if (!state.isRefused) {
        clearTimeout(timer);
        timer = window.setTimeout(put, Math.max(0, askedAt + every - performance.now()));
      }
    },
  };
}

/** @template T @typedef {{answer: T|null, failure: string, isRefused: boolean}} Asked */
