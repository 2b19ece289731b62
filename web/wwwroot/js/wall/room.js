import { lang } from "../i18n.js";

/**
 * Lines of a panel in hundredths of the picture's width, in one column and in two, and how many there are at least. English rules have
 * longer names, for which two columns of a very wide wall have more room.
 */
const FOLD_HEIGHT = lang === "en" ? [3.15, 2.9] : [2.5, 2.5];
const ITEM_HEIGHT = [2, 2];
const LEAST = 3;

/** On a page that scrolls. */
const FOLDS_OF_PAGE = 5;
const ITEMS_OF_PAGE = 10;

/** A splice wall, which has room for what a single screen has not; `shapes.css` lays it out by the same. */
export const SPLICE = "(min-aspect-ratio: 3/1)";

/** @typedef {{rows: number, across: number}} Lines  rows of each column, and columns beside one another */

/**
 * How many lines the panels have room for: said by the browser when their size changes, never asked while figures are drawn.
 * @param {{isPage: () => boolean, unit: () => number, onChange: () => void}} options
 */
export function room({ isPage, unit, onChange }) {
  const lines = { folds: { rows: LEAST, across: 1 }, items: { rows: LEAST, across: 1 } };
  /** @type {Record<string, {height: number, across: number, line?: number}>} */
  const sizes = { folds: { height: 0, across: 1 }, items: { height: 0, across: 1 } };
  /** @param {"folds"|"items"} name @param {number[]} line @param {number} ofPage */
  const fitOne = (name, line, ofPage) => {
    const { height, across, line: own } = sizes[name];
    const now = isPage() ? { rows: ofPage, across: 1 } : { rows: fitting(height, (own || line[across - 1]) * unit()), across };
    const isOther = now.rows !== lines[name].rows || now.across !== lines[name].across;
    if (isOther) {
      lines[name] = now;
    }
    return isOther;
  };
  const fit = () => {
    const isOther = [fitOne("folds", FOLD_HEIGHT, FOLDS_OF_PAGE), fitOne("items", ITEM_HEIGHT, ITEMS_OF_PAGE)];
    if (isOther.includes(true)) {
      onChange();
    }
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      // How many columns stand side by side the style sheet says of this shape of screen, and how low a warning's line may be.
      const style = getComputedStyle(target);
      const across = Number(style.getPropertyValue("--across")) || 1;
      const name = target.matches(".folds") ? "folds" : "items";
      sizes[name] = { height: contentRect.height, across, line: Number(style.getPropertyValue("--fold")) };
    }
    fit();
  });

  return {
    lines,
    fit,
    /** Looks at the panels from now on: they are there. */
    watch() {
      for (const node of document.querySelectorAll("#warnings .folds, #items tbody")) {
        observer.observe(node);
      }
    },
  };
}

/** @param {number} height @param {number} line */
export function fitting(height, line) {
  return Math.max(LEAST, Math.floor(height / line));
}
