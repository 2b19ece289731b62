/**
 * The text of a report: `行政处罚⟦penalties⟧件`, a paragraph a line. Where it is worded by hand a figure stands as `⟦2006|penalties⟧`, so
 * that the writer sees what it says.
 */

/** @typedef {{value: string, unit: string, stated: boolean, name: string|null, nameEn: string|null}} Figure */

const TOKEN = /⟦([A-Za-z0-9_.]{1,40})⟧/u;
const WRITTEN = /⟦([^|⟧]*)\|([A-Za-z0-9_.]{1,40})⟧/gu;

/**
 * Words and figures in turn.
 * @param {string} text @returns {{text: string, figure: string}[]} one of them is empty
 */
export function parts(text) {
  return text
    .split(new RegExp(TOKEN, "gu"))
    .map((part, at) => (at % 2 === 1 ? { text: "", figure: part } : { text: part, figure: "" }))
    .filter((part) => part.text !== "" || part.figure !== "");
}

/** For the writer. @param {string} text @param {Record<string, Figure>} figures */
export const written = (text, figures) =>
  parts(text)
    .map(({ text: words, figure }) => (figure ? token(figure, figures) : words))
    .join("");

/** A figure as the writer sees it. @param {string} id @param {Record<string, Figure>} figures */
export const token = (id, figures) => `⟦${figures[id]?.value ?? "?"}|${id}⟧`;

/**
 * As it is sent. A number that was changed by hand is left as the number it is, and the server says why it cannot be.
 * @param {string} text @param {Record<string, Figure>} figures
 */
export const read = (text, figures) =>
  text.replace(WRITTEN, (whole, value, id) => (figures[id] && figures[id].value === value ? `⟦${id}⟧` : value || whole));
