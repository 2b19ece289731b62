import { acknowledge } from "../acknowledge.js";
import { ApiError, request } from "../api.js";
import { lookForUpdate } from "../build.js";
import { LEVELS } from "../catalogue.js";
import { unverifiedMark } from "../definition.js";
import { personalDetail } from "../detail.js";
import { element, find, keyed, setHidden, setText } from "../dom.js";
import { evidence, evidenceHash } from "../evidence.js";
import { levelText } from "../folds.js";
import { amount, count, dueText, NONE, stamp, typeOf, yuan } from "../format.js";
import { known, named, t, titleText } from "../i18n.js";
import { panel } from "../panel.js";
import { href, idOfPage, itemHref, parameter, recordHref, teamHref } from "../links.js";
import { pause } from "../live/backoff.js";
import { follow } from "../live/follow.js";
import { findingText, needRules, textOf } from "../rules.js";
import { offer, setCrumbs, shell, stand } from "../shell.js";
import { dayOf } from "../time.js";

/**
 * @typedef {import("../live/types.js").Sourced & {limit: string, key?: string, name: string, nameEn?: string, role?: string,
 *   trigger?: string, n?: number, unit?: string, raw?: string, due?: string, provisional?: boolean, state: string, stoppedOn?: string,
 *   daysLeft?: number, rules?: string}} Clock
 * @typedef {import("../live/types.js").Sourced & {id: string, name: string, nameEn?: string, finding: string,
 *   details?: import("../rules.js").Details}} Guard
 * @typedef {{rule: string, name: string, nameEn?: string, level: import("../live/types.js").Level, open: boolean, due?: string,
 *   since?: string, steps?: {level: import("../live/types.js").Level|"none", at: string}[], clearedAt?: string, detectedLate?: boolean,
 *   acknowledged?: {at: string, by: string, reason: string}, resolved?: boolean}} Raised
 */

/** A clock's state by shape and level; its word is in the texts. */
const CLOCK_STATES = /** @type {Record<string, [string, string]>} */ ({
  running: ["●", "run"],
  met: ["✓", "ok"],
  late: ["▲", "yellow"],
  overdue: ["✖", "breach"],
  lapsed: ["◆", "none"],
  suspended: ["‖", "none"],
});

const LOOK_AFTER = 2_000;

const id = idOfPage();
const kind = parameter("kind") ?? "case";
const up = href("/");
shell({ crumbs: crumbs(null), up });

const detail = personalDetail({ kind, id, draw: definitions });
const heading = element("h1", { class: "digits", text: id });
const state = element("p", { class: "state" });
const subtitle = element("p", { class: "soft scope" });
const notice = element("p", { class: "failure", role: "alert", hidden: true });
const loading = element("p", { class: "soft", text: t("app.loading") });
const timeline = panel("panel.timeline", {});
const facts = panel("panel.facts", {});
const counts = panel("panel.counts", {});
const clocks = panel("panel.clocks", {});
const guards = panel("panel.guards", {});
const events = element("ol", { class: "timeline" });
timeline.append(events);
const factList = element("dl", { class: "facts" });
facts.append(factList);
const countBody = element("tbody");
const noCounts = element("p", { class: "soft", text: t("case.noCounts"), hidden: true });
counts.append(
  element(
    "table",
    {},
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { text: t("col.counter") }),
        element("th", { text: t("col.day") }),
        element("th", { class: "right", text: t("col.amount") }),
      ),
    ),
    countBody,
  ),
  noCounts,
);
const warningPanel = panel("panel.warnings", {});
const raisedList = element("ol", { class: "line" });
warningPanel.append(raisedList);
const ask = acknowledge(() => load());
const clockList = element("ol", { class: "line" });
clocks.append(clockList);
const guardList = element("ol", { class: "line" });
guards.append(guardList);
const body = element(
  "div",
  { class: "two wide case", hidden: true },
  element("div", { class: "stack" }, timeline),
  element("div", { class: "stack" }, detail.panel, warningPanel, clocks, guards, facts, counts),
);
const doubt = element("p", { class: "doubt", hidden: true });
find("#main").append(
  element("div", { class: "title" }, element("div", {}, heading, subtitle), state, detail.button),
  doubt,
  notice,
  loading,
  body,
);

