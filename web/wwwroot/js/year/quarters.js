import { wordText } from "../act-form.js";
import { t } from "../i18n.js";
import { html } from "../lit.js";

/** The self-checks of a duty: each quarter that has ended. @param {import("./texts.js").Duty} duty */
export const quarters = ({ quarters: all }) =>
  html`<span class="quarters">
    ${all.map(
      (one) =>
        html`<span ?data-late=${isLate(one)} title=${t("duty.check.due", { due: one.due })}>${one.quarter.slice(4)} ${text(one)}</span>`,
    )}
  </span>`;

/** @param {{due: string, day?: string, verdict?: string}} one */
const text = (one) => (one.day ? `${isLate(one) ? "!" : "✓"} ${wordText(one.verdict ?? "")}` : t("duty.check.none"));

/** @param {{due: string, day?: string}} one */
const isLate = ({ due, day }) => Boolean(day) && String(day) > due;
