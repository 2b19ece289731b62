import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOfScene, moved, newScene } from "../../web/wwwroot/js/screen/edit.js";
import { placeAt } from "../../web/wwwroot/js/screen/hold.js";
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

test("A page that is moved keeps the others in their order", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
});

test("A day of a scene is told without gaps, hours past midnight at both ends", () => {
  const day = dayOfScene(scene);

  assert.deepEqual(
    day.map(({ from, to, pages }) => [from, to, pages[0].part]),
    [
      ["00:00", "06:00", "items"],
      ["06:00", "12:00", "overview"],
      ["12:00", "13:30", "trends"],
      ["13:30", "22:00", "overview"],
      ["22:00", "24:00", "items"],
    ],
  );
});

test("A new scene has an id that no other has", () => {
  assert.equal(newScene([{ ...scene, id: "scene-2" }], "x").id, "scene-3");
});

test("A picture stands nowhere for long, moves by single steps, and never to where the page would be larger than the screen", () => {
  const places = Array.from({ length: 8 }, (_, turn) => placeAt(180_000 * (8_000 + turn)));
  const steps = places.map(([x, y], turn) => {
    const [fromX, fromY] = places[(turn + 7) % 8];
    return Math.abs(x - fromX) + Math.abs(y - fromY);
  });

  assert.equal(new Set(places.map(String)).size, 8);
  assert.deepEqual(steps, Array(8).fill(2));
  assert.ok(places.every(([x, y]) => x <= 0 && x >= -4 && y <= 0 && y >= -4));
});
