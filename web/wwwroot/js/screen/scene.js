/**
 * What a screen shows (CONTRACT.md §8).
 *
 * @typedef {object} Scene
 * @property {string} id
 * @property {string} name
 * @property {string|null} view
 * @property {"none"|"breach"|"red"} interrupt
 * @property {Page[]} pages
 * @property {{from: string, to: string, pages: Page[]}[]|null} plan
 * @property {number} [seams]  that run down the picture, where screens side by side show one: 0 or 1
 *
 * @typedef {{part: string, seconds: number}} Page
 */

/**
 * The part of the wall at an instant. It follows from the clock alone: screens of one scene turn together, and one that was restarted
 * goes on where it would have been.
 *
 * @param {Scene} scene
 * @param {number} now   epoch ms, of the server
 * @param {string} time  civil time now, `HH:mm:ss`
 */
export function partAt(scene, now, time) {
  const pages = pagesAt(scene, time);
  const cycle = pages.reduce((sum, page) => sum + page.seconds, 0);
  let second = Math.floor(now / 1_000) % cycle;
  for (const { part, seconds } of pages) {
    if (second < seconds) {
      return part;
    }
    second -= seconds;
  }
  return pages[0].part;
}

/** The pages that take turns at a time of day. @param {Scene} scene @param {string} time `HH:mm`, or longer */
export function pagesAt({ pages, plan }, time) {
  const present = time.slice(0, 5);
  const hours = (plan ?? []).find(({ from, to }) => (from <= to ? from <= present && present < to : present >= from || present < to));
  return hours?.pages ?? pages;
}
