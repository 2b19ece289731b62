import { levelText, teamOf } from "../warning-texts.js";
import { dueText, shortDay } from "../format.js";
import { known, nameOf, t, titleText } from "../i18n.js";
import { itemHref, newOrderHref, recordHref, teamHref } from "../links.js";
import { html, nothing } from "../lit.js";
import { warningName } from "../rules.js";
import { dayOf } from "../time.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/**
 * A record behind a number.
 * @param {Row} row @param {ViewDocument|null} doc @param {string[]} heads what its columns are called @param {boolean} isWarning
 * @param {string|null} amount where records count differently
 */
export function line(row, doc, heads, isWarning, amount) {
  const cells = [
    ["digits", row.day ?? ""],
    ["kind", known(`kind.${row.kind}`, row.kind)],
    [
      "",
      html`<a class="digits" href=${recordHref(row.kind, row.id)}>${row.id}</a> ${
          row.kind === "order" ? nothing : html`<a class="issue" href=${orderOn(row)}>${t("order.open")}</a>`
        }`,
    ],
    ...(isWarning ? warned(row, doc) : []),
    ["team", row.team ? html`<a href=${teamHref(row.team)}>${teamOf(row, doc)}</a>` : ""],
    ["item", row.item ? html`<a href=${itemHref(row.item)}>${nameOf(doc?.items?.[row.item], row.item)}</a>` : ""],
    ["stage", row.stage ? known(`stage.${row.stage}`, row.stage) : ""],
    ...(amount === null ? [] : [["digits right", amount]]),
    ["about", row.conflict ? `▲ ${t("case.double")} ${titleText(row.title)}` : titleText(row.title)],
  ];
  return html`<tr>
    ${cells.map(
      ([name, text], index) =>
        html`<td
          class=${name}
          data-label=${heads[index]}
          ?data-empty=${text === ""}
          data-level=${name === "stage level" ? (row.level ?? "none") : nothing}
        >
          ${text}
        </td>`,
    )}
  </tr>`;
}

/** The form of a supervision order on it; what it is about is said without names. @param {Row} row */
const orderOn = ({ team, rule, kind, id, level }) =>
  newOrderHref({ team, rule, title: rule ? warningName(rule) : known(`kind.${kind}`, kind), targets: [`${kind}/${id}`], level });

/** @param {Row} row @param {ViewDocument|null} doc @returns {[string, string][]} */
function warned({ rule, level, due, since, acknowledged }, doc) {
  const when = due
    ? `${due} ${dueText(due, doc?.day ?? dayOf(Date.now()))}`
    : since
      ? t("warning.since", { day: shortDay(dayOf(Date.parse(since))) })
      : "";
  return [
    ["rule", rule ? warningName(rule) : ""],
    ["stage level", level ? levelText(level) : ""],
    ["stage digits", when],
    ["stage", t(acknowledged ? "warning.acknowledged.row" : "warning.unacknowledged")],
  ];
}