let lookedAt = 0;
let timer = 0;
let failures = 0;
let isFollowing = false;

evidence(() => ({ doc: null, period: null, isLive: false }));
load();

async function load() {
  clearTimeout(timer);
  lookedAt = Date.now();
  try {
    const subject = await request(`/api/subject?${new URLSearchParams({ id, kind })}`);
    failures = 0;
    setHidden(notice, true);
    draw(subject);
    followTeam(subject.team);
  } catch (error) {
    setHidden(notice, false);
    if (error instanceof ApiError && error.status === 404) {
      setHidden(loading, true);
      setText(notice, `${t("case.none")} (${id})`);
      timer = window.setTimeout(load, 15_000);
    } else {
      setText(notice, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
      timer = window.setTimeout(load, 500 + pause(failures++));
    }
  }
}

/** The page moves with its team: whatever touches the case changes the team's view. @param {string|undefined} team */
function followTeam(team) {
  if (isFollowing) {
    return;
  }
  isFollowing = true;
  let version = /** @type {number|null} */ (null);
  follow({
    view: `team/${team ?? "unassigned"}`,
    draw: (held) => {
      needRules(held.doc?.rulesVersion);
      if (held.version !== version) {
        version = held.version;
        clearTimeout(timer);
        timer = window.setTimeout(load, Math.max(0, lookedAt + LOOK_AFTER - Date.now()));
      }
    },
    tick: (standing) => stand(standing),
    onUp: lookForUpdate,
  });
}

/** @param {any} subject */
function draw(subject) {
  setHidden(body, false);
  setHidden(loading, true);
  const team = named(subject.teamName, subject.team ?? "");
  const item = named(subject.itemName, subject.item ?? "");
  setText(heading, subject.id);
  subtitle.replaceChildren(
    ...[
      element("span", { text: known(`kind.${subject.kind}`, subject.kind) }),
      subject.team ? element("a", { href: teamHref(subject.team), text: team }) : null,
      subject.item ? element("a", { href: itemHref(subject.item), text: item }) : null,
      subject.title ? element("span", { text: titleText(subject.title) }) : null,
    ].filter((node) => node !== null),
  );
  state.replaceChildren(
    element("b", { text: `${subject.open ? "●" : "◆"} ${known(`stage.${subject.stage}`, subject.stage || NONE)}` }),
    element("span", { class: "soft", text: t(subject.open ? "case.open" : "case.done") }),
  );
  setCrumbs(crumbs(subject));
  drawDoubles(subject);

  drawEvents(subject.events ?? []);
  drawFacts(subject.facts ?? {});
  drawCounts(subject);
  drawClocks(subject.clocks ?? []);
  drawGuards(subject.guards ?? {});
  drawRaised(subject.warnings ?? [], subject);
}

/** What may be this very record once more, the record that stands for it, and what else a person is to look at. @param {any} subject */
function drawDoubles({ kind, conflicts = [], mergedInto, covered = true, marks = [] }) {
  const by = (/** @type {any} */ other) => other.by.map((/** @type {string} */ shared) => t(`quality.by.${shared}`)).join(" · ");
  const lines = [
    ...conflicts.map((/** @type {any} */ other) => ({
      text: t("case.conflict", { id: other.id, by: by(other) }),
      link: recordHref(other.kind, other.id),
    })),
    ...(mergedInto && covered ? [{ text: t("case.mergedInto", { id: mergedInto }), link: recordHref(kind, mergedInto) }] : []),
    ...(mergedInto && !covered ? [{ text: t("case.uncovered", { id: mergedInto }), link: "" }] : []),
    ...marks.map((/** @type {string} */ mark) => ({ text: known(`mark.${mark}`, mark), link: "" })),
  ];
  const settled = () =>
    element("a", { href: href("/quality"), text: `${t("nav.quality")} ›`, "data-roles": "supervisor auditor admin", hidden: true });
  doubt.replaceChildren(
    ...lines.map(({ text, link }) =>
      link
        ? element("a", { class: "law", href: link, text: `▲ ${text}` })
        : element("span", { class: "law" }, element("span", { text: `▲ ${text}` }), settled()),
    ),
  );
  offer(doubt);
  setHidden(doubt, lines.length === 0);
}

/** @param {any|null} subject */
function crumbs(subject) {
  return [
    { text: t("app.wall"), href: href("/") },
    ...(subject?.team ? [{ text: named(subject.teamName, subject.team), href: teamHref(subject.team) }] : []),
    { text: `${known(`kind.${kind}`, kind)} ${id}`, href: "" },
  ];
}

/** @param {any[]} list in order */
function drawEvents(list) {
  keyed(
    events,
    list,
    (event, index) => `${event.source}|${event.id}|${event.seq}|${index}`,
    (event) => {
      const type = typeOf(event.type);
      const marks = [
        event.applied === false ? t("case.notApplied") : "",
        event.op === "u" ? t("case.correction") : event.op === "d" ? t("case.deletion") : "",
      ].filter(Boolean);
      return element(
        "li",
        { "data-applied": String(event.applied !== false) },
        element("time", { class: "digits", datetime: event.at, text: stamp(event.at) }),
        element(
          "div",
          {},
          element("p", {}, element("b", { text: known(`event.${type}`, type) }), ...marks.map((mark) => element("em", { text: mark }))),
          Object.keys(event.data ?? {}).length > 0
            ? element("details", {}, element("summary", { text: t("case.data") }), definitions(event.data))
            : null,
          element("p", {
            class: "soft digits",
            text: [
              event.source,
              event.id,
              event.seq === undefined || event.seq === null ? "" : t("case.seq", { seq: event.seq }),
              event.received ? t("case.received", { at: stamp(event.received) }) : "",
            ]
              .filter(Boolean)
              .join(" · "),
          }),
        ),
      );
    },
    () => {},
  );
}

/**
 * What the heading says already, and what means something only beside its own event: the timeline has it there.
 */
const NOT_FACTS = new Set([
  "caseId",
  "actNo",
  "applicationNo",
  "teamId",
  "primaryItemCode",
  "itemCode",
  "subjectId",
  "subjectType",
  "synthetic",
  "day",
  "kind",
  "method",
  "outcome",
  "amount",
  "reason",
  "reviewerId",
  "channel",
  "receiptNo",
  "url",
  "medium",
  "seconds",
  "sha256",
]);

/** @param {Record<string, any>} values */
function drawFacts(values) {
  const entries = Object.entries(values).filter(([name, value]) => value !== null && value !== "" && !NOT_FACTS.has(name));
  setHidden(facts, entries.length === 0);
  keyed(
    factList,
    entries,
    ([name]) => name,
    () => {
      const term = element("dt");
      const value = element("dd");
      return Object.assign(element("div", {}, term, value), { term, value });
    },
    (node, [name, value]) => {
      setText(node.term, known(`fact.${name}`, name));
      setText(node.value, say(name, value));
    },
  );
}

/** @param {Record<string, any>} values */
function definitions(values) {
  return element(
    "dl",
    { class: "facts" },
    ...Object.entries(values).map(([name, value]) =>
      element("div", {}, element("dt", { text: known(`fact.${name}`, name) }), element("dd", { text: say(name, value) })),
    ),
  );
}

const MONEY = new Set(["fine", "confiscated", "amount", "paidTotal", "surcharge", "paid", "fines"]);

/** @param {string} name @param {any} value @returns {string} */
function say(name, value) {
  if (typeof value === "number" && (MONEY.has(name) || name.endsWith("Fen"))) {
    return `¥${yuan(value)}`;
  }
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) {
    return stamp(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => say(name, item)).join("、");
  }
  if (value !== null && typeof value === "object") {
    return Object.entries(value)
      .map(([key, inner]) => `${known(`fact.${key}`, key)} ${say(key, inner)}`)
      .join("；");
  }
  return typeof value === "boolean" ? t(value ? "fact.yes" : "fact.no") : known(`value.${value}`, String(value));
}

