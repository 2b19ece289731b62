import { request } from "../api.js";
import { count, typeOf, yuan } from "../format.js";
import { inLanguage, known, t } from "../i18n.js";
import { lines } from "../lines.js";
import { href } from "../links.js";
import { html, nothing } from "../lit.js";

const ASK_EVERY = 400;

const COLUMNS = ["import.line", "col.id", "import.about", "col.team", "col.item", "import.events", "import.data"];

/**
 * Follows an import to its end.
 * @param {string} id @param {(report: any) => void} shown every time it has gone on
 * @returns {Promise<any>} the report
 */
export async function follow(id, shown) {
  for (;;) {
    const report = await request(`/api/imports/${id}`);
    shown(report);
    if (report.state === "done" || report.state === "failed") {
      return report;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
  }
}

/** How an import stands. @param {any} report @param {boolean} mayOpen whether the reader may open records */
export function drawn(report, mayOpen) {
  const isOver = report.state === "done" || report.state === "failed";
  return html`<div class="report" data-state=${report.state} data-dry=${String(report.dryRun)}>
    ${isOver ? nothing : html`<progress max="1" value=${report.progress ?? nothing} aria-label=${t("import.progress")}></progress>`}
    ${report.problem ? html`<p class="failure" role="alert">${inLanguage(report.problem)}</p>` : nothing}
    <p class="sums">${sentence(report)}</p>
    ${report.quarantinedByCode.V2 ? html`<p class="not-cleared">${t("import.v2")}</p>` : nothing}
    ${report.remarks.map((/** @type {any} */ remark) => html`<p class="soft">${inLanguage(remark)}</p>`)}
    ${report.errorCount > 0 ? errors(report) : nothing} ${report.shown.length > 0 ? events(report.shown) : nothing}
    ${!report.dryRun && report.state === "done" ? onward(report, mayOpen) : nothing}
  </div>`;
}

/** @param {any} report */
function sentence(report) {
  const numbers = {
    rows: count(report.rows),
    events: count(report.events),
    accepted: count(report.accepted),
    duplicates: count(report.duplicates),
    quarantined: count(report.quarantined),
    wrong: count(report.rowsFailed),
  };
  return t(report.dryRun ? "import.sums.dry" : "import.sums", numbers);
}

/** @param {any} report */
function errors(report) {
  const all = /** @type {any[]} */ (report.errors);
  return html`<section class="errors">
    <h3>${t("import.errors", { count: count(report.errorCount), shown: all.length })}</h3>
    ${lines(
      ["import.line", "import.error"],
      all,
      (error) => String(all.indexOf(error)),
      ({ line, code, sentence }) => [
        ["digits first", line],
        ["about", code ? t("import.aside", { code, reason: inLanguage(sentence) }) : inLanguage(sentence)],
      ],
    )}
    <a class="action" href=${href(`/api/imports/${report.id}/errors`)} download>${t("import.errorFile")}</a>
  </section>`;
}

/** Rows as events, as a trial has them. @param {any[]} shown */
function events(shown) {
  const rows = [...new Set(shown.map(({ line }) => line))];
  return html`<section>
    <h3>${t("import.shown", { rows: rows.length, count: shown.length })}</h3>
    ${asEvents(rows.map((line) => ({ line, events: shown.filter((one) => one.line === line).map((one) => one.event), problem: null })))}
  </section>`;
}

/**
 * Rows as the events they are, a line for each row, with what is wrong with it.
 * @param {{line: number, events: any[], problem: any}[]} rows
 */
export function asEvents(rows) {
  return html`<div class="as-events">
    ${lines(
      COLUMNS,
      rows,
      ({ line }) => String(line),
      ({ line, events: all, problem }) => [
        ["digits first", line],
        ["digits", all[0]?.subject ?? ""],
        ["about", nameIn(all[0]?.data ?? {})],
        ["digits", all[0]?.teamid ?? ""],
        ["digits", all[0]?.itemcode ?? ""],
        ["about", html`${all.map(told).join(" · ")}${problem ? html`<p class="failure">${inLanguage(problem)}</p>` : nothing}`],
        ["about", all.length === 0 ? "" : whole(all)],
      ],
    )}
  </div>`;
}

/** @param {any[]} all */
function whole(all) {
  return html`<details>
    <summary>JSON</summary>
    <pre>${JSON.stringify(all, null, 1)}</pre>
  </details>`;
}

/** Whom or what an event is about, by name. @param {any} data */
function nameIn(data) {
  return data.party?.displayName ?? data.name ?? data.certNo ?? "";
}

/** What an event tells, with its day and its money. @param {any} event */
function told(event) {
  const type = typeOf(event.type);
  const fen = event.data.fine || event.data.amount;
  return [known(`event.${type}`, type), dayOf(event.data), fen ? t("import.yuan", { yuan: yuan(fen) }) : ""].filter(Boolean).join(" ");
}

/** The day an event tells of: the first text among its data that is one. @param {Record<string, unknown>} data */
function dayOf(data) {
  const day = Object.values(data).find((value) => typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value));
  return typeof day === "string" ? day.slice(0, 10) : "";
}

/** Where what came in is to be seen. @param {any} report @param {boolean} mayOpen */
function onward(report, mayOpen) {
  const link = (/** @type {string} */ address, /** @type {string} */ text) => html`<a class="action" href=${address}>${text}</a>`;
  const kinds = mayOpen ? report.kinds : [];
  return html`<p class="buttons">
    <a class="action strong" href=${href("/bureau")}>${t("import.toFigures")}</a>
    ${kinds.map((/** @type {string} */ kind) =>
      link(href("/subjects", { kind }), t("import.toRecords", { kind: known(`kind.${kind}`, kind) })),
    )}
    ${mayOpen && report.quarantined > 0 ? link(href("/quarantine"), t("nav.quarantine")) : nothing}
    ${link(href("/setup"), t("register.back"))}
  </p>`;
}
