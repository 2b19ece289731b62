import { count, NONE, periodName } from "../format.js";
import { t } from "../i18n.js";

/**
 * @typedef {{floor: number, plan: number, need: number, gap: number}} Levels
 * @typedef {Levels & {day: string, candidates: number|null, leave: number, come: number}} Point
 * @typedef {{posts: number, points: Point[], id?: string, name?: string, nameEn?: string}} Row
 * @typedef {{rule: string, level: string, team: string|null, why: string, number: number, on: string|null}} Finding
 * @typedef {{team: string, onPost: number, kinds: {hours: number, officers: number}[]}} Trained
 * @typedef {{id: string, organiser: string, seats: number, examOn: string, issueOn: string, registered: number, cancelled: boolean}} Plan
 * @typedef {object} Forecast
 * @property {string} day
 * @property {number} target
 * @property {number} horizon
 * @property {boolean} renewal
 * @property {boolean} established
 * @property {{passed: number, taken: number, own: boolean}} passRate
 * @property {Row & {M63: {numerator: number, denominator: number}}} bureau
 * @property {Row[]} teams
 * @property {Record<string, number>} pipeline
 * @property {{year: number, kinds: string[], rows: Trained[]}} training
 * @property {{reviewers: number, certified: number, fullTime: number, unqualified: number}} legal
 * @property {Plan[]} plans
 * @property {Finding[]} findings
 * @property {boolean} mayOpen
 */

/** `退休 2 · 新领证 5`; empty where nothing happens. @param {Point} point */
export function stepText({ leave, come }) {
  return [
    leave > 0 ? t("forecast.step.leave", { number: count(leave) }) : "",
    come > 0 ? t("forecast.step.come", { number: count(come) }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The month of a point. @param {Point} point */
export const monthOf = (point) => periodName(point.day.slice(0, 7));

/** How many have to sit the exam; a dash where nobody passes. @param {Point} point */
export const candidatesText = ({ candidates }) => (candidates === null ? NONE : count(candidates));