/** @param {any} subject */
function drawCounts(subject) {
  const list = /** @type {{counter: string, day: string, amount: number}[]} */ (subject.counts ?? []);
  setHidden(noCounts, list.length > 0);
  keyed(
    countBody,
    list,
    ({ counter, day }, index) => `${counter}|${day}|${index}`,
    ({ counter, day }) => {
      const link = element("a", {
        href: evidenceHash({ view: `team/${subject.team ?? "unassigned"}`, counter, period: day }),
        text: known(`counter.${counter}`, counter),
      });
      const number = element("td", { class: "right digits" });
      return Object.assign(element("tr", {}, element("td", {}, link), element("td", { class: "digits", text: day }), number), { number });
    },
    (node, { counter, amount: value }) => setText(node.number, counter.endsWith("Fen") ? amount(counter, value) : count(value)),
  );
}

/**
 * What a line of the page was drawn from, so that it is drawn again when that is another.
 * @param {Element} root
 * @param {any[]} list
 * @param {(value: any) => any} create
 */
function drawLines(root, list, create) {
  const seen = new Map();
  keyed(
    root,
    list.map((value) => {
      const text = JSON.stringify(value);
      seen.set(text, (seen.get(text) ?? 0) + 1);
      return { value, key: `${text}|${seen.get(text)}` };
    }),
    ({ key }) => key,
    ({ value }) => create(value),
    () => {},
  );
}

