import { count } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing, vars } from "../lit.js";
import { weekdayOf } from "../time.js";
import { tile } from "./tile.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

const HOURS = 24;

/** What a mark of the hours is named by. */
const NAMED = [0, 6, 12, 18];

/**
 * Each hour of today, and what is usual in it on this weekday; null where there are no days to compare with.
 * @param {ViewDocument} doc
 * @returns {{hour: string, today: number, usual: number|null}[]}
 */
export function hoursOf({ hours }) {
  return Array.from({ length: HOURS }, (_, index) => String(index).padStart(2, "0")).map((hour) => ({
    hour,
    today: hours?.today[hour] ?? 0,
    usual: hours?.usual ? (hours.usual[hour] ?? 0) : null,
  }));
}

/**
 * Whether data come in today as they mostly do on this weekday. It is no measure of work: more is not better, and nothing is coloured by
 * it.
 * @param {ViewDocument} doc
 * @param {unknown[]} controls  of the pages it takes turns with
 */
export function hours(doc, controls) {
  const all = hoursOf(doc);
  const most = Math.max(1, ...all.flatMap(({ today, usual }) => [today, usual ?? 0]));
  const told = all.filter(({ today, usual }) => today > 0 || (usual ?? 0) > 0);
  const days = doc.hours?.days ?? 0;
  const weekday = t(`weekday.${weekdayOf(doc.day)}`);
  const sum = all.reduce((sum, { today }) => sum + today, 0);
  return tile(
    { id: "hours-panel", title: t("panel.hours"), notes: controls },
    html`<ul class="legend">
        <li><i aria-hidden="true" data-series="1">■</i>${t("hours.today", { count: count(sum) })}</li>
        <li>
          <i aria-hidden="true" data-series="2">${days > 0 ? "▬" : "○"}</i>${t(days > 0 ? "hours.usual" : "hours.none", { weekday, days })}
        </li>
      </ul>
      <div
        class="by-hour"
        role="img"
        aria-label="${t("panel.hours")}: ${told.map((one) => described(one)).join(", ")}"
        title=${t("hours.means")}
      >
        ${all.map(
          ({ today, usual }) =>
            html`<span
              ><i class="bar" ${vars({ part: today / most })}></i>${
                usual === null ? nothing : html`<i class="usual" ${vars({ part: usual / most })}></i>`
              }</span
            >`,
        )}
      </div>
      <p class="axis digits" aria-hidden="true">${NAMED.map((hour) => html`<span>${hour}</span>`)}</p>`,
  );
}

/** @param {{hour: string, today: number, usual: number|null}} hour */
function described({ hour, today, usual }) {
  return `${hour}:00 ${count(today)}${usual === null ? "" : ` (${usual})`}`;
}
