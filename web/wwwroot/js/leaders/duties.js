import { queryText, warningCount } from "../figures.js";
import { levelText, teamOf, teamText } from "../warning-texts.js";
import { count, dueText, NONE, shortDay, splitName } from "../format.js";
import { known, t, titleText } from "../i18n.js";
import { newOrderHref, recordHref } from "../links.js";
import { html, nothing, repeat } from "../lit.js";
import { limitRule, textOf, warningRule, warningTitle } from "../rules.js";
import { dayOf } from "../time.js";
import { number } from "../wall/number.js";
import { dueIn, dueSoon, nextStep } from "./answers.js";
import { panel } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("../evidence.js").Row} Row */

/** So many stand on the page; all of them stand behind the number. */
const MOST = 8;

/** What is late, or was done against the law. @param {Model} model */
export function late(model) {
  const { doc, view, duties } = model;
  const rows = duties.answer?.late;
  const fresh = (rows ?? []).filter((row) => isOfToday(row, doc.day)).length;
  return list(model, {
    key: "panel.late",
    rows,
    total: warningCount(doc.warnings, "all", "breach"),
    query: { view, warning: "all", level: "breach" },
    note: fresh > 0 ? t("late.today", { count: fresh }) : "",
    none: t("late.none"),
  });
}

/** What falls due within a week. @param {Model} model */
export function due(model) {
  const { doc, view, duties } = model;
  const soon = dueSoon(doc.day);
  return list(model, {
    key: "panel.due",
    rows: duties.answer?.due,
    total: dueIn(doc, duties.answer, soon),
    query: { view, due: soon },
    isCounted: doc.deadlines !== undefined,
    note: t("due.until", { day: shortDay(soon.slice(-10)) }),
    none: t("due.none"),
  });
}

/**
 * @param {Model} model
 * @param {{key: string, rows: Row[]|undefined, total: number|null, query: import("../figures.js").Query, isCounted?: boolean,
 *   note: string, none: string}} of  isCounted: the document has that number
 */
function list({ doc, duties }, { key, rows, total, query, isCounted = true, note, none }) {
  const shown = (rows ?? []).slice(0, MOST);
  return panel(
    { key, note: html`${number(total === null ? NONE : count(total), isCounted ? query : null, t(key))} ${note}` },
    html`<ol class="duties">
        ${repeat(
          shown,
          (row) => `${row.rule}/${row.kind}/${row.id}`,
          (row) => line(row, doc),
        )}
      </ol>
      ${
        duties.failure
          ? html`<p class="soft">○ ${duties.isRefused ? t("duties.refused") : t("banner.request", { reason: duties.failure })}</p>`
          : rows === undefined
            ? html`<p class="soft">${t("table.loading")}</p>`
            : total === 0
              ? html`<p class="none" ?data-unheard=${doc.unheard}>${doc.unheard ? `○ ${t("warning.unheard")}` : `✓ ${none}`}</p>`
              : nothing
      }
      ${
        (rows?.length ?? 0) > MOST
          ? html`<button type="button" class="action" data-opens=${queryText(query)}>
              ${t("duties.all", { count: count(total ?? 0) })}
            </button>`
          : nothing
      }`,
  );
}

/** A case, its limit, the days that are left, whose it is, and what is to be done next. @param {Row} row @param {Model["doc"]} doc */
function line(row, doc) {
  const level = row.level ?? "none";
  const limit = textOf(limitRule(warningRule(row.rule ?? "")?.limit), "name");
  const next = nextStep(row.rule);
  const whose = [
    row.team ? splitName(teamOf(row, doc)).main : teamText(doc, ""),
    row.stage ? known(`stage.${row.stage}`, row.stage) : "",
    titleText(row.title),
  ];
  return html`<li class="duty" data-level=${level}>
    <p class="head">
      <b class="level">${levelText(level)}</b>
      <a class="digits" href=${recordHref(row.kind, row.id)}>${row.id}</a>
      <strong class="digits">${row.due ? dueText(row.due, doc.day) : row.since ? t("warning.since", { day: sinceOf(row) }) : ""}</strong>
    </p>
    <p>
      <b>${warningTitle(row.rule ?? "")}</b>
      <span class="soft">${limit}</span> <span class="soft digits">${row.due ? t("clock.due", { due: row.due }) : ""}</span>
      ${isOfToday(row, doc.day) && level === "breach" ? html`<em>${t("late.new")}</em>` : nothing}
    </p>
    <p class="soft">
      ${whose.filter(Boolean).join(" · ")}
      ${level === "breach" && row.kind !== "order" ? html`<a class="issue" href=${orderOn(row)}>${t("order.open")} ›</a>` : nothing}
    </p>
    ${next ? html`<p class="next"><span>${t("duties.next")}</span> ${next}</p>` : nothing}
  </li>`;
}

/** The form of a supervision order on it. @param {Row} row */
const orderOn = ({ team, rule, kind, id, level }) =>
  newOrderHref({ team, rule, title: warningTitle(rule ?? ""), targets: [`${kind}/${id}`], level });

/** @param {Row} row */
const sinceOf = (row) => shortDay(dayOf(Date.parse(row.since ?? "")));

/** Whether it stands since today. @param {Row} row @param {string} day */
function isOfToday({ since }, day) {
  // Of a limit that does not warn yet there is no since.
  return Boolean(since) && dayOf(Date.parse(since ?? "")) === day;
}
