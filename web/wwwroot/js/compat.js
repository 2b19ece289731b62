/** What the oldest browsers that the pages are for (Chromium 92) have not yet. */

/** `Object.hasOwn`, there from Chromium 93 on. @param {object} object @param {PropertyKey} key */
export function hasOwn(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/** `structuredClone`, there from Chromium 98 on, for what JSON can say. @template T @param {T} value @returns {T} */
export function copyOf(value) {
  return JSON.parse(JSON.stringify(value));
}

/** `AbortSignal.timeout`, there from Chromium 103 on. @param {number} milliseconds */
export function timeoutSignal(milliseconds) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("timeout", "TimeoutError")), milliseconds);
  return controller.signal;
}
