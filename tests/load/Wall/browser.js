import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";

/** A Chromium of its own, driven through a pipe: nothing of a test tool looks at each request while speed is measured. */

const ARGUMENTS = `--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update
  --disable-sync --disable-features=Translate,MediaRouter --remote-debugging-pipe --hide-scrollbars --window-size=1920,1080`.split(/\s+/);

/** @typedef {{send: (method: string, parameters?: object, session?: string) => Promise<any>, events: Set<(message: any) => void>}} Wire */

/** A folder for what a browser keeps; `remove` when it is no longer needed. */
export function profile() {
  const path = mkdtempSync(join(tmpdir(), "wall-profile-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10 }) };
}

/**
 * @param {string} keeps folder of its profile
 * @param {string} [program]
 */
export async function launch(keeps, program = "chromium") {
  const child = spawn(program, [...ARGUMENTS, `--user-data-dir=${keeps}`, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const { send, events } = wire(/** @type {any} */ (child.stdio[3]), /** @type {any} */ (child.stdio[4]));
  await send("Target.setDiscoverTargets", { discover: true });

  return {
    send,
    events,
    /**
     * A tab, with a script that runs in it before the page's own; alone it has a profile of its own too, as on a machine of its own.
     * @param {string} [script] @param {{isAlone?: boolean}} [more]
     */
    async tab(script, { isAlone = false } = {}) {
      const own = isAlone ? await send("Target.createBrowserContext") : {};
      const { targetId } = await send("Target.createTarget", { url: "about:blank", ...own });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const say = (/** @type {string} */ method, parameters = {}) => send(method, parameters, sessionId);
      await say("Page.enable");
      await say("Emulation.setDeviceMetricsOverride", { width: 1920, height: 1080, deviceScaleFactor: 1, mobile: false });
      if (script) {
        await say("Page.addScriptToEvaluateOnNewDocument", { source: script });
      }
      return {
        send: say,
        /** @param {string} url */
        open: (url) => say("Page.navigate", { url }),
        /** What an expression comes to, awaited. @param {string} expression */
        async value(expression) {
          const { result, exceptionDetails } = await say("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
          if (exceptionDetails) {
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          }
          return result.value;
        },
        close: () => send("Target.closeTarget", { targetId }),
      };
    },
    /**
     * Processor seconds of each kind of process by now: renderer (of pages), buttons (what draws those around a page), GPU, browser, utility.
     * @returns {Promise<Record<string, number>>}
     */
    async processor() {
      const { processInfo } = await send("SystemInfo.getProcessInfo");
      /** @type {Record<string, number>} */
      const all = {};
      for (const { type, id } of processInfo) {
        const kind = type === "renderer" && ofProcess(id, "cmdline").includes("--top-chrome-webui") ? "buttons" : type;
        all[kind] = (all[kind] ?? 0) + secondsOf(id);
      }
      return all;
    },
    /** What all pages share goes before them: on a machine of its own each screen would have that for itself. */
    async goBeforePages() {
      const { processInfo } = await send("SystemInfo.getProcessInfo");
      for (const { id } of processInfo.filter((/** @type {{type: string}} */ { type }) => type !== "renderer")) {
        for (const thread of readdirSync(`/proc/${id}/task`)) {
          setPriority(Number(thread), -5);
        }
      }
    },
    async close() {
      send("Browser.close").catch(() => {});
      await ended;
    },
  };
}

/** Processor seconds of a process, as the kernel counts them. @param {number} id */
function secondsOf(id) {
  const fields = ofProcess(id, "stat").split(") ")[1]?.split(" ");
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : 0;
}

/** What the kernel says of a process; nothing of one that has ended. @param {number} id @param {"stat"|"cmdline"} what */
function ofProcess(id, what) {
  try {
    return readFileSync(`/proc/${id}/${what}`, "utf8");
  } catch {
    return "";
  }
}

/**
 * Messages of the protocol, one after the other, each ended by a zero.
 * @param {import("node:stream").Writable} out @param {import("node:stream").Readable} back
 */
function wire(out, back) {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  /** @type {Set<(message: any) => void>} */
  const events = new Set();
  let last = 0;
  /** @type {Buffer[]} */
  let begun = [];
  back.on("data", (/** @type {Buffer} */ chunk) => {
    for (let from = 0; from < chunk.length;) {
      const end = chunk.indexOf(0, from);
      begun.push(chunk.subarray(from, end < 0 ? chunk.length : end));
      if (end < 0) {
        return;
      }
      take(JSON.parse(Buffer.concat(begun).toString()));
      begun = [];
      from = end + 1;
    }
  });

  const take = (/** @type {any} */ message) => {
    const asked = waiting.get(message.id);
    if (asked) {
      waiting.delete(message.id);
      message.error ? asked.reject(new Error(message.error.message)) : asked.resolve(message.result);
    } else {
      events.forEach((listener) => listener(message));
    }
  };

  return {
    events,
    /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
  };
}
