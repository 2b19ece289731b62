import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { lines } from "../lines.js";

const SHOWN = 10;

/** What was imported last. @param {any[]|null} reports null until they are here */
export function latest(reports) {
  return lines(
    ["audit.at", "import.fileName", "audit.actor", "import.result"],
    reports && reports.filter(({ dryRun }) => !dryRun).slice(0, SHOWN),
    ({ id }) => id,
    (report) => [
      ["digits first", stamp(report.started)],
      ["about", report.file],
      ["", report.by],
      ["about", t("import.sums", { ...report, wrong: report.rowsFailed })],
    ],
    "import.noneYet",
  );
}
