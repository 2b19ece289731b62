import { request } from "../api.js";
import { confidenceNode, lengthText, limitText, targetText, thresholds } from "../definition.js";
import { element, find, setHidden, setText } from "../dom.js";
import { NONE, stamp, yuan } from "../format.js";
import { inLanguage, known, t } from "../i18n.js";
import { panel } from "../panel.js";
import { href, parameter } from "../links.js";
import { pause } from "../live/backoff.js";
import { onRules, rules, startRules, textOf } from "../rules.js";
import { shell } from "../shell.js";

/** @typedef {import("../live/types.js").RuleSet} RuleSet */

const on = /^\d{4}-\d{2}-\d{2}$/.test(parameter("on") ?? "") ? parameter("on") : null;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.rules"), href: "" },
  ],
  up: href("/"),
});

const day = element("input", { type: "date", value: on ?? "" });
day.addEventListener("change", () => location.assign(href("/rules", { on: day.value })));
const failure = element("p", { class: "failure", role: "alert", hidden: true });
const loading = element("p", { class: "soft", text: t("table.loading") });
const SECTIONS = /** @type {const} */ (["limits", "guards", "warnings", "metrics", "parameters"]);
const panels = Object.fromEntries(SECTIONS.map((name) => [name, Object.assign(panel(`rules.${name}`, {}), { id: name })]));
const versionPanel = panel("rules.versions", {});
const body = element("div", { class: "sheets", hidden: true }, versionPanel, ...SECTIONS.map((name) => panels[name]));
find("#main").append(
  element(
    "div",
    { class: "title" },
    element(
      "div",
      {},
      element("h1", { text: t("rules.title") }),
      element("p", { class: "soft", text: on ? t("rules.onNote", { day: on }) : t("rules.note") }),
    ),
    element(
      "div",
      { class: "period" },
      element("label", {}, element("span", { text: t("rules.on") }), day),
      on ? element("strong", { class: "closed", text: `◆ ${on}` }) : null,
      on ? element("a", { class: "action", href: href("/rules"), text: t("rules.back") }) : null,
    ),
  ),
  element(
    "nav",
    { class: "within", "aria-label": t("rules.title") },
    ...SECTIONS.map((name) => element("a", { class: "action", href: `#${name}`, text: t(`rules.${name}`) })),
  ),
  failure,
  loading,
  body,
);

let failures = 0;
if (on) {
  load();
} else {
  // The present rule set is kept for when the server is away.
  const show = () => {
    const set = rules();
    if (set) {
      draw(set);
    }
  };
  onRules(show);
  startRules();
  show();
}

