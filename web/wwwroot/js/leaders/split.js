import { INSPECTIONS } from "../catalogue.js";
import { figure, isUnheard, sum, viewOf } from "../figures.js";
import { count, itemTitle, NONE } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { itemHref, memberHref } from "../links.js";
import { html, repeat } from "../lit.js";
import { number } from "../wall/number.js";
import { panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("../live/types.js").Part} Part */

/**
 * The figures split by item or by team, in the fixed order of the register: never by how much they count.
 * @param {Model} model @param {"teams"|"items"} parts
 */
export function split(model, parts) {
  const { doc, period, names } = model;
  const columns = ["inspections", "problems", "filed", "penalties", ...(period ? [] : ["open"])];
  const entries = Object.entries(doc[parts] ?? {}).sort(
    ([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || order(idA) - order(idB) || idA.localeCompare(idB, "en"),
  );
  return panel(
    { key: parts === "teams" ? "panel.teams" : "panel.items", note: period ? names.period : names.year, canFold: true },
    html`<div class="scroll" tabindex="0">
      <table class="parts">
        <thead>
          <tr>
            <th>${t(parts === "teams" ? "col.team" : "col.item")}</th>
            ${columns.map((name) => html`<th class="right">${t(`col.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            entries,
            ([id]) => id,
            ([id, part]) => line(model, parts, columns, id, part),
          )}
        </tbody>
      </table>
    </div>`,
  );
}

/** @param {Model} model @param {"teams"|"items"} parts @param {string[]} columns @param {string} id @param {Part} part */
function line({ doc, view, period }, parts, columns, id, part) {
  const inner = parts === "teams" ? "team" : "item";
  const name = nameOf(part, id);
  const counters = part.counters?.[period ? "period" : "year"];
  // Within the bureau a team or an item has a view of its own.
  const scope = view.startsWith("jurisdiction/") ? { view: parts === "teams" ? viewOf(id, part) : `item/${id}` } : { view, [inner]: id };
  const of = (/** @type {string} */ counter) => ({ ...scope, counter, period: period ?? doc.day.slice(0, 4) });
  /** @type {Record<string, [number, any]>} */
  const shown = {
    inspections: [sum(counters, INSPECTIONS), of(INSPECTIONS.join(","))],
    problems: [figure(counters, "inspectionsWithProblem"), of("inspectionsWithProblem")],
    filed: [figure(counters, "casesFiled"), of("casesFiled")],
    penalties: [figure(counters, "penalties"), of("penalties")],
    open: [part.open?.cases ?? 0, { ...scope, open: "cases" }],
  };
  // Of a closed period there is nothing but what was told.
  const isSilent = !period && isUnheard(part, parts);
  return html`<tr>
    <th scope="row">
      <a href=${parts === "teams" ? memberHref(id, part) : itemHref(id)}
        >${parts === "items" ? (/^S\d+$/.test(id) ? `${id} ` : "") + itemTitle(name) : name}</a
      >
    </th>
    ${columns.map((column) => {
      const [value, query] = shown[column];
      return html`<td class="right">
        ${number(isSilent ? NONE : count(value), isSilent ? null : query, `${name} ${t(`col.${column}`)}`)}
      </td>`;
    })}
  </tr>`;
}

/** @param {string} id */
function order(id) {
  return /^[ST]\d+$/.test(id) ? 0 : 1;
}
