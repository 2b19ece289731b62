import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { digest } from "../../web/wwwroot/js/live/digest.js";
import { keep, kept } from "../../web/wwwroot/js/live/keep.js";
import { works } from "../../web/wwwroot/js/live/transports.js";
import { KEYS, LAST, store, stored } from "../../web/wwwroot/js/storage.js";

const VIEW = "team/T01";
const PAGES = [{ part: "overview", seconds: 30 }];

/** @type {any} */
const DOC = {
  view: VIEW,
  version: 7,
  asOf: "2026-11-23T10:00:00+08:00",
  day: "2026-11-23",
  name: "一中队",
  counters: { day: { casesFiled: 1 }, month: {}, year: {} },
  open: { cases: 2, byStage: { filed: 2 }, ageing: {} },
  metrics: { M01: { numerator: 1, denominator: 1, pending: 0, value: null } },
  warnings: { red: 1, rules: { W01: { red: 1 } }, top: { "W01/case/C": { rule: "W01", kind: "case", subject: "C", level: "red" } } },
  items: { S01: { name: "a", counters: { year: { casesFiled: 1 } } } },
};

/** @returns {any} */
const held = () => ({
  view: VIEW,
  doc: structuredClone(DOC),
  version: 7,
  at: "2026-11-23T10:00:01+08:00",
  digest: digest(DOC),
  roundMissing: null,
});

/** What is kept under each key, as the pages keep it. @type {Record<string, any>} */
const SOUND = {
  "dashboard.skew": -4_000,
  "dashboard.sound": true,
  "dashboard.transport": works("longPolling", Date.now()),
  "dashboard.reloads": { "1.0.0-3f2a9c01": 1_700_000_000_000 },
  "dashboard.rules": {
    current: "2026.1",
    metrics: [{ id: "M01", name: "公示率", numerator: ["disclosureDone"] }],
    warnings: [],
    limits: [],
  },
  "dashboard.screen": {
    id: "s1",
    number: 3,
    name: "大厅",
    place: "hall",
    view: "jurisdiction/330203",
    build: "1.0.0-3f2a9c01",
    scene: {
      ...{ id: "hall", name: "大厅", view: null, interrupt: "red", pages: PAGES, seams: 1 },
      plan: [{ from: "08:00", to: "18:00", pages: PAGES }],
    },
  },
  "dashboard.screen.command": "5f0c",
  "dashboard.firstStart": "5f0c",
  "dashboard.ledToSetUp": true,
  [LAST]: { ...held(), keptAt: 1 },
};

/** Values that break a page which believes them. */
const POISON = [null, "abc", "", 5, -1, 1e25, NaN, true, [], [1], {}, { a: 1 }, { version: "abc" }, { current: 5 }, { id: 1, scene: null }];

/** @returns {any} */
function memory() {
  const entries = new Map();
  return {
    getItem: (/** @type {string} */ key) => entries.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => entries.set(key, String(value)),
    removeItem: (/** @type {string} */ key) => entries.delete(key),
    key: (/** @type {number} */ index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

beforeEach(() => {
  /** @type {any} */ (globalThis).localStorage = memory();
});

test("What pages keep is read back as it was kept", () => {
  assert.deepEqual(Object.keys(SOUND).sort(), Object.keys(KEYS).sort());
  for (const [key, value] of Object.entries(SOUND)) {
    store(key, value);
    assert.deepEqual(stored(key), value, key);
  }
});

test("What does not fit is dropped, whatever stands there", () => {
  for (const key of Object.keys(KEYS)) {
    for (const text of [
      "",
      "{",
      "undefined",
      "330203",
      "on",
      JSON.stringify(SOUND[key]),
      JSON.stringify({ schema: 1, value: SOUND[key] }),
    ]) {
      localStorage.setItem(key, text);
      assert.equal(stored(key), null, `${key} ${text}`);
      assert.equal(localStorage.getItem(key), null, `${key} ${text}`);
    }
    for (const value of POISON) {
      if (JSON.stringify(value) !== JSON.stringify(SOUND[key]) && !(key === "dashboard.reloads" && JSON.stringify(value).startsWith("{"))) {
        store(key, value);
        const read = stored(key);
        // A short text is an order, a small number a skew, true a switch: nothing else passes.
        assert.ok(read === null || typeof read === typeof SOUND[key], `${key} ${JSON.stringify(value)}`);
      }
    }
  }
});

test("A member of another type, however deep, is not believed", () => {
  /** @type {((value: any) => void)[]} */
  const changes = [
    (value) => (value.version = "abc"),
    (value) => (value.version = 1e25),
    (value) => (value.at = "soon"),
    (value) => (value.digest = "x"),
    (value) => (value.doc = "text"),
    (value) => (value.doc.day = 20261123),
    (value) => (value.doc.counters.day = [1]),
    (value) => (value.doc.counters.day.casesFiled = "1"),
    (value) => (value.doc.open.byStage = 5),
    (value) => (value.doc.metrics.M01 = null),
    (value) => (value.doc.warnings.top = { a: "b" }),
    (value) => (value.doc.items = { S01: 5 }),
    (value) => (value.doc.recent = { a: { at: 5, type: "x" } }),
  ];
  for (const change of changes) {
    const value = structuredClone(SOUND[LAST]);
    change(value);
    store(LAST + VIEW, value);
    assert.equal(stored(LAST + VIEW), null, String(change));
  }
});

test("Kept figures are those the server's digest proves", () => {
  keep(held());
  assert.deepEqual(kept(VIEW), held());

  const other = { ...SOUND[LAST], doc: { ...DOC, counters: { day: { casesFiled: 99 } } } };
  store(LAST + VIEW, other);
  assert.equal(kept(VIEW), null);
  store(LAST + VIEW, { ...SOUND[LAST], version: 8 });
  assert.equal(kept(VIEW), null);
  keep({ ...held(), digest: null });
  assert.equal(kept(VIEW), null);
});

test("Of many views the last are kept, whatever else stands among them", () => {
  localStorage.setItem(`${LAST}team/X`, "{broken");
  for (let number = 0; number < 15; number++) {
    const doc = { ...DOC, view: `team/${number}` };
    keep({ ...held(), view: doc.view, doc, digest: digest(doc) });
  }

  assert.equal(localStorage.length, 12);
  assert.equal(localStorage.getItem(`${LAST}team/X`), null);
});

test("A browser that keeps nothing is no fault", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("denied");
    },
  });
  try {
    assert.equal(stored("dashboard.skew"), null);
    assert.equal(store("dashboard.skew", 1), false);
    keep(held());
    assert.equal(kept(VIEW), null);
  } finally {
    Object.defineProperty(globalThis, "localStorage", { configurable: true, writable: true, value: memory() });
  }
});

test("No other file touches the browser's storage, so that every key is checked", () => {
  const root = fileURLToPath(new URL("../../web/wwwroot/js", import.meta.url));
  for (const file of /** @type {string[]} */ (readdirSync(root, { recursive: true })).filter((name) => name.endsWith(".js"))) {
    const touches = /(local|session)Storage\s*[.[]/.test(readFileSync(`${root}/${file}`, "utf8"));
    assert.equal(touches, file === "storage.js", file);
  }
});
