import assert from "node:assert/strict";
import { test } from "node:test";
import { partAt } from "../../web/wwwroot/js/screen/scene.js";

/** @param {string} part @param {number} seconds */
const page = (part, seconds) => ({ part, seconds });

/** @type {import("../../web/wwwroot/js/screen/scene.js").Scene} */
const scene = {
  id: "hall",
  name: "Hall",
  view: null,
  interrupt: "none",
  pages: [page("overview", 60), page("teams", 20)],
  plan: [
    { from: "12:00", to: "13:30", pages: [page("trends", 10)] },
    { from: "22:00", to: "06:00", pages: [page("items", 10)] },
  ],
};

test("Pages take their turn by the clock, the same on every screen and after every restart", () => {
  const start = 80_000 * 12_345;
  const shown = [0, 59, 60, 79, 80].map((second) => partAt(scene, start + second * 1_000, "09:00:00"));

  assert.deepEqual(shown, ["overview", "overview", "teams", "teams", "overview"]);
});

test("The plan changes the pages at its hours, past midnight too", () => {
  const at = (/** @type {string} */ time) => partAt(scene, 0, time);

  assert.equal(at("11:59:59"), "overview");
  assert.equal(at("12:00:00"), "trends");
  assert.equal(at("13:30:00"), "overview");
  assert.equal(at("22:00:00"), "items");
  assert.equal(at("03:00:00"), "items");
  assert.equal(at("06:00:00"), "overview");
});
