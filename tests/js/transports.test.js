import assert from "node:assert/strict";
import { test } from "node:test";
import { after, first, known, PATIENCE, TRANSPORTS, TRY_AGAIN_AFTER, works } from "../../web/wwwroot/js/live/transports.js";

test("Every way to the hub is tried, the best first, and all together within the promised 30 s", () => {
  assert.equal(first(null, 0), "webSockets");
  assert.deepEqual(TRANSPORTS.map(after), ["serverSentEvents", "longPolling", "webSockets"]);
  assert.ok(Object.values(PATIENCE).reduce((sum, each) => sum + each, 0) < 25_000);
});

test("A way that works is remembered, and left for a better one after a while, not by all screens at once", () => {
  const kept = works("longPolling", 1_000, () => 0.5);

  assert.equal(first(kept, 2_000), "longPolling");
  assert.equal(first(kept, 1_000 + 2 * TRY_AGAIN_AFTER), "webSockets");
  assert.notDeepEqual(
    kept,
    works("longPolling", 1_000, () => 0.6),
  );
  assert.equal(works("webSockets", 1_000), null);
});

test("What is kept and is no such thing counts as nothing", () => {
  const kept = works("longPolling", 1_000);

  assert.deepEqual(known(JSON.parse(JSON.stringify(kept)), 1_000), kept);
  for (const other of [null, 5, "longPolling", [], {}, { transport: "pigeon", until: 2_000 }, { transport: "longPolling", until: "x" }]) {
    assert.equal(known(other, 1_000), null);
  }
  assert.equal(known({ transport: "longPolling", until: 1e25 }, 1_000), null);
  assert.equal(known(kept, 1e12), null);
});
