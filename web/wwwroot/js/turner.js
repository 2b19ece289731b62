import { pageText } from "./format.js";
import { t } from "./i18n.js";
import { html } from "./lit.js";

/**
 * Where a list of several pages stands, and the way to the next.
 * @param {{page: number, pages: number, total: number}} list @param {(step: number) => void} turn
 */
export function turner({ page, pages, total }, turn) {
  return html`<p class="pager">
    <span class="soft digits">${pageText(page, pages, total)}</span><span class="spring"></span>
    <button type="button" class="action" ?disabled=${page <= 1} @click=${() => turn(-1)}>${t("table.previous")}</button>
    <button type="button" class="action" ?disabled=${page >= pages} @click=${() => turn(1)}>${t("table.next")}</button>
  </p>`;
}
