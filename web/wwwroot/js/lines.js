import { t } from "./i18n.js";
import { html, nothing, repeat } from "./lit.js";

/**
 * A table with its words above the columns; on a phone each row is a card, whose cells are named by these words.
 *
 * @template Row
 * @param {string[]} columns keys of the words
 * @param {Row[]|null} rows  null until they are here
 * @param {(row: Row) => string} keyOf
 * @param {(row: Row) => [string, unknown][]} cells  class and content of each
 * @param {string} [empty]  key of what is said where there are none
 */
export function lines(columns, rows, keyOf, cells, empty = "table.empty") {
  const note = rows === null ? t("table.loading") : rows.length === 0 ? t(empty) : "";
  return html`<div class="scroll" tabindex="0">
      <table class="cards">
        <thead>
          <tr>
            ${columns.map((key) => html`<th>${t(key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            rows ?? [],
            keyOf,
            (row) =>
              html`<tr>
                ${cells(row).map(
                  ([name, content], index) =>
                    html`<td class=${name} data-label=${t(columns[index])} ?data-empty=${content === ""}>${content}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${note ? html`<p class="soft">${note}</p>` : nothing}`;
}

/** What went wrong, as a sentence. @param {unknown} error */
export function sentenceOf(error) {
  return error instanceof Error ? error.message : String(error);
}
