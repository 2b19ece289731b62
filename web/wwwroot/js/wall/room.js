import { lang } from "../i18n.js";

/** Lines of a panel in hundredths of the picture's width, and how many there are at least. English rules have longer names. */
const FOLD_HEIGHT = lang === "en" ? 3.15 : 2.5;
const ITEM_HEIGHT = 2;
const LEAST = 3;

/** On a page that scrolls. */
const FOLDS_OF_PAGE = 5;
const ITEMS_OF_PAGE = 10;

/**
 * How many lines the panels have room for: said by the browser when their size changes, never asked while figures are drawn.
 * @param {{isPage: () => boolean, unit: () => number, onChange: () => void}} options
 */
export function room({ isPage, unit, onChange }) {
  const lines = { folds: LEAST, items: LEAST };
  const heights = { folds: 0, items: 0 };
  const fit = () => {
    const [folds, items] = isPage()
      ? [FOLDS_OF_PAGE, ITEMS_OF_PAGE]
      : [fitting(heights.folds, FOLD_HEIGHT * unit()), fitting(heights.items, ITEM_HEIGHT * unit())];
    if (folds !== lines.folds || items !== lines.items) {
      Object.assign(lines, { folds, items });
      onChange();
    }
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      heights[target.matches(".folds") ? "folds" : "items"] = contentRect.height;
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
