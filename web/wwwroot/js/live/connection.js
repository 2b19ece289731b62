import { url } from "../address.js";
import { pause } from "./backoff.js";
import { DEAD_AFTER, DOUBT_AFTER } from "./freshness.js";

/** @typedef {import("./types.js").Frame} Frame */

/**
 * The only file that knows SignalR. One link to the hub that is tried for ever: the first start, every
 * reconnection, and a link that is open but silent. It says up and down; what to watch is for the caller.
 *
 * @param {object} options
 * @param {string} [options.path]  of the hub
 * @param {(frame: Frame) => void} options.onFrame
 * @param {() => void} options.onUp      the link is open; watch again from here
 * @param {(reason: string) => void} options.onDown
 * @param {Record<string, (...values: any[]) => void>} [options.messages]  what else the server may say, by name
 * @returns {Connection}
 *
 * @typedef {object} Connection
 * @property {(view: string, since: number|null) => Promise<Frame>} watch
 * @property {(view: string, version: number) => void} seen
 * @property {(name: string, ...values: any[]) => void} say  calls the hub and waits for no answer
 * @property {() => void} check  look at the link now (after sleep, on coming back into view)
 * @property {(reason: string) => void} drop
 */
export function connect({ path = "/hubs/dashboard", onFrame, onUp, onDown, messages = {} }) {
  /** @type {any} the link in use; null while there is none */
  let link = null;
  let heardAt = 0;
  let failures = 0;
  /** @type {() => void} */
  let wake = () => {};
  /** @type {(reason: string) => void} */
  let end = () => {};

  const heard = () => {
    heardAt = Date.now();
    failures = 0;
  };

  const run = async () => {
    for (;;) {
      try {
        const reason = await live();
        onDown(reason);
      } catch (error) {
        onDown(error instanceof Error ? error.message : String(error));
      }
      await wait(pause(failures++));
    }
  };

  /** Opens one link and resolves when it has ended; rejects when it could not be opened. */
  const live = async () => {
    const hub = new signalR.HubConnectionBuilder().withUrl(url(path), { timeout: 8_000 }).configureLogging(signalR.LogLevel.None).build();
    hub.on("frame", (/** @type {Frame} */ frame) => {
      if (hub === link) {
        heard();
        onFrame(frame);
      }
    });

    for (const [name, take] of Object.entries(messages)) {
      hub.on(name, take);
    }

    const ended = new Promise((resolve) => {
      end = resolve;
      hub.onclose((/** @type {Error|undefined} */ error) => resolve(error?.message ?? "closed"));
    });

    try {
      await within(hub.start(), 10_000);
      link = hub;
      heardAt = Date.now();
      onUp();
      return await ended;
    } finally {
      link = null;
      // Not awaited: a half-open link may take its time to close, and nobody waits for it.
      hub.stop().catch(() => {});
    }
  };

  /** @param {number} milliseconds */
  const wait = (milliseconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });

  const check = () => {
    if (link === null) {
      wake();
    } else if (Date.now() - heardAt > DOUBT_AFTER) {
      end("silent");
    }
  };

  let tickedAt = Date.now();
  setInterval(() => {
    const now = Date.now();
    const slept = now - tickedAt > 5_000;
    tickedAt = now;
    if (slept) {
      check();
    } else if (link !== null && now - heardAt > DEAD_AFTER) {
      end("silent");
    }
  }, 500);

  addEventListener("online", check);
  addEventListener("pageshow", check);
  document.addEventListener("resume", check);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      check();
    }
  });

  run();

  return {
    watch: async (view, since) => {
      if (link === null) {
        throw new Error("no link");
      }
      const frame = await within(link.invoke("Watch", view, since), 8_000);
      heard();
      return frame;
    },
    seen: (view, version) => {
      link?.send("Seen", view, version).catch(() => {});
    },
    say: (name, ...values) => {
      link?.send(name, ...values).catch(() => {});
    },
    check,
    drop: (reason) => end(reason),
  };
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} milliseconds
 * @returns {Promise<T>}
 */
function within(promise, milliseconds) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timeout")), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
