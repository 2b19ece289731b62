import { count, NONE, rate } from "../format.js";
import { lang, nameOf, t } from "../i18n.js";
import { html, nothing } from "../lit.js";

/**
 * The yearly tables as the server tabulates them.
 * @typedef {{name: string, nameEn?: string}} Named
 * @typedef {{id: string, unit: "count"|"fen"|"rate"|"stated", value: number|null, of?: number, rows?: number, stated?: string|null,
 *   address?: string}} Cell
 * @typedef {Named & {id: string, group?: string|null, groupEn?: string}} Column
 * @typedef {Named & {id: string, columns: Column[], rows: (Named & {id: string, cells: Cell[]})[], notes: Named[]}} Table
 */

const FEN_OF_WAN = 1_000_000;

/** Known by no ledger: somebody states it. */
const STATED = "※";

/** 万元 with two decimals, rounded once from the fen. @param {number} fen */
export function wan(fen) {
  const hundredths = Math.round(fen / (FEN_OF_WAN / 100));
  return `${count(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, "0")}`;
}

/** A number as the form has it. @param {Cell} cell */
export function numberText({ unit, value, of = 0, stated }) {
  if (unit === "stated" || value === null) {
    return `${stated ?? ""}${STATED}`;
  }
  return unit === "fen" ? wan(value) : unit === "rate" ? rate({ numerator: value, denominator: of }) : count(value);
}

/** As it is published, in Chinese; English beside it on the English page. @param {Named} of */
export const head = ({ name, nameEn }) =>
  lang === "en" && nameEn ? html`<span lang="zh-CN">${name}</span> <small>${nameEn}</small>` : name;

/**
 * A table as it is published; every number leads to what it is made of.
 * @param {Table} table
 * @param {(cell: Cell) => string} addressOf
 * @param {string} open  id of the cell whose rows are shown; empty for none
 */
export function form({ columns, rows }, addressOf, open) {
  const groups = groupsOf(columns);
  const below = groups.filter(({ group }) => group !== null).flatMap(({ of }) => of);
  const isGrouped = below.length > 0;
  return html`<div class="scroll" tabindex="0">
    <table class="form">
      <thead>
        <tr>
          <th scope="col" rowspan=${isGrouped ? 2 : 1}>${t("tables.unit")}</th>
          ${groups.map(({ group, of }) =>
            group === null
              ? of.map((column) => html`<th scope="col" rowspan=${isGrouped ? 2 : 1}>${head(column)}</th>`)
              : html`<th scope="colgroup" colspan=${of.length}>${head(group)}</th>`,
          )}
        </tr>
        ${
          isGrouped
            ? html`<tr>
                ${below.map((column) => html`<th scope="col">${head(column)}</th>`)}
              </tr>`
            : nothing
        }
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr data-row=${row.id}>
              <th scope="row">${row.nameEn && lang === "en" ? head(row) : nameOf(row, row.id)}</th>
              ${row.cells.map((cell) => html`<td class="digits right">${number(cell, addressOf, open)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {Cell} cell @param {(cell: Cell) => string} addressOf @param {string} open */
function number(cell, addressOf, open) {
  const text = numberText(cell);
  return cell.address
    ? html`<a class="num" data-cell=${cell.id} href=${addressOf(cell)} aria-current=${cell.id === open ? "true" : nothing}>${text}</a>`
    : text;
}

/** Columns beside one another that stand under one head. @param {Column[]} columns */
function groupsOf(columns) {
  /** @type {{group: Named|null, of: Column[]}[]} */
  const groups = [];
  for (const column of columns) {
    const last = groups[groups.length - 1];
    if (last && (last.group?.name ?? null) === (column.group ?? null)) {
      last.of.push(column);
    } else {
      groups.push({ group: column.group ? { name: column.group, nameEn: column.groupEn } : null, of: [column] });
    }
  }
  return groups;
}