/** @param {Clock[]} list */
function drawClocks(list) {
  setHidden(clocks, list.length === 0);
  drawLines(clockList, list, (/** @type {Clock} */ clock) => {
    const [shape, level] = CLOCK_STATES[clock.state] ?? ["○", "none"];
    const unit = known(`unit.${clock.unit === "WD" ? "WD" : "CD"}`, "");
    const left = clock.state === "running" || clock.state === "overdue" ? clock.daysLeft : undefined;
    const isRolled = clock.raw && clock.due && clock.raw !== clock.due;
    return element(
      "li",
      { "data-level": level },
      element(
        "p",
        {},
        element("b", { class: "level", text: `${shape} ${known(`clock.${clock.state}`, clock.state)}` }),
        " ",
        element("b", { text: textOf(clock, "name") || clock.limit }),
        typeof left === "number"
          ? element("strong", {
              class: "digits",
              text: left === 0 ? t("warning.today") : t(left > 0 ? "clock.left" : "clock.over", { n: Math.abs(left), unit }),
            })
          : null,
        clock.provisional ? element("em", { text: `▲ ${t("day.provisional")}` }) : null,
        unverifiedMark(clock),
      ),
      element("p", {
        class: "digits",
        text: [
          isRolled ? t("clock.rolled", { raw: clock.raw, due: clock.due }) : clock.due ? t("clock.due", { due: clock.due }) : "",
          clock.stoppedOn ? t("clock.stopped", { day: clock.stoppedOn }) : "",
        ]
          .filter(Boolean)
          .join(" · "),
      }),
      element("p", {
        class: "soft digits",
        text: [
          clock.limit,
          clock.key ?? "",
          clock.trigger ? t("clock.from", { day: clock.trigger }) : "",
          clock.n ? t("clock.length", { n: clock.n, unit: known(`unit.${clock.unit}`, clock.unit ?? "") }) : "",
          known(`role.${clock.role}`, clock.role ?? ""),
          textOf(clock, "article"),
          clock.rules ? `${t("rules.version")} ${clock.rules}` : "",
        ]
          .filter(Boolean)
          .join(" · "),
      }),
    );
  });
}

