import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_PAUSE, LONGEST_PAUSE, NEAR_PAUSE, pause } from "../../web/wwwroot/js/live/backoff.js";
import { freshness, OLD_AFTER } from "../../web/wwwroot/js/live/freshness.js";

test("The ceiling of the pause doubles, is near for half a minute, and then stays below 15 s, for ever", () => {
  const almostOne = () => 0.999999;

  assert.ok(pause(0, almostOne) < FIRST_PAUSE);
  assert.ok(pause(1, almostOne) >= FIRST_PAUSE);
  for (const failures of [3, 10, 19]) {
    assert.ok(pause(failures, almostOne) <= NEAR_PAUSE);
    assert.ok(pause(failures, almostOne) > NEAR_PAUSE - 2);
  }
  const half = Array.from({ length: 20 }, (_, failures) => pause(failures, () => 0.5)).reduce((sum, one) => sum + one, 0);
  assert.ok(half > 25_000 && half < 35_000);
  for (const failures of [20, 1_000, 1_000_000]) {
    assert.ok(pause(failures, almostOne) <= LONGEST_PAUSE);
    assert.ok(pause(failures, almostOne) > LONGEST_PAUSE - 2);
  }
  assert.ok(LONGEST_PAUSE <= 15_000);
});

test("The jitter is full: every pause down to none is possible", () => {
  assert.equal(
    pause(30, () => 0),
    0,
  );
  assert.equal(
    pause(30, () => 0.5),
    LONGEST_PAUSE / 2,
  );
});

test("Fifty screens do not come back in the same instant", () => {
  const pauses = new Set(Array.from({ length: 50 }, () => pause(8)));

  assert.ok(pauses.size > 40);
});

test("Figures are live only while linked and heard from", () => {
  const figures = { hasFigures: true, isLinked: true, age: 1_000 };

  assert.equal(freshness(figures), "live");
  assert.equal(freshness({ ...figures, isLinked: false, age: 0 }), "stale");
  assert.equal(freshness({ ...figures, age: 9_000 }), "stale");
  assert.equal(freshness({ ...figures, isLinked: false, age: OLD_AFTER + 1 }), "old");
  assert.equal(freshness({ ...figures, hasFigures: false }), "none");
});

test("A tile may have its own limit", () => {
  assert.equal(freshness({ hasFigures: true, isLinked: false, age: 5_000, limit: 4_000 }), "old");
});
