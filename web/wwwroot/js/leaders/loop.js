import { count } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html } from "../lit.js";
import { onward, panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */

/** The supervision orders: how many are open, late and on the wall. @type {(model: Model) => unknown} */
export const orders = (model) => toDo(model, "panel.orders", "order.wall", ["/orders", "order.all"], model.doc.orders);

/** The duties of the year: how many are open, and how many of them late. @type {(model: Model) => unknown} */
export const year = (model) => toDo(model, "panel.year", "year.open", ["/year", "year.all"], model.doc.duties);

/** Complaints still to be closed, and those that are late; how many came is no score. @type {(model: Model) => unknown} */
export const complaints = (model) =>
  toDo(model, "panel.complaints", "complaint.wall.overdue", ["/complaints", "complaint.all"], model.doc.complaints);

/**
 * What a team or the bureau has to do of the loop, first of all: a line of counts, and the way to the page that lists them.
 * @param {Model} model @param {string} key @param {string} text @param {[string, string]} way @param {Record<string, number>} [counts]
 */
function toDo({ kind, id }, key, text, [page, all], counts = {}) {
  const said = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, count(value)]));
  return panel(
    { key, onward: onward(href(page, kind === "team" ? { team: id } : {}), t(all)) },
    html`<p class="digits">${t(text, said)}</p>`,
  );
}
