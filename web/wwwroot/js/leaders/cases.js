import { OPEN_STAGES } from "../catalogue.js";
import { request } from "../api.js";
import { itemTitle, splitName } from "../format.js";
import { known, nameOf, t, titleText } from "../i18n.js";
import { subjectHref } from "../links.js";
import { html, nothing, repeat } from "../lit.js";
import { daysBetween } from "../time.js";
import { turner } from "../turner.js";
import { teamOf } from "../warning-texts.js";
import { asked } from "./asked.js";
import { panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */

/** The list is fetched again at most this often while the figures move, in ms. */
const LIST_AFTER = 2_000;

const SIZE = matchMedia("(max-width: 700px)").matches ? 5 : 20;

/**
 * The open cases behind a page, by the page and by stage: what is asked for, and what was answered.
 * @param {string} kind @param {string} id @param {() => void} onAnswer
 */
export function openCases(kind, id, onAnswer) {
  const wanted = { page: 1, stage: "" };
  const list = asked(
    async () => {
      const query = new URLSearchParams({
        kind: "case",
        ...(kind === "jurisdiction" ? {} : { [kind]: id }),
        open: "true",
        page: String(wanted.page),
        size: String(SIZE),
        ...(wanted.stage ? { stage: wanted.stage } : {}),
      });
      const answer = await request(`/api/subjects?${query}`);
      const pages = Math.max(1, Math.ceil(answer.total / answer.size));
      if (wanted.page > pages) {
        wanted.page = pages;
        window.setTimeout(list.put);
      }
      return { ...answer, pages };
    },
    LIST_AFTER,
    onAnswer,
  );
  return {
    wanted,
    state: list.state,
    look: list.look,
    /** @param {number} step */
    turn(step) {
      wanted.page += step;
      list.put();
    },
    /** @param {string} stage */
    narrow(stage) {
      Object.assign(wanted, { stage, page: 1 });
      list.put();
    },
  };
}

/** The open cases, oldest procedure first by the server's order. @param {Model} model */
export function cases({ doc, kind, cases: list }) {
  const { answer, failure, isRefused } = list.state;
  const columns = ["col.id", "col.stage", kind === "team" ? "col.item" : "col.team", "col.first", "col.age", "col.title"];
  const stages = ["", ...OPEN_STAGES];
  const note = failure
    ? isRefused
      ? `○ ${t("duties.refused")}`
      : t("banner.request", { reason: failure })
    : !answer
      ? t("table.loading")
      : "";
  return panel(
    {
      key: "panel.openList",
      onward: html`<label class="filter"
        ><select
          aria-label=${t("filter.stage")}
          @change=${(/** @type {Event} */ event) => list.narrow(/** @type {HTMLSelectElement} */ (event.target).value)}
        >
          ${stages.map((stage) => html`<option value=${stage}>${stage ? t(`stage.${stage}`) : t("filter.all")}</option>`)}
        </select></label
      >`,
    },
    html`<div class="scroll" tabindex="0">
        <table class="cards">
          <thead>
            <tr>
              ${columns.map((key) => html`<th class=${key === "col.age" ? "right" : ""}>${t(key)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              /** @type {any[]} */ (answer?.rows ?? []),
              (row) => row.id,
              (row) => line(row, columns, kind, doc),
            )}
          </tbody>
        </table>
      </div>
      ${note || answer?.rows.length === 0 ? html`<p class="soft">${note || t("table.empty")}</p>` : nothing}
      ${answer ? turner(answer, list.turn) : nothing}`,
  );
}

/** @param {any} row @param {string[]} columns @param {string} kind @param {Model["doc"]} doc */
function line(row, columns, kind, doc) {
  const place = kind === "team" ? itemTitle(nameOf(doc.items?.[row.item], row.item)) : splitName(teamOf(row, doc)).main;
  const texts = [
    ["stage", known(`stage.${row.stage}`, row.stage)],
    ["place", place],
    ["digits first", row.firstDay ?? ""],
    ["digits right", row.firstDay ? t("age.days", { days: daysBetween(row.firstDay, doc.day) }) : ""],
    ["about", titleText(row.title)],
  ];
  return html`<tr>
    <td data-label=${t(columns[0])}><a class="digits" href=${subjectHref("case", row.id)}>${row.id}</a></td>
    ${texts.map(
      ([name, text], index) => html`<td class=${name} data-label=${t(columns[index + 1])} ?data-empty=${text === ""}>${text}</td>`,
    )}
  </tr>`;
}
