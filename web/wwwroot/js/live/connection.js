import { url } from "../address.js";
import { library } from "../library.js";
import { pause } from "./backoff.js";
import { store, stored } from "../storage.js";
import { DEAD_AFTER, DOUBT_AFTER } from "./freshness.js";
import { unpacked, unpacks } from "./packed.js";
import { Late, within } from "./patience.js";
import { after, first, PATIENCE, TRANSPORTS, works } from "./transports.js";

/** @typedef {import("./types.js").Frame} Frame */

const KEPT = "dashboard.transport";

/** How often a link is looked at: what is noticed is noticed this much later, on a busy machine too. */
const LOOK_EVERY = 250;

const LIBRARY = "/lib/microsoft/signalr/dist/browser/signalr.min.js";

/** What the library calls it when the plain request before every way was not answered: that says nothing of the way. */
const AWAY = "FailedToNegotiateWithServerError";

/** As the library calls the ways. @type {Record<import("./transports.js").Transport, number>} */
const KINDS = { webSockets: 1, serverSentEvents: 2, longPolling: 4 };

/**
 * The only file that knows SignalR. One link to the hub that is tried for ever: the first start, every
 * reconnection, and a link that is open but silent. A way that does not work although the server answers is
 * left for the next at once, and what works is remembered. It says up and down; what to watch is for the caller.
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
 * @property {() => string} transport  the way in use, or tried now
 */
export function connect({ path = "/hubs/dashboard", onFrame, onUp, onDown, messages = {} }) {
  /** @type {any} the link in use; null while there is none */
  let link = null;
  let heardAt = 0;
  let failures = 0;
  /** @type {import("./transports.js").Known|null} */
  let way = stored(KEPT);
  let transport = first(way, Date.now());
  /** Whether anything came through the link since it was opened. */
  let isHeard = false;
  /** @type {() => void} */
  let wake = () => {};
  /** @type {(reason: string) => void} */
  let end = () => {};

  const heard = () => {
    heardAt = Date.now();
    failures = 0;
    passes();
  };

  /** Something has come through: the way works, whatever was said. */
  const passes = () => {
    if (!isHeard) {
      isHeard = true;
      way = works(transport, Date.now());
      store(KEPT, way);
    }
  };

  /** Without the library there is no way at all: it is asked for until it is here. */
  const ready = async () => {
    for (;;) {
      try {
        return await library(LIBRARY);
      } catch {
        await wait(pause(failures++));
      }
    }
  };

  const run = async () => {
    await ready();
    for (;;) {
      isHeard = false;
      // Asked while the way is tried and after it has failed: a server that was away meanwhile says nothing of the way.
      let isThere = /** @type {Promise<boolean>|null} */ (null);
      const asking = setTimeout(() => {
        isThere = link === null ? answers() : null;
      }, 500);
      let isAway = false;
      try {
        onDown(await live());
      } catch (error) {
        isAway = /** @type {any} */ (error).errorType === AWAY;
        onDown(error instanceof Error ? error.message : String(error));
      }
      clearTimeout(asking);
      if (isHeard) {
        transport = first(way, Date.now());
      } else if (!isAway && (isThere === null || (await isThere)) && (await answers())) {
        transport = after(transport);
        if (transport !== TRANSPORTS[0]) {
          continue;
        }
      }
      await wait(pause(failures++));
    }
  };

  /** @param {import("./transports.js").Transport} by */
  const build = (by) =>
    new signalR.HubConnectionBuilder()
      .withUrl(url(unpacks ? `${path}${path.includes("?") ? "&" : "?"}packed` : path), { timeout: 8_000, transport: KINDS[by] })
      .configureLogging(signalR.LogLevel.None)
      .build();

  /** Whether the best way works by now: then it is taken, so quickly that nothing is to be said of it. */
  const tryBest = async () => {
    const hub = build(TRANSPORTS[0]);
    try {
      await within(hub.start(), PATIENCE[TRANSPORTS[0]]);
      way = null;
      store(KEPT, null);
      end("a better way");
    } catch {
      way = works(transport, Date.now());
      store(KEPT, way);
    } finally {
      hub.stop().catch(() => {});
    }
  };

  /** Opens one link and resolves when it has ended; rejects when it could not be opened. */
  const live = async () => {
    const hub = build(transport);
    // One after the other, as they came: to unpack takes a moment, and a small frame must not overtake a great one.
    let taken = Promise.resolve();
    hub.on("frame", (/** @type {Frame} */ frame) => {
      const waiting = unpacked(frame);
      taken = taken
        .then(async () => {
          const plain = await waiting;
          if (hub === link) {
            heard();
            onFrame(plain);
          }
        })
        .catch(() => end("unreadable"));
    });

    for (const [name, take] of Object.entries(messages)) {
      hub.on(name, take);
    }

    const ended = new Promise((resolve) => {
      end = resolve;
      hub.onclose((/** @type {Error|undefined} */ error) => resolve(error?.message ?? "closed"));
    });

    try {
      await within(hub.start(), PATIENCE[transport]);
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
    } else if (link !== null && way !== null && now > way.until) {
      way = null;
      tryBest();
    }
  }, LOOK_EVERY);

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
      const asked = link;
      try {
        const frame = await unpacked(await within(asked.invoke("Watch", view, since), 8_000));
        heard();
        return frame;
      } catch (error) {
        if (!(error instanceof Late) && asked === link && asked.state === "Connected") {
          passes();
        }
        throw error;
      }
    },
    seen: (view, version) => {
      link?.send("Seen", view, version).catch(() => {});
    },
    say: (name, ...values) => {
      link?.send(name, ...values).catch(() => {});
    },
    check,
    transport: () => transport,
  };
}

/** Whether the server answers plain requests: then it is the way that does not work. */
async function answers() {
  try {
    await within(fetch(url("/health/live"), { cache: "no-store" }), 3_000);
    return true;
  } catch {
    return false;
  }
}
