/** The first ceiling of a pause, in milliseconds; it doubles with every failure. */
export const FIRST_PAUSE = 500;

/** A server that is started anew is back within half a minute: so long no pause is longer than this, and the last screen is not late. */
export const NEAR_PAUSE = 3_000;
const NEAR_TRIES = 20;

/** So far below the promised 15 s that pause, handshake and drawing stay within it on a busy machine too. */
export const LONGEST_PAUSE = 8_000;

/**
 * Full jitter: any pause between 0 and a ceiling that doubles up to the longest,
 * so that fifty screens do not come back in the same instant.
 *
 * @param {number} failures how many attempts have failed in a row, from 0; there is no last one
 * @param {() => number} [random] in [0, 1)
 * @returns {number} milliseconds
 */
export function pause(failures, random = Math.random) {
  const ceiling = Math.min(failures < NEAR_TRIES ? NEAR_PAUSE : LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 16));
  return Math.floor(random() * ceiling);
}
