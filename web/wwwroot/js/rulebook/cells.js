import { isUnverified } from "../definition.js";
import { NONE, yuan } from "../format.js";
import { known, t } from "../i18n.js";
import { html, nothing } from "../lit.js";

/** An id that can be linked to. @param {string} value */
export const id = (value) => html`<span class="digits" id=${value}>${value}</span>`;

/** @param {...string} texts the first large, the rest soft; empty ones left out */
export function lines(...texts) {
  return html`<div>${texts.filter(Boolean).map((text, index) => html`<p class=${index > 0 ? "soft" : ""}>${text}</p>`)}</div>`;
}

/** How sure a rule is, in words, with the mark of what has still to be confirmed. @param {import("../live/types.js").Sourced} rule */
export function confidence(rule) {
  return html`<span
    >${known(`confidence.${rule.confidence}`, rule.confidence ?? "")}
    ${isUnverified(rule) ? html`<em class="unverified">▲ ${t("rules.unverified")}</em>` : nothing}</span
  >`;
}

/**
 * `case.filed.filedOn` is an event and its field, `order.closed` the day of an event, `PEN-03.due` the end of another limit; several with
 * bars between.
 * @param {string|undefined} value
 */
export function trigger(value = "") {
  const texts = value
    .split("|")
    .filter(Boolean)
    .map((one) => {
      const [, event, field] = /^(\w+\.\w+)(?:[.:](\w+))?$/.exec(one) ?? [];
      const [, limit] = /^([A-Z]+-\d+)\.due$/.exec(one) ?? [];
      return event
        ? [known(`event.${event}`, event), ...(field ? [known(`fact.${field}`, field)] : [])].join(" · ")
        : limit
          ? t("rules.afterLimit", { limit })
          : one;
    });
  return texts.length > 0 ? html`<div>${texts.map((text) => html`<p>${text}</p>`)}</div>` : NONE;
}

/** The value of a parameter in words. @param {string} name @param {any} value @returns {string} */
export function say(name, value) {
  if (value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0)) {
    return t("parameter.none");
  }
  if (typeof value === "number" && name.endsWith("Fen")) {
    return `¥${yuan(value)}`;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => known(`value.${entry}`, String(entry))).join("、");
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${inner}`)
      .join("；");
  }
  return typeof value === "boolean" ? t(value ? "fact.yes" : "fact.no") : known(`value.${value}`, String(value));
}
