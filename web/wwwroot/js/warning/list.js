import { levelText } from "../warning-texts.js";
import { count, dueText, eventsText, stamp } from "../format.js";
import { known, t } from "../i18n.js";
import { recordHref } from "../links.js";
import { html, nothing, repeat } from "../lit.js";
import { keyOf, SIZE } from "./rows.js";

/** @typedef {import("../evidence.js").Row} Row */
/** @typedef {import("./picture.js").Model} Model */

const COLUMNS = ["col.level", "col.kind", "col.id", "col.due", "col.left", "col.since", "col.acknowledged"];

/**
 * The warnings of an open card; those not yet taken note of can be picked together.
 * @param {Model} model @param {import("../warnings.js").Fold} one
 */
export function list({ doc, filter, open, ask }, one) {
  const rows = /** @type {ReturnType<typeof import("./rows.js").rowList>} */ (open.get(one.key));
  const { list: found, picked } = rows;
  const wanted = filter.acknowledged;
  const shown = (found.rows ?? []).filter((row) => !wanted || (wanted === "yes") === Boolean(row.acknowledged));
  const free = shown.filter((row) => !row.acknowledged);
  const chosen = free.filter((row) => picked.has(keyOf(row)));
  const target = (/** @type {Row} */ row) => ({ rule: one.rule, kind: row.kind, id: row.id });
  const checked = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).checked;
  return html`<div class="scroll" tabindex="0">
      <table class="cards">
        <thead>
          <tr>
            <th>
              <input
                type="checkbox"
                aria-label=${t("acknowledge.pickAll")}
                .checked=${free.length > 0 && chosen.length === free.length}
                ?disabled=${free.length === 0}
                @change=${(/** @type {Event} */ event) => rows.pick(free, checked(event))}
              />
            </th>
            ${COLUMNS.map((key) => html`<th>${t(key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(shown, keyOf, (row) =>
            line(row, doc.day, {
              isPicked: picked.has(keyOf(row)),
              pick: (event) => rows.pick([row], checked(event)),
              acknowledge: () => ask([target(row)]),
            }),
          )}
        </tbody>
      </table>
    </div>
    <p class="soft" role="status">${sayOf(found, shown)}</p>
    <p class="pager">
      ${
        found.next === null
          ? nothing
          : html`<button type="button" class="action" @click=${rows.more}>
              ${t("warning.moreRows", { count: Math.min(SIZE, Math.max(0, found.total - (found.rows?.length ?? 0))) })}
            </button>`
      }
      ${
        chosen.length === 0
          ? nothing
          : html`<button type="button" class="action" @click=${() => ask(chosen.map(target))}>
              ${t("acknowledge.picked", { count: count(chosen.length) })}
            </button>`
      }
    </p>`;
}

/** @param {ReturnType<typeof import("./rows.js").rowList>["list"]} found @param {Row[]} shown */
function sayOf({ rows, total, failure }, shown) {
  if (failure) {
    return t("evidence.failed", { reason: failure });
  }
  if (rows === null) {
    return t("warning.loading");
  }
  return shown.length === 0 ? t("warning.noneMatch") : t("evidence.loaded", { loaded: count(rows.length), total: count(total) });
}

/** @param {Row} row @param {string} today @param {{isPicked: boolean, pick: (event: Event) => void, acknowledge: () => void}} does */
function line(row, today, { isPicked, pick, acknowledge }) {
  const { kind, id, level, due, since, acknowledged } = row;
  return html`<tr>
    <td>
      ${
        acknowledged
          ? nothing
          : html`<input type="checkbox" aria-label=${t("acknowledge.pick", { id })} .checked=${isPicked} @change=${pick} />`
      }
    </td>
    <td class="stage level" data-level=${level ?? "none"} data-label=${t("col.level")}>${level ? levelText(level) : ""}</td>
    <td data-label=${t("col.kind")}>${known(`kind.${kind}`, kind)}</td>
    <td data-label=${t("col.id")}><a class="digits" href=${recordHref(kind, id)}>${id}</a></td>
    <td class="digits" data-label=${t("col.due")}>${due ?? ""}</td>
    <td class="stage" data-label=${t("col.left")}>${due ? dueText(due, today) : eventsText(row)}</td>
    <td class="digits" data-label=${t("col.since")}>${since ? stamp(since).slice(0, 16) : ""}</td>
    <td class="stage" data-label=${t("col.acknowledged")}>
      ${
        acknowledged
          ? `◐ ${t("warning.acknowledged.row")}`
          : html`<button type="button" class="action small" @click=${acknowledge}>${t("acknowledge.one")}</button>`
      }
    </td>
  </tr>`;
}