async function load() {
  try {
    draw(await request(`/api/rules?on=${on}`));
    setHidden(failure, true);
  } catch (error) {
    setHidden(failure, false);
    setText(failure, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
    setTimeout(load, 500 + pause(failures++));
  }
}

/** What this release's rule set says that the one in force does not. @param {NonNullable<RuleSet["shipped"]>} shipped */
function shippedItem({ version, missing, other }) {
  return element(
    "li",
    { "data-shipped": "" },
    element("b", { text: t("rules.shipped", { version }) }),
    missing.length > 0 ? element("span", { text: t("rules.shipped.missing", { ids: missing.join(" ") }) }) : null,
    other.length > 0 ? element("span", { class: "soft", text: t("rules.shipped.other", { ids: other.join(" ") }) }) : null,
  );
}

/** @param {RuleSet} set */
function draw(set) {
  setHidden(loading, true);
  setHidden(body, false);
  replace(
    versionPanel,
    element(
      "ul",
      { class: "versions" },
      ...(set.versions ?? []).map((version) =>
        element(
          "li",
          {},
          element("b", { class: "digits", text: version.version }),
          version.version === set.current ? element("em", { class: "now", text: `● ${t("rules.current")}` }) : null,
          element("span", { text: version.effectiveFrom ? t("rules.effective", { day: version.effectiveFrom }) : "" }),
          element("span", { class: "soft", text: textOf(version, "name") }),
          element("span", { class: "soft", text: version.publishedAt ? t("rules.published", { at: stamp(version.publishedAt) }) : "" }),
        ),
      ),
      ...(set.problems ?? []).map((problem) =>
        element(
          "li",
          { class: "law" },
          element("b", { text: t("law.problem.rules", { version: problem.version }) }),
          element("span", { class: "soft", text: inLanguage(problem.sentence, problem.reason) }),
        ),
      ),
      set.shipped ? shippedItem(set.shipped) : null,
    ),
  );

  replace(
    panels.limits,
    table(
      ["col.code", "col.name", "col.limit", "col.role", "col.trigger", "col.article", "col.confidence"],
      (set.limits ?? []).map((limit) => [
        id(limit.id),
        lines(textOf(limit, "name"), textOf(limit, "note")),
        lines(
          lengthText(limit),
          limit.items
            ? t("rules.items", {
                items: Object.entries(limit.items)
                  .map(([item, n]) => `${item} ${lengthText({ ...limit, n })}`)
                  .join("，"),
              })
            : "",
          limit.from ? t("rules.from", { day: limit.from }) : "",
        ),
        known(`role.${limit.role}`, limit.role ?? ""),
        trigger(limit.trigger),
        textOf(limit, "article"),
        confidenceNode(limit),
      ]),
    ),
  );
  replace(
    panels.guards,
    table(
      ["col.code", "col.name", "col.article", "col.confidence"],
      (set.guards ?? []).map((guard) => [id(guard.id), textOf(guard, "name"), textOf(guard, "article"), confidenceNode(guard)]),
    ),
  );
  replace(
    panels.warnings,
    table(
      ["col.code", "col.name", "col.condition", "definition.thresholds", "col.limit", "col.article", "col.confidence"],
      (set.warnings ?? []).map((warning) => {
        const limit = (set.limits ?? []).find((entry) => entry.id === warning.limit);
        return [
          id(warning.id),
          textOf(warning, "name"),
          lines(textOf(warning, "condition"), warning.from ? t("rules.from", { day: warning.from }) : ""),
          thresholds(warning) || NONE,
          limit ? limitText(limit) : (warning.limit ?? NONE),
          textOf(warning, "article"),
          confidenceNode(warning),
        ];
      }),
    ),
  );
  replace(
    panels.metrics,
    table(
      ["col.code", "col.name", "col.definition", "col.attribution", "col.metricKind", "col.article", "col.confidence"],
      (set.metrics ?? []).map((metric) => [
        id(metric.id),
        textOf(metric, "name"),
        textOf(metric, "definition"),
        metric.snapshot ? t("definition.snapshot") : textOf(metric, "attribution"),
        lines(known(`metric.kind.${metric.kind}`, metric.kind ?? ""), targetText(metric)),
        textOf(metric, "basis"),
        confidenceNode(metric),
      ]),
    ),
  );
  replace(
    panels.parameters,
    table(
      ["col.name", "col.value", "col.confidence"],
      Object.entries(set.parameters ?? {})
        .filter(([name]) => name !== "unverified")
        .map(([name, value]) => [
          lines(known(`parameter.${name}`, name), name),
          say(name, value),
          confidenceNode({ confidence: "P", unverified: (set.parameters?.unverified ?? []).includes(name) }),
        ]),
    ),
  );
  if (location.hash) {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
}

/** @param {HTMLElement} root @param {HTMLElement} content */
function replace(root, content) {
  root.replaceChildren(find("h2", root), content);
}

/** @param {string} value */
function id(value) {
  return element("span", { class: "digits", id: value, text: value });
}

/** @param {...string} texts the first large, the rest soft; empty ones left out */
function lines(...texts) {
  return element("div", {}, ...texts.filter(Boolean).map((text, index) => element("p", { class: index > 0 ? "soft" : "", text })));
}

/**
 * `case.filed.filedOn` is an event and its field, `PEN-03.due` the end of another limit; several with bars between.
 * @param {string|undefined} value
 */
function trigger(value = "") {
  const texts = value
    .split("|")
    .filter(Boolean)
    .map((one) => {
      const [, event, field] = /^(\w+\.\w+)[.:](\w+)$/.exec(one) ?? [];
      const [, limit] = /^([A-Z]+-\d+)\.due$/.exec(one) ?? [];
      return event
        ? `${known(`event.${event}`, event)} · ${known(`fact.${field}`, field)}`
        : limit
          ? t("rules.afterLimit", { limit })
          : one;
    });
  return texts.length > 0 ? element("div", {}, ...texts.map((text) => element("p", { text }))) : NONE;
}

/** @param {string[]} heads @param {(Node|string)[][]} rows */
function table(heads, rows) {
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": t("rules.title") },
    element(
      "table",
      { class: "rules" },
      element("thead", {}, element("tr", {}, ...heads.map((key) => element("th", { text: t(key) })))),
      element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((content) => element("td", {}, content))))),
    ),
  );
}

/** @param {string} name @param {any} value @returns {string} */
function say(name, value) {
  if (value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0)) {
    return t("parameter.none");
  }
  if (typeof value === "number" && name.endsWith("Fen")) {
    return `¥${yuan(value)}`;
  }
  if (Array.isArray(value)) {
    return value.map((entry) => known(`value.${entry}`, String(entry))).join("、");
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${inner}`)
      .join("；");
  }
  return typeof value === "boolean" ? t(value ? "fact.yes" : "fact.no") : known(`value.${value}`, String(value));
}
