import { count, NONE, rate, splitName } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines } from "../lines.js";
import { recordHref, teamHref } from "../links.js";
import { html } from "../lit.js";
import { candidatesText } from "./texts.js";

/** @typedef {import("./texts.js").Forecast} Forecast */
/** @typedef {{id: string, team: string, on: string, retires: boolean, earliestOn: string|null, certNo: string|null}} Departure */

/** The teams in the fixed order of the register: now, and at the end of what is looked ahead. @param {Forecast} forecast */
export function teams({ teams, horizon }) {
  return panel(
    { key: "forecast.teams", note: t("forecast.teams.note") },
    lines(
      [
        "col.team",
        "forecast.posts",
        "forecast.now",
        "forecast.rate",
        "forecast.ahead12",
        "forecast.need",
        "forecast.gap",
        "forecast.candidates",
      ],
      teams,
      ({ id }) => id ?? "",
      (row) => {
        const [now, then] = [row.points[0], row.points[Math.min(horizon, row.points.length - 1)]];
        return [
          ["", html`<a href=${teamHref(row.id ?? "")}>${splitName(nameOf(row, row.id)).main}</a>`],
          ["digits", count(row.posts)],
          ["digits", count(now.floor)],
          ["digits", rate({ numerator: now.floor, denominator: row.posts })],
          ["digits", `${count(then.plan)} · ${rate({ numerator: then.plan, denominator: row.posts })}`],
          ["digits", count(then.need)],
          ["digits", count(then.gap)],
          ["digits", candidatesText(then)],
        ];
      },
    ),
  );
}

/** Where people stand on their way to a certificate, and who reviews. @param {Forecast} forecast */
export function pipeline({ pipeline, legal }) {
  const stand = ["onPost", "certified", "uncertified", "registered", "passed", "retiring"];
  return panel(
    { key: "forecast.pipeline", note: t("forecast.pipeline.note") },
    html`<ul class="forecast-figures">
      ${stand.map((name) => html`<li><span>${t(`forecast.pipeline.${name}`)}</span><b class="digits">${count(pipeline[name])}</b></li>`)}
      <li>
        <span>${t("forecast.reviewers")}</span><b class="digits">${count(legal.reviewers)}</b
        ><span class="soft digits">${rate({ numerator: legal.reviewers, denominator: legal.certified })}</span>
      </li>
      <li><span>${t("forecast.fullTime")}</span><b class="digits">${count(legal.fullTime)}</b></li>
    </ul>`,
  );
}

/** The plans of certification, by the day of their exam. @param {Forecast} forecast */
export function plans({ plans, passRate }) {
  const note = t(passRate.own ? "forecast.passRate.own" : "forecast.passRate.usual", {
    rate: rate({ numerator: passRate.passed, denominator: passRate.taken }),
  });
  return panel(
    { key: "forecast.plans", note },
    lines(
      ["forecast.plan", "forecast.organiser", "forecast.examOn", "forecast.issueOn", "forecast.seats", "forecast.registered", "col.state"],
      plans,
      ({ id }) => id,
      (plan) => [
        ["digits", plan.id],
        ["", t(`forecast.organiser.${plan.organiser}`)],
        ["digits", plan.examOn],
        ["digits", plan.issueOn],
        ["digits", count(plan.seats)],
        ["digits", count(plan.registered)],
        ["", t(plan.cancelled ? "stage.cancelled" : "stage.planned")],
      ],
    ),
  );
}

/** Hours and how many had any, by team and kind. @param {Forecast} forecast */
export function training({ training, teams }) {
  const names = Object.fromEntries(teams.map((row) => [row.id ?? "", splitName(nameOf(row, row.id)).main]));
  return panel(
    { key: "forecast.training", note: t("forecast.training.note", { year: training.year }) },
    lines(
      ["col.team", "forecast.onPost", ...training.kinds.map((kind) => `forecast.training.${kind}`)],
      training.rows,
      ({ team }) => team,
      (row) => [
        ["", names[row.team] ?? row.team],
        ["digits", count(row.onPost)],
        ...row.kinds.map(
          ({ hours, officers }) =>
            /** @type {[string, unknown]} */ ([
              "digits",
              hours === 0 ? NONE : t("forecast.training.cell", { hours: count(hours), officers: count(officers) }),
            ]),
        ),
      ],
    ),
  );
}

/**
 * Who leaves in a month, for those who may see it.
 * @param {{day: string, rows: Departure[]}|null} leaving
 * @param {Forecast} forecast @param {() => void} close
 */
export function leaving(leaving, { teams }, close) {
  const names = Object.fromEntries(teams.map((row) => [row.id ?? "", splitName(nameOf(row, row.id)).main]));
  return panel(
    {
      key: "forecast.leaving",
      id: "leaving",
      note: leaving?.day.slice(0, 7) ?? "",
      onward: html`<button type="button" class="action small" @click=${close}>${t("forecast.close")}</button>`,
    },
    lines(
      ["forecast.officer", "col.team", "forecast.on", "forecast.why", "forecast.earliest"],
      leaving?.rows ?? null,
      ({ id }) => id,
      (row) => [
        ["digits", html`<a href=${recordHref("officer", row.id)}>${row.certNo ?? t("kind.officer")}</a>`],
        ["", names[row.team] ?? row.team],
        ["digits", row.on],
        ["", t(row.retires ? "forecast.retires" : "forecast.lapses")],
        ["digits", row.earliestOn ?? ""],
      ],
    ),
  );
}
