import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Late, within } from "../../web/wwwroot/js/live/patience.js";

Object.assign(globalThis, { window: globalThis });

/**
 * How long a wait for an answer that never comes lasts by the page's clock, in ms, when each look comes so much after it is due.
 * @param {number} late @param {boolean} [isHidden]
 */
async function lasts(late, isHidden = false) {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let [now, isGivenUp] = [0, false];
    within(new Promise(() => {}), 6_000, { now: () => now, isHidden: () => isHidden }).catch((error) => {
      assert.ok(error instanceof Late);
      isGivenUp = true;
    });
    while (!isGivenUp && now < 600_000) {
      now += 250 + late;
      mock.timers.tick(250);
      await Promise.resolve();
    }
    return now;
  } finally {
    mock.timers.reset();
  }
}

test("An answer is waited for as long as was said", async () => {
  assert.equal(await lasts(0), 6_000);
});

test("Time in which a busy page came to nothing does not count", async () => {
  assert.equal(await lasts(2_750), 12 * 3_000);
});

test("In the background, where a page may look but rarely, all time counts", async () => {
  assert.equal(await lasts(59_750, true), 60_000);
});

test("What comes in time is taken, and a failure is passed on", async () => {
  const page = { now: () => 0, isHidden: () => false };
  assert.equal(await within(Promise.resolve(5), 1_000, page), 5);
  await assert.rejects(within(Promise.reject(new Error("refused")), 1_000, page), /refused/);
});
