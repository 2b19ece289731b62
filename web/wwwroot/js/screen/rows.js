import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { html, repeat } from "../lit.js";
import { choice } from "./fields.js";

const COLUMNS = ["number", "name", "place", "scene", "state", "resolution", "build", "delay"];

/**
 * The screens, one a row, with what they can be told.
 *
 * @param {any[]} rows
 * @param {[string, string][]} places
 * @param {[string, string][]} scenes
 * @param {object} acts  what is done with a screen
 * @param {(row: any, what: object) => void} acts.change
 * @param {(row: any, kind: string, args?: object) => void} acts.command
 * @param {(row: any) => void} acts.revoke
 */
export function screenTable(rows, places, scenes, { change, command, revoke }) {
  const line = (/** @type {any} */ row) => {
    const acts = {
      identify: () => command(row, "identify"),
      message: () => asked(t("screens.message.ask", { name: row.name }), "", (text) => command(row, "message", { text })),
      screenshot: () => command(row, "screenshot"),
      reload: () => command(row, "reload"),
      rename: () => asked(t("screens.rename.ask"), row.name, (name) => change(row, { name })),
      revoke: () => confirm(t("screens.revoke.ask", { name: row.name })) && revoke(row),
    };
    return html`<tr data-online=${row.online ? "yes" : "no"}>
      <td class="digits">${row.number}</td>
      <td>${row.name}</td>
      <td>${choice("screen.place", places, row.place, (place) => change(row, { place }))}</td>
      <td>${choice("screen.scene", scenes, row.scene, (scene) => command(row, "scene", { scene }))}</td>
      <td>${stateOf(row)}</td>
      <td class="digits">${row.resolution ?? "—"}</td>
      <td class="digits">${row.build ?? "—"}</td>
      <td class="digits">${row.delayMs.p50 === null ? "—" : `${Math.round(row.delayMs.p50)} / ${Math.round(row.delayMs.p99)} ms`}</td>
      <td class="actions">
        ${Object.entries(acts).map(
          ([key, act]) => html`<button type="button" class="action small" @click=${act}>${t(`screens.${key}`)}</button>`,
        )}
      </td>
    </tr>`;
  };
  return html`<div class="scroll" tabindex="0">
    <table class="screens">
      <thead>
        <tr>
          ${COLUMNS.map((key) => html`<th>${t(`screen.${key}`)}</th>`)}
          <th>${t("col.actions")}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(rows, ({ id }) => id, line)}
      </tbody>
    </table>
  </div>`;
}

/** @param {any} row */
function stateOf({ online, offlineSince }) {
  return online
    ? `● ${t("screen.online")}`
    : `■ ${offlineSince ? t("screen.offlineSince", { at: stamp(offlineSince) }) : t("screen.never")}`;
}

/** @param {string} sentence @param {string} present @param {(text: string) => void} take */
function asked(sentence, present, take) {
  const text = prompt(sentence, present);
  if (text) {
    take(text);
  }
}