/** @param {{passed?: Guard[], failed?: Guard[]}} found */
function drawGuards({ passed = [], failed = [] }) {
  const list = [...failed.map((guard) => ({ guard, isPassed: false })), ...passed.map((guard) => ({ guard, isPassed: true }))];
  setHidden(guards, list.length === 0);
  drawLines(guardList, list, ({ guard, isPassed }) =>
    element(
      "li",
      { "data-level": isPassed ? "ok" : "breach" },
      element(
        "p",
        {},
        element("b", { class: "level", text: `${isPassed ? "✓" : "✖"} ${t(isPassed ? "case.passed" : "case.failed")}` }),
        " ",
        element("b", { text: textOf(guard, "name") || guard.id }),
        unverifiedMark(guard),
      ),
      element("p", { text: findingText(guard) }),
      element("p", { class: "soft", text: [guard.id, textOf(guard, "article")].filter(Boolean).join(" · ") }),
    ),
  );
}

/** What the case has been warned of: every step, and that an acknowledgement clears nothing. @param {Raised[]} list @param {any} subject */
function drawRaised(list, subject) {
  setHidden(warningPanel, list.length === 0);
  const today = dayOf(Date.now());
  drawLines(
    raisedList,
    list.map((raised) => ({ raised, today })),
    (/** @type {{raised: Raised}} */ { raised }) => {
      const { acknowledged } = raised;
      const steps = raised.steps ?? [];
      return element(
        "li",
        { "data-level": raised.open ? raised.level : "none" },
        element(
          "p",
          {},
          element("b", { class: "level", text: levelText(raised.level) }),
          " ",
          element("b", { text: `${raised.rule} ${textOf(raised, "name")}` }),
          element("strong", {
            text: raised.open
              ? `● ${t("warning.open")}`
              : raised.clearedAt
                ? `✓ ${t("warning.cleared", { at: stamp(raised.clearedAt) })}`
                : "",
          }),
          raised.resolved ? element("em", { text: t("warning.resolved") }) : null,
          raised.detectedLate ? element("em", { text: t("warning.late") }) : null,
        ),
        raised.due
          ? element("p", {
              class: "digits",
              text: `${t("clock.due", { due: raised.due })}${raised.open ? ` · ${dueText(raised.due, today)}` : ""}`,
            })
          : null,
        element(
          "ol",
          { class: "steps digits" },
          ...steps.map((step, index) =>
            element(
              "li",
              { class: "soft" },
              element("time", { datetime: step.at, text: stamp(step.at) }),
              " ",
              stepText(steps, index),
              " ",
              element("span", { class: "level", "data-level": step.level, text: levelText(step.level) }),
            ),
          ),
        ),
        acknowledged
          ? element("p", {
              text: [
                `◐ ${t("acknowledge.says", { by: acknowledged.by, at: stamp(acknowledged.at), reason: acknowledged.reason })}`,
                raised.open ? t("warning.open") : "",
              ]
                .filter(Boolean)
                .join(" · "),
            })
          : raised.open
            ? element("button", {
                type: "button",
                class: "action small",
                text: t("acknowledge.one"),
                on: { click: () => ask.open([{ rule: raised.rule, kind: subject.kind, id: subject.id }]) },
              })
            : null,
      );
    },
  );
}

/** @param {{level: import("../live/types.js").Level|"none"}[]} steps @param {number} index */
function stepText(steps, index) {
  if (index === 0) {
    return t("warning.step.first");
  }
  const rank = (/** @type {string} */ level) => (level === "none" ? LEVELS.length : LEVELS.indexOf(/** @type {any} */ (level)));
  return t(rank(steps[index].level) < rank(steps[index - 1].level) ? "warning.step.up" : "warning.step.down");
}
