import { request } from "../api.js";
import { element } from "../dom.js";
import { count } from "../format.js";
import { known, t } from "../i18n.js";
import { href } from "../links.js";
import { typeOf } from "../parts.js";
import { cell, table } from "../table.js";
import { inLanguage } from "./server.js";

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

/** The first rows as events, a line for each row. @param {any[]} shown */
function events(shown) {
  const list = table(["import.line", "col.id", "col.team", "col.item", "import.events", "import.data"]);
  const lines = [...new Set(shown.map(({ line }) => line))];
  list.draw(
    lines.map((line) => ({ line, events: shown.filter((one) => one.line === line).map((one) => one.event) })),
    ({ line }) => String(line),
    ({ line, events: [first, ...others] }) => [
      cell("digits first", String(line)),
      cell("digits", String(first.subject ?? "")),
      cell("digits", first.teamid ?? ""),
      cell("digits", first.itemcode ?? ""),
      cell("about", [first, ...others].map(told).join(" · ")),
      cell(
        "about",
        element("details", {}, element("summary", { text: "JSON" }), element("pre", { text: JSON.stringify([first, ...others], null, 1) })),
      ),
    ],
  );
  return element("section", {}, element("h3", { text: t("import.shown", { rows: lines.length, count: shown.length }) }), list.node);
}

/** What an event tells, with its day. @param {any} event */
function told(event) {
  const type = typeOf(event.type);
  return `${known(`event.${type}`, type)} ${dayOf(event.data)}`;
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
