import { count, shortDay } from "../format.js";
import { t } from "../i18n.js";
import { warningTitle } from "../rules.js";
import { dayOf } from "../time.js";

/**
 * An order as the server lists it.
 * @typedef {object} Order
 * @property {string} id
 * @property {string} team
 * @property {string[]} coTeams  who take part
 * @property {string} stage
 * @property {boolean} open
 * @property {string} title
 * @property {string} [rule]
 * @property {string} [severity]
 * @property {string} [origin]
 * @property {string} [noticeNo]
 * @property {string} [due]
 * @property {string} [proposedDue]
 * @property {number} level
 * @property {boolean} overdue
 * @property {boolean} listed
 * @property {number} round
 * @property {number} number  of its subjects
 */

/** Stages in the order of the procedure: a column each. */
export const STAGES = ["drafted", "issued", "disputed", "accepted", "reported", "closed"];

/** @param {string} stage */
export const stageText = (stage) => t(`order.stage.${stage}`);

/** A warning as which the standing of an order is shown. @param {Order} order */
export const levelOf = (order) => (order.overdue ? "breach" : order.level > 0 ? "red" : "none");

/** What it is about, in a line. @param {Order} order */
export const titleOf = (order) => (order.rule ? warningTitle(order.rule) : order.title);

/** What stands beside its title: whose level it is, since when it is late, that it is on the wall. @param {Order} order */
export function marksOf(order) {
  return [
    order.listed ? `◆ ${t("order.listed")}` : "",
    order.level > 0 ? t(`order.level.${order.level}`) : "",
    order.round > 1 ? t("order.round", { number: count(order.round) }) : "",
    order.overdue ? t("order.overdue") : "",
  ].filter(Boolean);
}

/** @param {string} at an instant */
export const dayText = (at) => shortDay(dayOf(Date.parse(at)));
