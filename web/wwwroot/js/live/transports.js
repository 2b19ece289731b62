/**
 * The ways to the hub, the best first. Proxies refuse WebSockets, answer them and are mute, or keep back what is streamed; the last way
 * needs nothing but requests that are answered.
 * @typedef {"webSockets"|"serverSentEvents"|"longPolling"} Transport
 */
export const TRANSPORTS = /** @type {const} */ (["webSockets", "serverSentEvents", "longPolling"]);

/** How long each may take to open, in ms: all three together stay below the promised 30 s. */
export const PATIENCE = { webSockets: 6_000, serverSentEvents: 6_000, longPolling: 10_000 };

/** A way that is not the best is left for a better one after so long, in ms; up to a third more, so that screens do not try together. */
export const TRY_AGAIN_AFTER = 15 * 60_000;

/**
 * What is known of the ways from here: the one that works, and when a better one is to be tried again.
 * @typedef {{transport: Transport, until: number}} Known  epoch ms
 */

/**
 * What was kept, when it is what this page keeps; null otherwise.
 * @param {unknown} kept @param {number} now @returns {Known|null}
 */
export function known(kept, now) {
  const { transport, until } = /** @type {Partial<Known>} */ (typeof kept === "object" && kept !== null ? kept : {});
  // Kept with a clock that was ahead it would hold too long.
  const isTime = typeof until === "number" && until > now && until <= now + 2 * TRY_AGAIN_AFTER;
  return TRANSPORTS.some((name) => name === transport) && isTime ? { transport: /** @type {Transport} */ (transport), until } : null;
}

/** The way to begin with. @param {Known|null} kept @param {number} now @returns {Transport} */
export function first(kept, now) {
  return kept && now < kept.until ? kept.transport : TRANSPORTS[0];
}

/** The way after one that did not work although the server answers; after the last the first. @param {Transport} failed */
export function after(failed) {
  return TRANSPORTS[(TRANSPORTS.indexOf(failed) + 1) % TRANSPORTS.length];
}

/**
 * What is to be kept of a way that works; null: nothing, it is the best.
 * @param {Transport} transport @param {number} now @param {() => number} [random] @returns {Known|null}
 */
export function works(transport, now, random = Math.random) {
  return transport === TRANSPORTS[0] ? null : { transport, until: now + Math.round(TRY_AGAIN_AFTER * (1 + random() / 3)) };
}
