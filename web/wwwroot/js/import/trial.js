import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { sentenceOf } from "../lines.js";
import { html, nothing } from "../lit.js";
import { mapName } from "./kept.js";
import { asEvents, drawn as reportOf, follow } from "./report.js";
import { send } from "./server.js";

/** How a trial or an import stands: its report, or why there is none. @typedef {{report?: any, problem?: string}} Outcome */

/**
 * The trial of all rows of a file by a map, and the import that it allows.
 * @param {import("./reading.js").Reading} read
 * @param {object} page
 * @param {() => Promise<void>} page.keep   keeps the map that is imported by
 * @param {() => void} page.draw
 * @param {() => void} page.over   one of them has come to its end
 */
export function trial(read, { keep, draw, over }) {
  /** @type {Record<"trial"|"import", Outcome|null>} */
  const outcomes = { trial: null, import: null };
  /** So many rows can be imported, by the trial; null: none. @type {number|null} */
  let good = null;
  let keepsMap = true;
  let isSending = false;
  return { drawn, forget };

  /** @param {any[]|null} rows the first rows as events @param {boolean} mayOpen whether the reader may open records */
  function drawn(rows, mayOpen) {
    const choose = (/** @type {Event} */ event) => {
      keepsMap = /** @type {HTMLInputElement} */ (event.target).checked;
      draw();
    };
    const first = panel(
      { key: "import.trial" },
      html`<p class="soft">${t("import.rows")}</p>
        <div>${rows ? asEvents(rows) : nothing}</div>
        ${button("trial", t("import.try"))}
        <div>${told(outcomes.trial, mayOpen)}</div>`,
    );
    const then = panel(
      { key: "import.import" },
      html`<label class="asked" for="keep-too">
          <input type="checkbox" id="keep-too" .checked=${keepsMap} @change=${choose} /><span>${t("import.keepToo")}</span>
        </label>
        ${keepsMap ? mapName(read, "import.keepTooAs", draw) : nothing} ${button("import", t("import.run", { count: good }))}
        <div>${told(outcomes.import, mayOpen)}</div>`,
    );
    return html`${first} ${good === null ? nothing : then}`;
  }

  /** @param {"trial"|"import"} what @param {string} text */
  function button(what, text) {
    return html`<p class="buttons">
      <button type="button" class="action strong" ?disabled=${isSending} @click=${() => run(what)}>${text}</button>
    </p>`;
  }

  /** A trial holds for the map it was made with only. */
  function forget() {
    outcomes.trial = null;
    good = null;
  }

  /** @param {"trial"|"import"} what */
  async function run(what) {
    const isTrial = what === "trial";
    isSending = true;
    draw();
    try {
      const { file, map, name } = read;
      if (!isTrial && keepsMap && name.trim()) {
        await keep();
      }
      const { id } = await send("/api/imports", /** @type {File} */ (file), { map, dryRun: String(isTrial) });
      const report = await follow(id, (now) => {
        outcomes[what] = { report: now };
        draw();
      });
      if (isTrial) {
        good = report.state === "done" && report.accepted > 0 ? report.rows - report.rowsFailed : null;
        outcomes.import = null;
      }
    } catch (error) {
      outcomes[what] = { problem: sentenceOf(error) };
    }
    isSending = false;
    over();
  }
}

/** @param {Outcome|null} outcome @param {boolean} mayOpen */
function told(outcome, mayOpen) {
  return !outcome
    ? nothing
    : outcome.report
      ? reportOf(outcome.report, mayOpen)
      : html`<p class="failure" role="alert">${outcome.problem}</p>`;
}
