import { ApiError, request } from "../api.js";
import { month } from "../calendar/month.js";
import { find } from "../dom.js";
import { count, shortDay } from "../format.js";
import { named, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { pause } from "../live/backoff.js";
import { shell } from "../shell.js";
import { addDays, dayOf } from "../time.js";

/**
 * @typedef {{year: number, published: boolean, provisional: boolean, sourceUrl?: string, workdays: number,
 *            off?: {day: string, name?: string}[], makeUp?: {day: string}[], years?: number[]}} Calendar
 */

const today = dayOf(Date.now());
const asked = parameter("year");
const year = asked && /^\d{4}$/.test(asked) ? Number(asked) : Number(today.slice(0, 4));
const LEGEND = [
  ["work", "1"],
  ["rest", "◇"],
  ["off", t("calendar.short.off")],
  ["makeup", t("calendar.short.makeup")],
  ["today", "▣"],
];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.calendar"), href: "" },
  ],
  up: href("/"),
});

/** @type {Calendar|null} */
let calendar = null;
let failure = "";
let failures = 0;
draw();
load();

async function load() {
  try {
    calendar = await request(`/api/calendar?year=${year}`);
    [failure, failures] = ["", 0];
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ApiError && error.status === 404)) {
      setTimeout(load, 500 + pause(failures++));
    }
  }
  draw();
}

function draw() {
  const go = (/** @type {Event} */ event) =>
    location.assign(href("/calendar", { year: /** @type {HTMLSelectElement} */ (event.target).value }));
  const years = calendar?.years?.length ? calendar.years : [year];
  render(
    html`<div class="title">
        <h1>${t("calendar.title")} ${year}</h1>
        <div class="period">
          <a class="action" href=${href("/calendar", { year: String(year - 1) })} aria-label=${t("calendar.previous")}>‹</a>
          <label>
            <span>${t("calendar.year")}</span>
            <select @change=${go}>
              ${years.map((value) => html`<option value=${value} ?selected=${value === year}>${value}</option>`)}
            </select>
          </label>
          <a class="action" href=${href("/calendar", { year: String(year + 1) })} aria-label=${t("calendar.next")}>›</a>
        </div>
      </div>
      ${failure ? html`<p class="failure" role="alert">${t("banner.request", { reason: failure })}</p>` : nothing}
      ${calendar ? picture(calendar) : failure ? nothing : html`<p class="soft">${t("table.loading")}</p>`}`,
    find("#main"),
  );
}

/** The year's days off and on, what they rest on, and every month. @param {Calendar} of */
function picture({ provisional, workdays, sourceUrl = "", off = [], makeUp = [] }) {
  const days = { off: new Map(off.map(({ day, name }) => [day, name ?? ""])), makeUp: new Set(makeUp.map(({ day }) => day)), today };
  // Only an address of the web may become a link.
  const isLink = /^https?:\/\//.test(sourceUrl);
  const source = isLink
    ? html`<a class="onward" rel="noopener noreferrer" target="_blank" href=${sourceUrl}>${t("calendar.source")} ↗</a>`
    : html`<span>${t("calendar.source")} ${sourceUrl}</span>`;
  return panel(
    { key: "calendar.title" },
    html`<p class="scope">
        <b data-state=${provisional ? "provisional" : "published"}
          >${provisional ? `▲ ${t("calendar.provisional")}` : `● ${t("calendar.published")}`}</b
        >
        <span class="digits">${t("calendar.workdays", { count: count(workdays) })}</span>
        ${sourceUrl && !provisional ? source : nothing}
      </p>
      ${provisional ? html`<p class="provisional">▲ ${t("calendar.provisional.note")}</p>` : nothing}
      <ul class="legend">
        ${LEGEND.map(([kind, sign]) => html`<li data-kind=${kind}><i>${sign}</i><span>${t(`calendar.legend.${kind}`)}</span></li>`)}
      </ul>
      <ul class="holidays" aria-label=${t("calendar.holidays")}>
        ${spans([...days.off.keys()].sort(), days.off).map(
          ({ name, from, to }) =>
            html`<li>
              <b>${named(name)}</b>
              <span class="digits">${from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`}</span>
            </li>`,
        )}
      </ul>
      <div class="months">${Array.from({ length: 12 }, (_, index) => month(year, index + 1, days))}</div>`,
  );
}

/** Days off that follow one another under one name. @param {string[]} days in order @param {Map<string, string>} off */
function spans(days, off) {
  /** @type {{name: string, from: string, to: string}[]} */
  const found = [];
  for (const day of days) {
    const name = off.get(day) ?? "";
    const last = found[found.length - 1];
    if (last && last.name === name && addDays(last.to, 1) === day) {
      last.to = day;
    } else if (name) {
      found.push({ name, from: day, to: day });
    }
  }
  return found;
}
