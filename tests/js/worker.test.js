import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { reloadsFor } from "../../web/wwwroot/js/build.js";

const SCRIPT = readFileSync(fileURLToPath(new URL("../../web/wwwroot/sw.js", import.meta.url)), "utf8");
const ORIGIN = "http://bureau.example";

/**
 * A browser that runs the worker of a build before a server that answers with the build `serves` says, or not at all (null).
 * @param {string} build
 * @param {(path: string) => string|null} serves
 * @param {Map<string, Map<string, Response>>} [stores] what this browser keeps
 */
function browser(build, serves, stores = new Map()) {
  /** @type {Record<string, (event: any) => void>} */
  const listeners = {};
  /** @type {string[]} */
  const asked = [];
  /** @type {any[]} */
  const told = [];
  const pathOf = (/** @type {any} */ request) => new URL(typeof request === "string" ? request : request.url, ORIGIN).pathname;
  const cache = (/** @type {Map<string, Response>} */ entries) => ({
    match: async (/** @type {any} */ request) => entries.get(pathOf(request))?.clone(),
    put: async (/** @type {any} */ request, /** @type {Response} */ response) => void entries.set(pathOf(request), response),
  });
  const context = {
    self: {
      addEventListener: (/** @type {string} */ name, /** @type {any} */ listener) => (listeners[name] = listener),
      skipWaiting: async () => {},
      clients: { claim: async () => {}, matchAll: async () => [{ postMessage: (/** @type {any} */ data) => told.push({ ...data }) }] },
    },
    location: new URL(`${ORIGIN}/sw.js`),
    caches: {
      open: async (/** @type {string} */ name) => cache(stores.get(name) ?? stores.set(name, new Map()).get(name) ?? new Map()),
      keys: async () => [...stores.keys()],
      delete: async (/** @type {string} */ name) => stores.delete(name),
    },
    fetch: async (/** @type {any} */ request) => {
      const path = pathOf(request);
      asked.push(path);
      const served = serves(path);
      if (served === null) {
        throw new TypeError("away");
      }
      return new Response(`${path} of ${served}`, { headers: { "dashboard-build": served } });
    },
    URL,
    Date,
    setTimeout,
    Promise,
    Error,
  };
  runInNewContext(SCRIPT.replace('const BUILD = "unknown"', `const BUILD = "${build}"`), context);

  /** @param {string} name */
  const happen = async (name) => {
    /** @type {Promise<any>[]} */
    const waited = [];
    listeners[name]({ waitUntil: (/** @type {Promise<any>} */ promise) => waited.push(promise) });
    await Promise.all(waited);
  };
  /** @param {string} path @param {string} [mode] */
  const get = async (path, mode = "no-cors") => {
    /** @type {Promise<Response>|null} */
    let answer = null;
    asked.length = 0;
    const event = {
      request: { url: ORIGIN + path, method: "GET", mode },
      respondWith: (/** @type {Promise<Response>} */ promise) => (answer = promise),
      waitUntil: () => {},
    };
    listeners.fetch(event);
    const response = /** @type {Response|null} */ (await answer);
    return { text: response ? await response.text() : null, asked: [...asked] };
  };
  return { happen, get, stores, told };
}

test("The shell is answered without asking, and so is the wall; data are never answered from here", async () => {
  const { happen, get } = browser("A", () => "A");
  await happen("install");
  await happen("activate");

  assert.deepEqual(await get("/~A/js/wall.js"), { text: "/~A/js/wall.js of A", asked: [] });
  assert.deepEqual(await get("/js/wall.js"), { text: "/~A/js/wall.js of A", asked: [] });
  assert.deepEqual(await get("/~B/js/wall.js"), { text: null, asked: [] });
  assert.deepEqual(await get("/teams/T01", "navigate"), { text: "/team.html of A", asked: [] });
  assert.deepEqual(await get("/api/views?view=team/T01"), { text: null, asked: [] });
});

test("While the server is away every page opens; what not everybody may open is asked for first", async () => {
  let isThere = true;
  const { happen, get } = browser("A", () => (isThere ? "A" : null));
  await happen("install");

  assert.deepEqual(await get("/people", "navigate"), { text: "/people of A", asked: ["/people"] });
  isThere = false;
  assert.equal((await get("/people", "navigate")).text, "/people.html of A");
  assert.equal((await get("/", "navigate")).text, "/index.html of A");
});

test("Of two builds behind one address a shell is one or the other, never of both", async () => {
  let count = 0;
  const both = browser("B", () => (count++ % 2 === 0 ? "A" : "B"));
  await assert.rejects(both.happen("install"));
  assert.deepEqual([...both.stores.keys()], []);

  const { stores, happen } = browser("A", () => "A");
  await happen("install");
  // A page of the other build is not mixed with scripts of this one.
  const { get } = browser("A", () => "B", stores);
  assert.equal((await get("/people", "navigate")).text, "/people.html of A");
});

test("A new build takes the place of the old one as a whole, and tells the pages that are open", async () => {
  const { stores, happen, told: first } = browser("A", () => "A");
  await happen("install");
  await happen("activate");
  const next = browser("B", () => "B", stores);
  await next.happen("install");
  await next.happen("activate");

  assert.deepEqual(first, []);
  assert.deepEqual(next.told, [{ updated: "B" }]);
  assert.deepEqual([...stores.keys()], ["dashboard-shell-B"]);
  assert.equal((await next.get("/~B/js/wall.js")).text, "/~B/js/wall.js of B");
});

test("A page begins anew once an hour at most for the same build, however often it is told of it", () => {
  const hour = 3_600_000;
  let own = "A";
  let reloads = /** @type {Record<string, number>|null} */ (null);
  let times = 0;
  // Six hours in which the address answers now with one, now with the other.
  for (let now = hour; now < 7 * hour; now += 20_000) {
    const build = own === "A" ? "B" : "A";
    const next = reloadsFor(build, own, reloads, now);
    if (next) {
      [reloads, own, times] = [next, build, times + 1];
    }
  }
  assert.ok(times <= 12, `${times} times in six hours`);
  assert.equal(reloadsFor("A", "A", null, hour), null);
  assert.deepEqual(reloadsFor("C", "A", { B: 0, X: 1e15 }, 2 * hour), { C: 2 * hour });
});
