import { render } from "./lit.js";

/**
 * An element that draws itself whenever it is told to, wherever the page has put it. What `picture` yields is always the same template,
 * of one element.
 *
 * @param {() => import("./lit.js").Template} picture
 */
export function selfDrawn(picture) {
  // Its parts hold on to their nodes, which leave this place with the element.
  const place = document.createDocumentFragment();
  const draw = () => void render(picture(), place);
  draw();
  return { node: /** @type {HTMLElement} */ (place.firstElementChild), draw };
}
