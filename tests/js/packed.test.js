import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { unpacked } from "../../web/wwwroot/js/live/packed.js";

const pack = (/** @type {unknown} */ value) => deflateSync(JSON.stringify(value)).toString("base64");
const frame = { view: "team/T01", version: 8, at: "2026-11-27T08:00:00+08:00", digest: "d" };

test("A packed document stands in its place, Chinese and all", async () => {
  const doc = { name: "直属一中队", counters: { day: { casesFiled: 3 } } };
  const plain = await unpacked({ ...frame, base: null, full: null, patch: null, packed: pack(doc) });
  assert.deepEqual(plain, { ...frame, base: null, full: doc, patch: null });
});

test("A packed patch stands in its place", async () => {
  const patch = { version: 8, recent: { gone: null } };
  const plain = await unpacked({ ...frame, base: 7, full: null, patch: null, packed: pack(patch) });
  assert.deepEqual(plain, { ...frame, base: 7, full: null, patch });
});

test("What came plain stays as it is", async () => {
  const plain = { ...frame, base: 7, full: null, patch: { version: 8 } };
  assert.deepEqual(await unpacked(plain), plain);
});
