import { periodName } from "./format.js";
import { t } from "./i18n.js";
import { href, parameter } from "./links.js";
import { html, nothing } from "./lit.js";
import { dayOf, isPeriod, neighbour } from "./time.js";

/** A period that the address of this page names; null when it names none. @param {string} [name] of the parameter */
export function periodOfPage(name = "period") {
  const period = parameter(name);
  return period && isPeriod(period) ? period : null;
}

/**
 * Live, or a year, a month, a day; one before, one after.
 * @param {string} path this page without its query
 * @param {string|null} period
 */
export function periodChooser(path, period) {
  const today = dayOf(Date.now());
  const go = (/** @type {string|null} */ value) => location.assign(href(path, { period: value }));
  const kind = period === null ? "live" : period.length === 4 ? "year" : period.length === 7 ? "month" : "day";
  const choose = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLSelectElement} */ (event.target);
    go(value === "live" ? null : narrow(period ?? today, value, today));
  };
  return html`<div class="period">
    <label>
      <span>${t("period.choose")}</span>
      <select aria-label=${t("period.choose")} @change=${choose}>
        ${["live", "year", "month", "day"].map(
          (value) =>
            html`<option value=${value} ?selected=${value === kind}>
              ${t(value === "live" ? "period.live" : `period.kind.${value}`)}
            </option>`,
        )}
      </select>
    </label>
    ${period === null ? nothing : closed(path, period, today, go)}
  </div>`;
}

/** @param {string} path @param {string} period @param {string} today @param {(period: string) => void} go */
function closed(path, period, today, go) {
  const next = neighbour(period, 1);
  return html`
    <a class="action" href=${href(path, { period: neighbour(period, -1) })} aria-label=${t("period.previous")}>‹</a>
    ${periodInput(period, period, go)}
    ${
      next <= today.slice(0, period.length)
        ? html`<a class="action" href=${href(path, { period: next })} aria-label=${t("period.next")}>›</a>`
        : nothing
    }
    <strong class="closed">◆ ${t("period.closed")} ${periodName(period)}</strong>
    <a class="action" href=${href(path)}>${t("period.back")}</a>
  `;
}

/**
 * A field for a period of the same kind as another.
 * @param {string} like @param {string} value @param {(period: string) => void} choose
 */
export function periodInput(like, value, choose) {
  const kind = like.length === 4 ? "year" : like.length === 7 ? "month" : "day";
  const chosen = (/** @type {Event} */ event) => {
    const asked = /** @type {HTMLInputElement} */ (event.target).value;
    if (isPeriod(asked)) {
      choose(asked);
    }
  };
  const today = dayOf(Date.now()).slice(0, like.length);
  return kind === "year"
    ? html`<input type="number" min="2000" max="2100" .value=${value} aria-label=${t("period.kind.year")} @change=${chosen} />`
    : html`<input
        type=${kind === "month" ? "month" : "date"}
        .value=${value}
        max=${today}
        aria-label=${t(`period.kind.${kind}`)}
        @change=${chosen}
      />`;
}

/** @param {string} period @param {string} kind @param {string} today */
function narrow(period, kind, today) {
  const length = kind === "year" ? 4 : kind === "month" ? 7 : 10;
  return (period + today.slice(period.length)).slice(0, length);
}
