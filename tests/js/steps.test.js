import assert from "node:assert/strict";
import { test } from "node:test";
import { nextOf, stepsOf } from "../../web/wwwroot/js/steps.js";

/** What comes with the product, and cases in it. */
const SEEDED = {
  bureau: { name: "示例局", seeded: true },
  teams: { registered: 9, seeded: 9 },
  items: { registered: 34, seeded: 34 },
  officers: 0,
  enterprises: 0,
  cases: 12,
  tokens: 0,
  people: 0,
  open: true,
};

test("A demo waits for nobody: what came with the product is its own", () => {
  assert.equal(nextOf(stepsOf({ ...SEEDED, demo: true })), undefined);
});

test("Elsewhere a bureau gives its own name, teams and items, whatever has come in", () => {
  assert.deepEqual(
    stepsOf({ ...SEEDED, demo: false })
      .filter((step) => !step.done && !step.later)
      .map((step) => step.key),
    ["bureau", "teams", "items"],
  );
});
