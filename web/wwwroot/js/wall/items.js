import { INSPECTIONS } from "../catalogue.js";
import { figure, isUnheard, sum } from "../figures.js";
import { count, itemTitle, NONE, widestOf } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { itemHref } from "../links.js";
import { guard, html, nothing, repeat, vars } from "../lit.js";
import { number } from "./number.js";
import { tile } from "./tile.js";

/** @typedef {import("../live/types.js").Part} Part */

const COLUMNS = ["inspections", "problems", "filed", "open"];

/** Catalogue items first, what could not be classified last. @param {string} id */
function rank(id) {
  return /^S\d+$/.test(id) ? 0 : 1;
}

/** @param {Part} item @param {string} id @param {string} year @returns {[number, import("../figures.js").Query][]} */
function figuresOf(item, id, year) {
  const [counters, view] = [item.counters?.year, `item/${id}`];
  return [
    [sum(counters, INSPECTIONS), { view, counter: INSPECTIONS.join(","), period: year }],
    [figure(counters, "inspectionsWithProblem"), { view, counter: "inspectionsWithProblem", period: year }],
    [figure(counters, "casesFiled"), { view, counter: "casesFiled", period: year }],
    [item.open?.cases ?? 0, { view, open: "cases" }],
  ];
}

/** The items that are supervised, in the order of the catalogue, a page at a time. @param {import("./model.js").Shown} model */
export function items({ doc, labels, pagers, room }) {
  const list = Object.entries(doc.items ?? {}).sort(
    ([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || rank(idA) - rank(idB) || idA.localeCompare(idB, "en"),
  );
  const year = doc.day.slice(0, 4);
  const { shown, controls } = pagers.items.of(list, room.items.rows * room.items.across);
  const chars = widestOf(list.flatMap(([id, item]) => figuresOf(item, id, year).map(([value]) => count(value))));
  return tile(
    { id: "items", title: t("panel.items"), notes: [html`<small id="items-period">${labels.year}</small>`, controls] },
    html`<table>
      <thead>
        ${[false, true].map(
          (isAgain) =>
            html`<tr class=${isAgain ? "again" : nothing} aria-hidden=${isAgain ? "true" : nothing}>
              <th>${t("col.item")}</th>
              ${COLUMNS.map((column) => html`<th class="right">${t(`col.${column}`)}</th>`)}
            </tr>`,
        )}
      </thead>
      <tbody ${vars({ rows: room.items.rows, chars })}>
        ${repeat(
          shown,
          ([id]) => id,
          ([id, item]) => guard([item, year], () => row(id, item, year)),
        )}
      </tbody>
    </table>`,
  );
}

/** @param {string} id @param {Part} item @param {string} year */
function row(id, item, year) {
  const name = itemTitle(nameOf(item, id));
  const isSilent = isUnheard(item, "items");
  return html`<tr title=${isSilent ? t("item.unheard") : nothing}>
    <th scope="row"><span class="code digits">${/^S\d+$/.test(id) ? id : "·"}</span><a href=${itemHref(id)}>${name}</a></th>
    ${figuresOf(item, id, year).map(
      ([value, query], index) =>
        html`<td class="right">
          ${number(isSilent ? NONE : count(value), isSilent ? null : query, `${name} ${t(`col.${COLUMNS[index]}`)}`)}
        </td>`,
    )}
  </tr>`;
}
