import { MONEY } from "../catalogue.js";
import { definitionOf, isMoney } from "../definition.js";
import { partNumber, queryText } from "../figures.js";
import { amount, count, yuan } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing, repeat } from "../lit.js";
import { definition } from "../meaning.js";
import { isMoneyPart, metricRule, partsOf } from "../rules.js";
import { line } from "./line.js";
import { hasMore, isCounted } from "./rows.js";
import { titleOf } from "./title.js";

/** @typedef {import("../figures.js").Query} Query */
/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/**
 * What the drawer is drawn from.
 *
 * @typedef {object} Open
 * @property {Query} query
 * @property {ViewDocument|null} doc      what the page shows
 * @property {ViewDocument|null} holder   the document that shows the number: that, or one of a period beside it
 * @property {import("./rows.js").Found|null} found
 * @property {number|null} onScreen       the number as it is shown; null where it is not
 * @property {number|null} fact           what the records say it is; null until they are here
 * @property {{state: "ok"|"bad"|"none", shape: string, text: string}} verdict
 * @property {string} failure
 * @property {boolean} isBusy             the next page is under way
 * @property {() => void} more
 * @property {() => void} again
 */

/**
 * A number: what it means and rests on, the other parts of its metric, whether its records add up to it, and each of them.
 * @param {Open} open
 */
export function drawer(open) {
  const { query, doc, found, onScreen, fact, verdict, failure, more, again, isBusy } = open;
  const rows = found?.rows ?? [];
  const isFen = isMoney(query);
  const isAmount = isFen || isCounted(rows);
  const text = (/** @type {number|null} */ value) => (value === null ? "—" : isFen ? yuan(value) : count(value));
  return html`<div class="sheet">
    <header>
      <div>
        <p class="soft">${t("evidence.title")}</p>
        <h2 id="evidence-title">${titleOf(query, doc)}</h2>
        <p class="soft">${query.age ? t("evidence.age.note") : ""}</p>
      </div>
      <form method="dialog"><button class="action">${t("evidence.close")}</button></form>
    </header>
    ${definition(definitionOf(query, doc?.rulesVersion))} ${sides(open)}
    <div class="numbers">
      <p><span>${t("evidence.shown")}</span><b class="digits">${text(onScreen)}</b></p>
      <p><span>${t(isAmount ? "evidence.sum" : "evidence.total")}</span><b class="digits">${text(fact)}</b></p>
      <p class="check" role="status" data-state=${verdict.state}><i>${verdict.shape}</i><span>${verdict.text}</span></p>
    </div>
    ${
      failure
        ? html`<p class="failure" role="alert">
            <span>${t("evidence.failed", { reason: failure })}</span>
            <button type="button" class="action" @click=${again}>${t("evidence.retry")}</button>
          </p>`
        : nothing
    }
    <div class="scroll" tabindex="0" role="region" aria-labelledby="evidence-title">
      ${table(open, isFen, isAmount)} ${found && rows.length === 0 ? html`<p class="soft">${t("evidence.empty")}</p>` : nothing}
    </div>
    <footer>
      <span class="soft"
        >${
          found
            ? t(isAmount ? "evidence.listed" : "evidence.loaded", { loaded: count(rows.length), total: count(found.total) })
            : t("table.loading")
        }</span
      >
      ${
        found && hasMore(found)
          ? html`<button type="button" class="action" ?disabled=${isBusy} @click=${more}>${t("evidence.more")}</button>`
          : nothing
      }
    </footer>
  </div>`;
}

/** The other parts of the same metric, each with its number, one click away. @param {Open} open */
function sides({ query, holder }) {
  const rule = metricRule(query.metric ?? "");
  const parts = query.metric ? partsOf(rule) : [];
  const value = holder?.view === query.view ? holder.metrics?.[query.metric ?? ""] : undefined;
  return parts.length < 2
    ? nothing
    : html`<div class="sides" role="group" aria-label=${t("evidence.sides")}>
        ${parts.map(
          (part) =>
            html`<button
              type="button"
              class="action"
              aria-pressed=${String(part === (query.part ?? "numerator"))}
              data-opens=${queryText({ ...query, part })}
            >
              ${t(`metric.${part}`)} ${value ? (isMoneyPart(rule, part) ? yuan : count)(partNumber(value, part)) : ""}
            </button>`,
        )}
      </div>`;
}

/** @param {Open} open @param {boolean} isFen @param {boolean} isAmount */
function table({ query, doc, found }, isFen, isAmount) {
  const isWarning = Boolean(query.warning ?? query.due);
  const columns = [
    ...["col.day", "col.kind", "col.id"],
    ...(isWarning ? ["col.rule", "col.level", "col.due", "col.acknowledged"] : []),
    ...["col.team", "col.item", "col.stage"],
    ...(isAmount ? [isFen ? "col.amountFen" : "col.amount"] : []),
    "col.title",
  ];
  const heads = columns.map((key) => t(key));
  const amountOf = (/** @type {import("./rows.js").Row} */ row) => (isAmount ? amount(isFen ? MONEY : "", row.amount ?? 1) : null);
  return html`<table class="cards">
    <thead>
      <tr>
        ${columns.map((key) => html`<th class=${key.startsWith("col.amount") ? "right" : ""}>${t(key)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        found?.rows ?? [],
        (row, index) => `${index}/${row.kind}/${row.id}/${row.rule ?? ""}`,
        (row) => line(row, doc, heads, isWarning, amountOf(row)),
      )}
    </tbody>
  </table>`;
}
