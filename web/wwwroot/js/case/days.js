import { dayOf } from "../time.js";

/**
 * @typedef {import("../live/types.js").Sourced & {limit: string, key?: string, name: string, nameEn?: string, role?: string,
 *   trigger?: string, n?: number, unit?: string, raw?: string, due?: string, provisional?: boolean, state: string, stoppedOn?: string,
 *   daysLeft?: number, rules?: string}} Clock
 * @typedef {import("../live/types.js").Sourced & {id: string, name: string, nameEn?: string, finding: string,
 *   details?: import("../rules.js").Details}} Guard
 * @typedef {{level: import("../live/types.js").Level|"none", at: string}} Step
 * @typedef {{rule: string, name: string, nameEn?: string, level: import("../live/types.js").Level, open: boolean, due?: string,
 *   since?: string, steps?: Step[], clearedAt?: string, detectedLate?: boolean,
 *   acknowledged?: {at: string, by: string, reason: string}, resolved?: boolean}} Raised
 * @typedef {{at: string, received?: string, type: string, source: string, id: string, seq?: number|null, op?: string, applied?: boolean,
 *   data?: Record<string, any>}} Happened
 *
 * @typedef {{says: "starts"|"ends"|"due", clock: Clock} | {says: "guard", guard: Guard, isPassed: boolean}
 *   | {says: "warns", raised: Raised, step: number} | {says: "clears", raised: Raised}} Said  what the law says on a day
 * @typedef {{day: string, events: Happened[], law: Said[], isAhead: boolean}} Day  `isAhead`: after today
 */

/** Acts that the guards of a decision are checked by. */
const DECISIONS = /case\.(decided|onSpotDecided|noPenalty)/;

/**
 * A record day by day, oldest first: what happened, and beside it what the law says of it; days ahead hold what is still to be done.
 * A limit stands where it begins and where it ends, and where it ran out in between; a guard at the decision it is of; a warning at each
 * step.
 *
 * @param {{events?: Happened[], clocks?: Clock[], guards?: {passed?: Guard[], failed?: Guard[]}, warnings?: Raised[]}} subject
 * @param {string} today
 * @returns {Day[]}
 */
export function daysOf({ events = [], clocks = [], guards = {}, warnings = [] }, today) {
  /** @type {Map<string, Day>} */
  const days = new Map();
  const on = (/** @type {string} */ day) => {
    const held = days.get(day) ?? { day, events: [], law: [], isAhead: day > today };
    days.set(day, held);
    return held;
  };
  const instant = (/** @type {string} */ at) => dayOf(Date.parse(at));
  for (const event of events) {
    on(instant(event.at)).events.push(event);
  }

  for (const clock of clocks) {
    const end = clock.stoppedOn ?? clock.due ?? clock.trigger;
    if (clock.trigger && clock.trigger !== end) {
      on(clock.trigger).law.push({ says: "starts", clock });
    }
    if (clock.stoppedOn && clock.due && clock.due < clock.stoppedOn) {
      on(clock.due).law.push({ says: "due", clock });
    }
    if (end) {
      on(end).law.push({ says: "ends", clock });
    }
  }

  const judged = [...events].reverse().find(({ type, applied }) => DECISIONS.test(type) && applied !== false) ?? events[events.length - 1];
  if (judged) {
    const { law } = on(instant(judged.at));
    law.push(...(guards.failed ?? []).map((guard) => /** @type {Said} */ ({ says: "guard", guard, isPassed: false })));
    law.push(...(guards.passed ?? []).map((guard) => /** @type {Said} */ ({ says: "guard", guard, isPassed: true })));
  }

  for (const raised of warnings) {
    (raised.steps ?? []).forEach(({ at }, step) => on(instant(at)).law.push({ says: "warns", raised, step }));
    if (raised.clearedAt) {
      on(instant(raised.clearedAt)).law.push({ says: "clears", raised });
    }
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/**
 * What is to be done now, most pressing first: limits that have run out, warnings that stand, limits that run, nearest first.
 * A warning of a limit is not said beside that limit once more where both end on one day.
 *
 * @param {{clocks?: Clock[], warnings?: Raised[]}} subject
 * @returns {{overdue: Clock[], raised: Raised[], running: Clock[]}}
 */
export function nowOf({ clocks = [], warnings = [] }) {
  const byDue = (/** @type {{due?: string}} */ a, /** @type {{due?: string}} */ b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1);
  const raised = warnings.filter(({ open }) => open).sort(byDue);
  const isSaid = (/** @type {Clock} */ clock) => raised.some(({ due }) => due === clock.due);
  const standing = (/** @type {string} */ state) => clocks.filter((clock) => clock.state === state && !isSaid(clock)).sort(byDue);
  return { overdue: standing("overdue"), raised, running: standing("running") };
}
