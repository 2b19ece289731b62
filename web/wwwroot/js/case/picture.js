import { LEVELS } from "../catalogue.js";
import { shortDay } from "../format.js";
import { known, named, t, titleText } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { itemHref, teamHref } from "../links.js";
import { html, nothing, repeat } from "../lit.js";
import { daysBetween } from "../time.js";
import { daysOf } from "./days.js";
import { dossier } from "./dossier.js";
import { doubts } from "./doubts.js";
import { counts, facts } from "./facts.js";
import { happened } from "./happened.js";
import { law } from "./law.js";
import { now } from "./now.js";

/** @typedef {import("./days.js").Day} Day */

/** What a record is called, whose it is, and at which stage. @param {any} subject @param {unknown} button */
export function heading(subject, button) {
  const { id, kind, team, teamName, item, itemName, title, open, stage } = subject;
  return html`<div class="title">
      <div>
        <h1 class="digits">${id}</h1>
        <p class="soft scope">
          <span>${known(`kind.${kind}`, kind)}</span>
          ${team ? html`<a href=${teamHref(team)}>${named(teamName, team)}</a>` : nothing}
          ${item ? html`<a href=${itemHref(item)}>${named(itemName, item)}</a>` : nothing}
          ${title ? html`<span>${titleText(title)}</span>` : nothing}
        </p>
      </div>
      ${
        !stage
          ? nothing
          : html`<p class="state">
              <b>${open ? "●" : "◆"} ${known(`stage.${stage}`, stage)}</b>
              <span class="soft">${t(open ? "case.open" : "case.done")}</span>
            </p>`
      }
      ${button}
    </div>
    ${doubts(subject)}`;
}

/**
 * What one sees of a record: what is to be done now; what happened and beside it, at the same height in time, what the law says of it; and
 * what is known of it.
 * @param {any} subject @param {string} today @param {(raised: import("./days.js").Raised) => void} acknowledge
 */
export function picture(subject, today, acknowledge) {
  const days = daysOf(subject, today);
  const ahead = days.findIndex(({ isAhead }) => isAhead);
  const marks = ahead < 0 ? days : [...days.slice(0, ahead), null, ...days.slice(ahead)];
  return html`${now(subject, today, acknowledge)} ${subject.kind === "officer" ? dossier(subject, today) : nothing}
    ${panel(
      { key: "panel.course" },
      html`<p class="course-head" aria-hidden="true"><span></span><b>${t("course.happened")}</b><b>${t("course.law")}</b></p>
        <ol class="timeline course">
          ${repeat(
            marks,
            (one) => one?.day ?? "today",
            (one, index) => (one === null ? todayLine(today) : dayLine(one, marks[index - 1] ?? null)),
          )}
        </ol>`,
    )}
    <div class="two case">${facts(subject)} ${counts(subject)}</div>`;
}

/** @param {string} today */
const todayLine = (today) => html`<li class="today"><span class="digits">${t("deadlines.today")} ${shortDay(today)}</span></li>`;

/** @param {Day} one @param {Day|null} before */
function dayLine({ day, events, law: said, isAhead }, before) {
  const passed = before ? daysBetween(before.day, day) : 0;
  return html`<li class="day" ?data-ahead=${isAhead}>
    <p class="date digits">
      <time datetime=${day}>${day}</time>${passed > 1 ? html`<small class="soft">${t("course.after", { days: passed })}</small>` : nothing}
    </p>
    <div class="happened">${events.map(happened)}</div>
    <div class="law-says">${[...said].sort((a, b) => urgency(a) - urgency(b)).map(law)}</div>
  </li>`;
}

/** What went wrong stands first. @param {import("./days.js").Said} said */
function urgency(said) {
  if (said.says === "warns") {
    return LEVELS.indexOf(/** @type {any} */ ((said.raised.steps ?? [])[said.step].level));
  }
  return said.says === "due" || (said.says === "guard" && !said.isPassed) ? 0 : LEVELS.length;
}
