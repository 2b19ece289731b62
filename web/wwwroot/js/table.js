import { element, keyed, setHidden, setText } from "./dom.js";
import { t } from "./i18n.js";

/**
 * A table with its words above the columns; a line is drawn again only when its row is another.
 *
 * @param {string[]} columns keys of the words of the columns
 * @param {string} [empty] key of what is said when there are no rows
 */
export function table(columns, empty = "table.empty") {
  const body = element("tbody");
  const none = element("p", { class: "soft", text: t("table.loading") });
  const head = element("thead", {}, element("tr", {}, ...columns.map((column) => element("th", { text: t(column) }))));
  return {
    node: element("div", {}, element("div", { class: "scroll" }, element("table", { class: "cards" }, head, body)), none),
    /**
     * @param {any[]} rows
     * @param {(row: any) => string} keyOf
     * @param {(row: any) => (HTMLElement|null)[]} cells
     */
    draw(rows, keyOf, cells) {
      setText(none, t(empty));
      setHidden(none, rows.length > 0);
      keyed(
        body,
        rows,
        keyOf,
        () => element("tr"),
        (line, row) => {
          const drawn = JSON.stringify(row);
          if (line.drawn !== drawn) {
            line.drawn = drawn;
            line.replaceChildren(...cells(row).filter(Boolean));
            labelled(line, columns);
          }
        },
      );
    },
  };
}

/**
 * Names the cells of a row by the words above the columns: on a phone a row is a card, and has no head above it.
 * @template {HTMLElement} Row
 * @param {Row} row @param {string[]} columns keys of the words
 * @returns {Row}
 */
export function labelled(row, columns) {
  [...row.children].forEach((child, index) => child.setAttribute("data-label", columns[index] ? t(columns[index]) : ""));
  return row;
}

/** @param {string} className @param {...(Node|string|null)} children */
export function cell(className, ...children) {
  return element("td", { class: className || null }, ...children);
}

/** A cell of things to do with the row. @param {...(HTMLElement|null)} buttons */
export function actions(...buttons) {
  return cell("actions", ...buttons);
}

/** @param {string} key of its words @param {() => void} act @param {string} [className] */
export function button(key, act, className = "action") {
  return element("button", { type: "button", class: className, text: t(key), on: { click: act } });
}

/** What went wrong, as a sentence. @param {unknown} error */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}
