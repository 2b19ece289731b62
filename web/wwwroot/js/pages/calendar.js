import { ApiError, request } from "../api.js";
import { changes, element, find, setHidden, setText } from "../dom.js";
import { count, longDay, shortDay, weekday } from "../format.js";
import { named, t } from "../i18n.js";
import { panel } from "../panel.js";
import { href, parameter } from "../links.js";
import { pause } from "../live/backoff.js";
import { shell } from "../shell.js";
import { addDays, dayOf, weekdayOf } from "../time.js";

/**
 * @typedef {{year: number, published: boolean, provisional: boolean, sourceUrl?: string, workdays: number,
 *            off?: {day: string, name?: string}[], makeUp?: {day: string}[], years?: number[]}} Calendar
 */

const today = dayOf(Date.now());
const asked = parameter("year");
const year = asked && /^\d{4}$/.test(asked) ? Number(asked) : Number(today.slice(0, 4));

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.calendar"), href: "" },
  ],
  up: href("/"),
});

const choice = element("select", {}, element("option", { value: String(year), text: String(year) }));
const chooser = element(
  "div",
  { class: "period" },
  element("a", { class: "action", href: href("/calendar", { year: String(year - 1) }), "aria-label": t("calendar.previous"), text: "‹" }),
  element("label", {}, element("span", { text: t("calendar.year") }), choice),
  element("a", { class: "action", href: href("/calendar", { year: String(year + 1) }), "aria-label": t("calendar.next"), text: "›" }),
);
choice.addEventListener("change", () => location.assign(href("/calendar", { year: choice.value })));
const state = element("b");
const workdays = element("span", { class: "digits" });
const source = element("a", { rel: "noopener noreferrer", target: "_blank", class: "onward" });
const provisional = element("p", { class: "provisional", hidden: true, text: `▲ ${t("calendar.provisional.note")}` });
const failure = element("p", { class: "failure", role: "alert", hidden: true });
const loading = element("p", { class: "soft", text: t("table.loading") });
const months = element("div", { class: "months" });
const list = panel("calendar.title", {});
const legend = element(
  "ul",
  { class: "legend" },
  ...[
    ["work", "1"],
    ["rest", "◇"],
    ["off", t("calendar.short.off")],
    ["makeup", t("calendar.short.makeup")],
    ["today", "▣"],
  ].map(([kind, sign]) =>
    element("li", { "data-kind": kind }, element("i", { text: sign }), element("span", { text: t(`calendar.legend.${kind}`) })),
  ),
);
const holidays = element("ul", { class: "holidays", "aria-label": t("calendar.holidays") });
list.append(element("p", { class: "scope" }, state, workdays, source), provisional, legend, holidays, months);
setHidden(list, true);
find("#main").append(
  element("div", { class: "title" }, element("h1", { text: `${t("calendar.title")} ${year}` }), chooser),
  failure,
  loading,
  list,
);

let failures = 0;
const changed = changes();
load();

async function load() {
  try {
    draw(await request(`/api/calendar?year=${year}`));
    failures = 0;
    setHidden(failure, true);
    setHidden(loading, true);
  } catch (error) {
    setHidden(failure, false);
    setHidden(loading, true);
    setText(failure, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
    if (!(error instanceof ApiError && error.status === 404)) {
      setTimeout(load, 500 + pause(failures++));
    }
  }
}

/** @param {Calendar} calendar */
function draw(calendar) {
  if (!changed("calendar", JSON.stringify(calendar))) {
    return;
  }
  setHidden(list, false);
  choice.replaceChildren(
    ...(calendar.years?.length ? calendar.years : [year]).map((value) =>
      element("option", { value: String(value), text: String(value), selected: value === year }),
    ),
  );
  setText(state, calendar.provisional ? `▲ ${t("calendar.provisional")}` : `● ${t("calendar.published")}`);
  state.dataset.state = calendar.provisional ? "provisional" : "published";
  setText(workdays, t("calendar.workdays", { count: count(calendar.workdays) }));
  setHidden(source, !calendar.sourceUrl || calendar.provisional);
  // Only an address of the web may become a link.
  if (/^https?:\/\//.test(calendar.sourceUrl ?? "")) {
    source.setAttribute("href", calendar.sourceUrl ?? "");
  }
  setText(source, source.hasAttribute("href") ? `${t("calendar.source")} ↗` : `${t("calendar.source")} ${calendar.sourceUrl ?? ""}`);
  setHidden(provisional, !calendar.provisional);
  const off = new Map((calendar.off ?? []).map(({ day, name }) => [day, name ?? ""]));
  const makeUp = new Set((calendar.makeUp ?? []).map(({ day }) => day));
  holidays.replaceChildren(
    ...spans([...off.keys()].sort(), off).map(({ name, from, to }) =>
      element(
        "li",
        {},
        element("b", { text: named(name) }),
        " ",
        element("span", { class: "digits", text: from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}` }),
      ),
    ),
  );
  months.replaceChildren(...Array.from({ length: 12 }, (_, index) => month(index + 1, off, makeUp)));
}

/** Days off that follow one another under one name. @param {string[]} days in order @param {Map<string, string>} off */
function spans(days, off) {
  /** @type {{name: string, from: string, to: string}[]} */
  const found = [];
  for (const day of days) {
    const name = off.get(day) ?? "";
    const last = found.at(-1);
    if (last && last.name === name && addDays(last.to, 1) === day) {
      last.to = day;
    } else if (name) {
      found.push({ name, from: day, to: day });
    }
  }
  return found;
}

/** @param {number} number @param {Map<string, string>} off @param {Set<string>} makeUp */
function month(number, off, makeUp) {
  const first = `${year}-${String(number).padStart(2, "0")}-01`;
  const order = [1, 2, 3, 4, 5, 6, 0];
  const rows = [];
  let day = addDays(first, -((weekdayOf(first) + 6) % 7));
  do {
    rows.push(element("tr", {}, ...order.map((_, index) => cell(addDays(day, index), first.slice(0, 7), off, makeUp))));
    day = addDays(day, 7);
  } while (day.slice(0, 7) === first.slice(0, 7));
  return element(
    "section",
    { class: "month" },
    element("h3", { text: t("date.monthOnly", { month: number, monthName: t(`month.${number}`) }) }),
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...order.map((value) => element("th", { scope: "col", text: t(`weekday.short.${value}`), "aria-label": t(`weekday.${value}`) })),
        ),
      ),
      element("tbody", {}, ...rows),
    ),
  );
}

/** @param {string} day @param {string} of the month @param {Map<string, string>} off @param {Set<string>} makeUp */
function cell(day, of, off, makeUp) {
  if (day.slice(0, 7) !== of) {
    return element("td", { class: "outside" });
  }
  const isWeekend = [0, 6].includes(weekdayOf(day));
  const kind = makeUp.has(day) ? "makeup" : off.has(day) ? "off" : isWeekend ? "rest" : "work";
  const holiday = named(off.get(day) ?? "");
  const sign = kind === "off" ? t("calendar.short.off") : kind === "makeup" ? t("calendar.short.makeup") : kind === "rest" ? "◇" : "";
  const label = [longDay(day), weekday(day), t(`calendar.legend.${kind}`), holiday, day === today ? t("calendar.legend.today") : ""]
    .filter(Boolean)
    .join(" · ");
  return element(
    "td",
    { "data-kind": kind, "data-today": day === today, title: label, "aria-label": label },
    element("span", { class: "digits", "aria-hidden": "true", text: Number(day.slice(8)) }),
    element("i", { "aria-hidden": "true", text: sign }),
  );
}
