import { element } from "./dom.js";
import { periodName } from "./format.js";
import { t } from "./i18n.js";
import { href, parameter } from "./links.js";
import { addDays, dayOf, isPeriod, lastMonths } from "./time.js";

/** The closed period this page shows (`?period=`), null for live figures. */
export function periodOfPage() {
  const period = parameter("period");
  return period && isPeriod(period) ? period : null;
}

/** The period before or after, of the same kind. @param {string} period @param {1|-1} step */
export function neighbour(period, step) {
  if (period.length === 4) {
    return String(Number(period) + step).padStart(4, "0");
  }
  if (period.length === 7) {
    return step < 0 ? lastMonths(period + "-01", 2)[0] : addDays(period + "-01", 31).slice(0, 7);
  }
  return addDays(period, step);
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
  const current = { live: "", year: today.slice(0, 4), month: today.slice(0, 7), day: today };
  const choice = element(
    "select",
    {
      "aria-label": t("period.choose"),
      on: {
        change: (/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLSelectElement} */ (event.target);
          go(value === "live" ? null : narrow(period ?? today, value, today));
        },
      },
    },
    ...["live", "year", "month", "day"].map((value) =>
      element("option", { value, selected: value === kind, text: t(value === "live" ? "period.live" : `period.kind.${value}`) }),
    ),
  );
  const parts = [element("label", {}, element("span", { text: t("period.choose") }), choice)];
  if (period !== null) {
    const input =
      kind === "year"
        ? element("input", { type: "number", min: "2000", max: "2100", value: period })
        : element("input", { type: kind === "month" ? "month" : "date", value: period, max: current[kind] });
    input.setAttribute("aria-label", t(`period.kind.${kind}`));
    input.addEventListener("change", () => {
      if (isPeriod(input.value)) {
        go(input.value);
      }
    });
    const next = neighbour(period, 1);
    parts.push(
      element("a", { class: "action", href: href(path, { period: neighbour(period, -1) }), "aria-label": t("period.previous"), text: "‹" }),
      input,
      next <= current[kind]
        ? element("a", { class: "action", href: href(path, { period: next }), "aria-label": t("period.next"), text: "›" })
        : element("span"),
      element("strong", { class: "closed", text: `◆ ${t("period.closed")} ${periodName(period)}` }),
      element("a", { class: "action", href: href(path), text: t("period.back") }),
    );
  }
  return element("div", { class: "period" }, ...parts);
}

/** @param {string} period @param {string} kind @param {string} today */
function narrow(period, kind, today) {
  const length = kind === "year" ? 4 : kind === "month" ? 7 : 10;
  return (period + today.slice(period.length)).slice(0, length);
}
