import { nameOf } from "./i18n.js";
import { html } from "./lit.js";
import { findingText } from "./rules.js";

/** @typedef {import("./case/days.js").Guard} Guard */

/** What a step must keep, each with what was found of it: failures first.
 * @param {{passed?: Guard[], failed?: Guard[]}} [guards]
 */
export function guardLines({ passed = [], failed = [] } = {}) {
  return [...failed.map((guard) => line(guard, "✕")), ...passed.map((guard) => line(guard, "✓"))];
}

/** @param {Guard} guard @param {string} mark */
const line = (guard, mark) =>
  html`<li ?data-void=${mark === "✕"}>${mark} ${guard.id} ${nameOf(guard, guard.id)} <span class="soft">${findingText(guard)}</span></li>`;
