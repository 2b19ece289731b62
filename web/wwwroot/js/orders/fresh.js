import { t } from "../i18n.js";
import { html } from "../lit.js";
import { panel } from "../leaders/panel.js";
import { actForm } from "../act-form.js";

/** @typedef {import("../act-form.js").Field} Field */

/** What the form of a new order asks for, in the order in which one thinks of it. */
const FIELDS = /** @type {Field[]} */ ([
  { name: "teamId", sort: "team", required: true, most: 40, words: [] },
  { name: "coTeams", sort: "codes", required: false, most: 20, words: [] },
  { name: "targets", sort: "subjects", required: true, most: 200, words: [] },
  { name: "title", sort: "text", required: true, most: 200, words: [] },
  { name: "severity", sort: "word", required: true, most: 0, words: ["Breach", "Red", "Yellow", "General"] },
  { name: "rule", sort: "text", required: false, most: 10, words: [] },
  { name: "demand", sort: "prose", required: true, most: 1000, words: [] },
  { name: "due", sort: "day", required: false, most: 0, words: [] },
  { name: "listed", sort: "flag", required: false, most: 0, words: [] },
]);

/**
 * The form of a new order.
 * @param {object} of
 * @param {Record<string, string>} of.said
 * @param {[string, string][]} of.teams
 * @param {boolean} of.mayList
 * @param {string} of.failure
 * @param {boolean} of.isSending
 * @param {(data: Record<string, unknown>) => void} of.send
 */
export function freshOrder({ said, teams, mayList, failure, isSending, send }) {
  const fields = FIELDS.filter(({ name }) => name !== "listed" || mayList);
  return panel(
    { key: "order.new" },
    html`<p class="soft">${t("order.new.note")}</p>
      ${actForm({ name: "issue", fields, said, teams, failure, isSending, send })}`,
  );
}
