import { named } from "../i18n.js";
import { pagesAt } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Page} Page */

/** The parts of the wall that can stand alone, and all of it. */
export const PARTS = ["overview", "teams", "warnings", "items", "trends"];
export const INTERRUPTS = ["none", "breach", "red"];
export const SEAMS = [0, 1];
export const SHORTEST = 5;
export const LONGEST = 86_400;

/** The scenes that come with the product have names in both languages. @param {Scene} scene */
export function sceneTitle(scene) {
  return named(scene.name, scene.id);
}

/**
 * A list with one entry in another place.
 * @template T @param {T[]} list @param {number} from @param {number} to @returns {T[]}
 */
export function moved(list, from, to) {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

/** A scene nobody has said anything of yet. @param {Scene[]} others @param {string} name @returns {Scene} */
export function newScene(others, name) {
  let number = others.length + 1;
  while (others.some(({ id }) => id === `scene-${number}`)) {
    number++;
  }
  return { id: `scene-${number}`, name, view: null, interrupt: "breach", pages: [newPage()], plan: [], seams: 0 };
}

/** @returns {Page} */
export function newPage() {
  return { part: "overview", seconds: 30 };
}

/** How long all pages take in turn, in s. @param {Page[]} pages */
export function round(pages) {
  return pages.reduce((sum, { seconds }) => sum + seconds, 0);
}

/**
 * What a scene shows through a day: from when to when, and which pages.
 * @param {Scene} scene @returns {{from: string, to: string, pages: Page[]}[]}
 */
export function dayOfScene(scene) {
  const turns = (scene.plan ?? []).flatMap(({ from, to }) => [from, to]).filter((time) => /^\d\d:\d\d$/.test(time));
  const times = [...new Set(["00:00", ...turns])].sort();
  /** @type {{from: string, to: string, pages: Page[]}[]} */
  const day = [];
  times.forEach((from, index) => {
    const pages = pagesAt(scene, from);
    const before = day.at(-1);
    if (before && before.pages === pages) {
      before.to = times[index + 1] ?? "24:00";
    } else {
      day.push({ from, to: times[index + 1] ?? "24:00", pages });
    }
  });
  return day;
}
