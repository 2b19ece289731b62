import { count, NONE } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines } from "../lines.js";
import { html, nothing } from "../lit.js";
import { rules } from "../rules.js";
import { daysBetween } from "../time.js";
import { standing, TRAINING, yearsOf } from "./trained.js";

/**
 * 学习培训档案 (SUPERVISION.md §8): certificate, what was learned in each year against what is asked for, exams.
 * @param {{facts?: Record<string, any>, events?: import("./trained.js").Told[]}} subject @param {string} today
 */
export function dossier({ facts = {}, events = [] }, today) {
  const asked = rules()?.parameters?.trainingHours ?? null;
  const exams = standing(events, "exam.taken").reverse();
  return panel(
    { key: "panel.dossier", note: asked === null ? "" : t("dossier.asked", { hours: count(asked) }) },
    html`<p>${certificate(facts, today)}</p>
      ${lines(
        ["dossier.year", ...TRAINING.map((kind) => `forecast.training.${kind}`), "dossier.all"],
        yearsOf(events),
        ({ year }) => year,
        ({ year, hours, all }) => [
          ["digits", year],
          ...TRAINING.map((kind) => /** @type {[string, unknown]} */ (["digits", hours[kind] ? count(hours[kind]) : NONE])),
          ["digits", html`<b>${count(all)}</b> ${mark(year, all, asked, today)}`],
        ],
      )}
      ${
        exams.length === 0
          ? html`<p class="soft">${t("dossier.noExam")}</p>`
          : lines(
              ["col.day", "dossier.exam", "dossier.passed"],
              exams,
              ({ at }) => at,
              ({ data }) => [
                ["digits", data.day],
                ["", t(`dossier.exam.${data.kind}`)],
                ["", data.passed ? `✓ ${t("dossier.yes")}` : `✕ ${t("dossier.no")}`],
              ],
            )
      }`,
  );
}

/**
 * Whether the hours of a year reach what is asked for; a year that runs is not judged.
 * @param {string} year @param {number} all @param {number|null} asked @param {string} today
 */
function mark(year, all, asked, today) {
  if (asked === null || year >= today.slice(0, 4)) {
    return nothing;
  }
  return all >= asked ? "✓" : `▲ ${t("dossier.short", { hours: count(asked - all) })}`;
}

/** @param {Record<string, any>} facts @param {string} today */
function certificate({ certValidFrom, certValidTo, post }, today) {
  const certified = certValidTo
    ? t(certValidTo < today ? "dossier.lapsed" : "dossier.valid", {
        from: certValidFrom ?? "",
        to: certValidTo,
        days: count(Math.abs(daysBetween(today, certValidTo))),
      })
    : t(certValidFrom ? "dossier.since" : "dossier.none", { from: certValidFrom });
  return post === false ? `${certified} · ${t("dossier.offPost")}` : certified;
}
