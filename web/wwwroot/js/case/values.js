import { saidKey } from "../act-form.js";
import { stamp, yuan } from "../format.js";
import { known, t } from "../i18n.js";
import { html } from "../lit.js";

const MONEY = new Set(["fine", "confiscated", "amount", "paidTotal", "surcharge", "paid", "fines"]);

/** A value of a record in words. @param {string} name @param {any} value @returns {string} */
export function say(name, value) {
  if (typeof value === "number" && (MONEY.has(name) || name.endsWith("Fen"))) {
    return `¥${yuan(value)}`;
  }
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) {
    return stamp(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => say(name, item)).join("、");
  }
  if (value !== null && typeof value === "object") {
    return Object.entries(value)
      .map(([key, inner]) => `${known(`fact.${key}`, key)} ${say(key, inner)}`)
      .join("；");
  }
  if (typeof value === "boolean") {
    return t(value ? "fact.yes" : "fact.no");
  }
  return known(`value.${name}.${value}`, known(`value.${value}`, String(value)));
}

/** The fields of an event or of a record. @param {Record<string, any>} values */
export function definitions(values) {
  return html`<dl class="facts">
    ${Object.entries(values).map(
      ([name, value]) =>
        html`<div>
          <dt>${known(`fact.${name}`, known(saidKey(name, value), name))}</dt>
          <dd>${say(name, value)}</dd>
        </div>`,
    )}
  </dl>`;
}
