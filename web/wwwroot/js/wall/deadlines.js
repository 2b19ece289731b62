import { dueOn } from "../figures.js";
import { count, shortDay, widestOf } from "../format.js";
import { lang, t } from "../i18n.js";
import { html, vars } from "../lit.js";
import { addDays, weekdayOf } from "../time.js";
import { number } from "./number.js";
import { note, tile } from "./tile.js";

/** As far as the server tells. */
const DAYS = 14;

/** The next days and how many limits end on each. @param {import("../live/types.js").ViewDocument} doc */
export function nextDays(doc) {
  return Array.from({ length: DAYS }, (_, index) => addDays(doc.day, index)).map((day) => ({ day, due: dueOn(doc, day) }));
}

/** What falls due in the next fortnight, day by day. @param {import("./model.js").Shown} model */
export function deadlines({ doc, view, today }) {
  const days = nextDays(doc);
  const most = Math.max(1, ...days.map(({ due }) => due));
  const body = doc.deadlines
    ? html`<ol class="days" ${vars({ chars: widestOf(days.map(({ due }) => count(due))) })}>
        ${days.map(({ day, due }) => {
          const weekday = weekdayOf(day);
          // The month is named where it changes; the English page has no room for the weekday and names it each time.
          const date =
            lang === "en" || day.endsWith("-01") ? `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` : String(Number(day.slice(8)));
          const name = day === today ? t("deadlines.today") : date;
          return html`<li ?data-today=${day === today} ?data-rest=${weekday % 6 === 0} ?data-none=${due === 0}>
            ${number(count(due), { view, due: day }, t("deadlines.on", { day: shortDay(day) }))}
            <span class="track"><i class="bar" ${vars({ part: due / most })}></i></span>
            <span class="name">${name}<span class="weekday">${t(`weekday.short.${weekday}`)}</span></span>
          </li>`;
        })}
      </ol>`
    : html`<p class="soft">${t("deadlines.unknown")}</p>`;
  return tile({ id: "deadlines", title: t("panel.deadlines"), notes: [note(t("panel.deadlines.note"))] }, body);
}
