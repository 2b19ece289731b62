import { LEVELS } from "../catalogue.js";
import { isUnverified } from "../definition.js";
import { levelText } from "../warning-texts.js";
import { stamp } from "../format.js";
import { known, t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { findingText, textOf } from "../rules.js";

/** @typedef {import("./days.js").Clock} Clock */
/** @typedef {import("./days.js").Said} Said */
/** @typedef {import("./days.js").Raised} Raised */

/** A clock's state by shape and level; its word is in the texts. */
const CLOCK_STATES = /** @type {Record<string, [string, string]>} */ ({
  running: ["●", "run"],
  met: ["✓", "ok"],
  late: ["▲", "yellow"],
  overdue: ["✖", "breach"],
  lapsed: ["◆", "none"],
  suspended: ["‖", "none"],
});

/** What the law says of a day. @param {Said} said */
export function law(said) {
  switch (said.says) {
    case "starts":
      return starts(said.clock);
    case "due":
      return entry("breach", `✖ ${t("law.ranOut")}`, nameOf(said.clock), t("law.notDone"));
    case "ends":
      return ends(said.clock);
    case "guard":
      return guarded(said.guard, said.isPassed);
    case "warns":
      return warns(said.raised, said.step);
    default:
      return entry("ok", `✓ ${t("law.cleared")}`, warningName(said.raised), said.raised.resolved ? t("warning.resolved") : "");
  }
}

/**
 * @param {string} level @param {string} state by shape and word @param {string} name @param {unknown} [text] @param {unknown} [more]
 */
function entry(level, state, name, text = nothing, more = nothing) {
  return html`<article data-level=${level}>
    <p><b class="level">${state}</b> <b>${name}</b> <span class="digits">${text}</span></p>
    ${more}
  </article>`;
}

/** @param {Clock} clock */
const nameOf = (clock) => textOf(clock, "name") || clock.limit;

/** @param {Raised} raised */
const warningName = (raised) => `${raised.rule} ${textOf(raised, "name")}`;

/** @param {import("../live/types.js").Sourced} rule */
const unverified = (rule) => (isUnverified(rule) ? html`<em class="unverified">▲ ${t("rules.unverified")}</em>` : nothing);

/** A limit begins: how long it is, and by what article. @param {Clock} clock */
function starts(clock) {
  const length = clock.n ? t("clock.length", { n: clock.n, unit: known(`unit.${clock.unit}`, clock.unit ?? "") }) : "";
  const due = clock.due ? t("law.until", { day: clock.due }) : "";
  return entry("run", `▷ ${t("law.starts")}`, nameOf(clock), [length, due].filter(Boolean).join("，"), basis(clock));
}

/** What a limit rests on. @param {Clock} clock */
function basis(clock) {
  const parts = [clock.limit, clock.key ?? "", known(`role.${clock.role}`, clock.role ?? ""), textOf(clock, "article")];
  return html`<p class="soft">${parts.filter(Boolean).join(" · ")} ${unverified(clock)}</p>`;
}

/** The days that a limit has left, or is over. @param {Clock} clock */
export function leftText({ state, daysLeft, unit }) {
  if (typeof daysLeft !== "number" || (state !== "running" && state !== "overdue")) {
    return "";
  }
  const word = known(`unit.${unit === "WD" ? "WD" : "CD"}`, "");
  return daysLeft === 0 ? t("warning.today") : t(daysLeft > 0 ? "clock.left" : "clock.over", { n: Math.abs(daysLeft), unit: word });
}

/** The level and the words of a clock's state. @param {Clock} clock @returns {[string, string]} */
export function stateOf({ state }) {
  const [shape, level] = CLOCK_STATES[state] ?? ["○", "none"];
  return [level, `${shape} ${known(`clock.${state}`, state)}`];
}

/** When a limit ends, moved over days off or not. @param {Clock} clock */
export function dueOf({ raw, due }) {
  return raw && due && raw !== due ? t("clock.rolled", { raw, due }) : due ? t("clock.due", { due }) : "";
}

/** @param {Clock} clock */
function ends(clock) {
  const [level, state] = stateOf(clock);
  const lines = [dueOf(clock), clock.trigger ? t("clock.from", { day: clock.trigger }) : ""];
  return entry(
    level,
    state,
    nameOf(clock),
    html`<strong>${leftText(clock)}</strong> ${clock.provisional ? html`<em>▲ ${t("day.provisional")}</em>` : nothing}`,
    html`<p class="soft digits">
        ${lines.filter(Boolean).join(" · ")} ${clock.rules ? html`<span>· ${t("rules.version")} ${clock.rules}</span>` : nothing}
      </p>
      ${clock.trigger === (clock.stoppedOn ?? clock.due) ? basis(clock) : nothing}`,
  );
}

/** @param {import("./days.js").Guard} guard @param {boolean} isPassed */
function guarded(guard, isPassed) {
  const state = `${isPassed ? "✓" : "✖"} ${t(isPassed ? "case.passed" : "case.failed")}`;
  return entry(
    isPassed ? "ok" : "breach",
    state,
    textOf(guard, "name") || guard.id,
    findingText(guard),
    html`<p class="soft">${[guard.id, textOf(guard, "article")].filter(Boolean).join(" · ")} ${unverified(guard)}</p>`,
  );
}

/** A step of a warning: raised, more urgent, less. @param {Raised} raised @param {number} step */
function warns(raised, step) {
  const { level, at } = (raised.steps ?? [])[step];
  const late = step === 0 && raised.detectedLate ? t("warning.late") : "";
  return entry(
    level,
    levelText(level),
    warningName(raised),
    [stamp(at).slice(11, 16), stepText(raised, step), late].filter(Boolean).join(" · "),
  );
}

/** @param {Raised} raised @param {number} index */
function stepText({ steps = [] }, index) {
  if (index === 0) {
    return t("warning.step.first");
  }
  const rank = (/** @type {string} */ level) => (level === "none" ? LEVELS.length : LEVELS.indexOf(/** @type {any} */ (level)));
  const { level } = steps[index];
  return `${t(rank(level) < rank(steps[index - 1].level) ? "warning.step.up" : "warning.step.down")} ${t(`level.${level}`)}`;
}
