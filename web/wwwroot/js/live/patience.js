/** A wait is looked at so often, in ms. */
const LOOK_EVERY = 250;

/** Of the time between two looks no more counts than this, in ms: one that comes later shows that this page came to nothing meanwhile. */
const MOST = 2 * LOOK_EVERY;

/** An answer did not come in time. */
export class Late extends Error {}

/**
 * A promise that is given up after so long. Only time counts in which the page itself could have taken the answer: on a machine that is
 * busy with other things it may lie there unread, and whoever gives it up then makes it busier still. In the background a browser lets a
 * page look once a minute only; there all time counts.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {number} milliseconds
 * @param {{now: () => number, isHidden: () => boolean}} [page]  its clock in ms
 * @returns {Promise<T>} rejects with `Late`
 */
export function within(promise, milliseconds, page = { now: () => performance.now(), isHidden: () => document.hidden }) {
  return new Promise((resolve, reject) => {
    let [left, lookedAt, timer] = [milliseconds, page.now(), 0];
    const wait = () => {
      timer = window.setTimeout(look, Math.min(left, LOOK_EVERY));
    };
    const look = () => {
      const now = page.now();
      left -= page.isHidden() ? now - lookedAt : Math.min(now - lookedAt, MOST);
      lookedAt = now;
      left > 0 ? wait() : reject(new Late("timeout"));
    };
    wait();
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
