import { request } from "../api.js";
import { element } from "../dom.js";
import { count, typeOf, yuan } from "../format.js";
import { inLanguage, known, t } from "../i18n.js";
import { href } from "../links.js";
import { cell, table } from "../table.js";

const ASK_EVERY = 400;

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
  return element(
    "div",
    { class: "report", "data-state": report.state, "data-dry": String(report.dryRun) },
    isOver ? null : element("progress", { max: 1, value: report.progress ?? null, "aria-label": t("import.progress") }),
    report.problem ? element("p", { class: "failure", role: "alert", text: inLanguage(report.problem) }) : null,
    element("p", { class: "sums", text: sentence(report) }),
    report.quarantinedByCode.V2 ? element("p", { class: "not-cleared", text: t("import.v2") }) : null,
    ...report.remarks.map((/** @type {any} */ remark) => element("p", { class: "soft", text: inLanguage(remark) })),
    report.errorCount > 0 ? errors(report) : null,
    report.shown.length > 0 ? events(report.shown) : null,
    isOver && !report.dryRun && report.state === "done" ? onward(report, mayOpen) : null,
  );
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
  const list = table(["import.line", "import.error"]);
  list.draw(
    report.errors.map((/** @type {any} */ error, /** @type {number} */ index) => ({ ...error, index })),
    (error) => String(error.index),
    (error) => [
      cell("digits first", String(error.line)),
      cell("about", error.code ? t("import.aside", { code: error.code, reason: inLanguage(error.sentence) }) : inLanguage(error.sentence)),
    ],
  );
  return element(
    "section",
    { class: "errors" },
    element("h3", { text: t("import.errors", { count: count(report.errorCount), shown: report.errors.length }) }),
    list.node,
    element("a", { class: "action", href: href(`/api/imports/${report.id}/errors`), download: "", text: t("import.errorFile") }),
  );
}

/** Rows as events, as a trial has them. @param {any[]} shown */
function events(shown) {
  const lines = [...new Set(shown.map(({ line }) => line))];
  return element(
    "section",
    {},
    element("h3", { text: t("import.shown", { rows: lines.length, count: shown.length }) }),
    asEvents(lines.map((line) => ({ line, events: shown.filter((one) => one.line === line).map((one) => one.event), problem: null }))),
  );
}

/**
 * Rows as the events they are, a line for each row, with what is wrong with it.
 * @param {{line: number, events: any[], problem: any}[]} rows
 */
export function asEvents(rows) {
  const list = table(["import.line", "col.id", "import.about", "col.team", "col.item", "import.events", "import.data"]);
  list.draw(
    rows,
    ({ line }) => String(line),
    ({ line, events: all, problem }) => [
      cell("digits first", String(line)),
      cell("digits", String(all[0]?.subject ?? "")),
      cell("about", nameIn(all[0]?.data ?? {})),
      cell("digits", all[0]?.teamid ?? ""),
      cell("digits", all[0]?.itemcode ?? ""),
      cell("about", all.map(told).join(" · "), problem ? element("p", { class: "failure", text: inLanguage(problem) }) : null),
      cell("about", all.length === 0 ? "" : whole(all)),
    ],
  );
  list.node.classList.add("as-events");
  return list.node;
}

/** @param {any[]} all */
function whole(all) {
  return element("details", {}, element("summary", { text: "JSON" }), element("pre", { text: JSON.stringify(all, null, 1) }));
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
  const kinds = mayOpen ? report.kinds : [];
  return element(
    "p",
    { class: "buttons" },
    element("a", { class: "action strong", href: href("/bureau"), text: t("import.toFigures") }),
    ...kinds.map((/** @type {string} */ kind) =>
      element("a", {
        class: "action",
        href: href("/subjects", { kind }),
        text: t("import.toRecords", { kind: known(`kind.${kind}`, kind) }),
      }),
    ),
    mayOpen && report.quarantined > 0 ? element("a", { class: "action", href: href("/quarantine"), text: t("nav.quarantine") }) : null,
    element("a", { class: "action", href: href("/setup"), text: t("register.back") }),
  );
}
