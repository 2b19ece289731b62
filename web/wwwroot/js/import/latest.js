import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { lines } from "../lines.js";
import { html } from "../lit.js";

const SHOWN = 10;

/** What was imported last. @param {any[]|null} reports null until they are here */
export function latest(reports) {
  const rows = reports && reports.filter(({ dryRun }) => !dryRun).slice(0, SHOWN);
  return rows?.length === 0
    ? html`<p class="soft">${t("import.noneYet")}</p>`
    : lines(
        ["audit.at", "import.fileName", "audit.actor", "import.result"],
        rows,
        ({ id }) => id,
        (report) => [
          ["digits first", stamp(report.started)],
          ["about", report.file],
          ["", report.by],
          ["about", t("import.sums", { ...report, wrong: report.rowsFailed })],
        ],
      );
}
