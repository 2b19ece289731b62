import { longDay, weekday } from "../format.js";
import { named, t } from "../i18n.js";
import { html } from "../lit.js";
import { addDays, weekdayOf } from "../time.js";

/** A week begins on Monday. */
const ORDER = [1, 2, 3, 4, 5, 6, 0];

/** @typedef {{off: Map<string, string>, makeUp: Set<string>, today: string}} Year  days off by name, working days at weekends */

/** @param {number} year @param {number} number @param {Year} days */
export function month(year, number, days) {
  const first = `${year}-${String(number).padStart(2, "0")}-01`;
  const of = first.slice(0, 7);
  const monday = addDays(first, -((weekdayOf(first) + 6) % 7));
  const weeks = [0, 7, 14, 21, 28, 35].map((ahead) => addDays(monday, ahead)).filter((day) => day.slice(0, 7) <= of);
  return html`<section class="month">
    <h3>${t("date.monthOnly", { month: number, monthName: t(`month.${number}`) })}</h3>
    <table>
      <thead>
        <tr>
          ${ORDER.map((day) => html`<th scope="col" aria-label=${t(`weekday.${day}`)}>${t(`weekday.short.${day}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${weeks.map(
          (week) =>
            html`<tr>
              ${ORDER.map((_, index) => cell(addDays(week, index), of, days))}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** @param {string} day @param {string} of the month @param {Year} days */
function cell(day, of, { off, makeUp, today }) {
  if (day.slice(0, 7) !== of) {
    return html`<td class="outside"></td>`;
  }
  const isWeekend = [0, 6].includes(weekdayOf(day));
  const kind = makeUp.has(day) ? "makeup" : off.has(day) ? "off" : isWeekend ? "rest" : "work";
  const sign = kind === "off" ? t("calendar.short.off") : kind === "makeup" ? t("calendar.short.makeup") : kind === "rest" ? "◇" : "";
  const parts = [longDay(day), weekday(day), t(`calendar.legend.${kind}`), named(off.get(day) ?? "")];
  const label = [...parts, day === today ? t("calendar.legend.today") : ""].filter(Boolean).join(" · ");
  return html`<td data-kind=${kind} ?data-today=${day === today} title=${label} aria-label=${label}>
    <span class="digits" aria-hidden="true">${Number(day.slice(8))}</span><i aria-hidden="true">${sign}</i>
  </td>`;
}
