import { panel } from "../leaders/panel.js";
import { nextStep } from "../leaders/answers.js";
import { levelText } from "../warning-texts.js";
import { dueText, stamp } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { textOf } from "../rules.js";
import { nowOf } from "./days.js";
import { dueOf, leftText, stateOf } from "./law.js";

/** @typedef {import("./days.js").Clock} Clock */
/** @typedef {import("./days.js").Raised} Raised */

/**
 * What is to be done now: what has run out, what warns, what runs.
 * @param {any} subject @param {string} today @param {(raised: Raised) => void} acknowledge
 */
export function now(subject, today, acknowledge) {
  const { overdue, raised, running } = nowOf(subject);
  const all = [...overdue.map(clockLine), ...raised.map((one) => raisedLine(one, today, acknowledge)), ...running.map(clockLine)];
  // An officer or a team is no matter that comes to an end.
  if (all.length === 0 && !subject.stage) {
    return nothing;
  }
  return panel(
    { key: "panel.now" },
    all.length > 0
      ? html`<ol class="now">
          ${all}
        </ol>`
      : html`<p class="none">✓ ${t(subject.open ? "now.none" : "now.done")}</p>`,
  );
}

/** @param {Clock} clock */
function clockLine(clock) {
  const [level, state] = stateOf(clock);
  return html`<li data-level=${level}>
    <p><b class="level">${state}</b> <b>${textOf(clock, "name") || clock.limit}</b> <strong class="digits">${leftText(clock)}</strong></p>
    <p class="soft digits">${dueOf(clock)}</p>
  </li>`;
}

/**
 * A warning that stands; to take note of it clears nothing.
 * @param {Raised} raised @param {string} today @param {(raised: Raised) => void} acknowledge
 */
function raisedLine(raised, today, acknowledge) {
  const { acknowledged, due, level, rule } = raised;
  const next = nextStep(rule);
  return html`<li data-level=${level}>
    <p>
      <b class="level">${levelText(level)}</b> <b>${rule} ${textOf(raised, "name")}</b>
      <strong class="digits">${due ? dueText(due, today) : ""}</strong>
    </p>
    <p class="soft digits">${due ? t("clock.due", { due }) : ""}</p>
    ${next ? html`<p><span class="soft">${t("duties.next")}</span> ${next}</p>` : nothing}
    ${
      acknowledged
        ? html`<p>
            ◐ ${t("acknowledge.says", { by: acknowledged.by, at: stamp(acknowledged.at), reason: acknowledged.reason })} ·
            ${t("warning.open")}
          </p>`
        : html`<button type="button" class="action small" @click=${() => acknowledge(raised)}>${t("acknowledge.one")}</button>`
    }
  </li>`;
}
