import { firstAdministrator } from "../administrator.js";
import { request } from "../api.js";
import { element, find } from "../dom.js";
import { has, named, t } from "../i18n.js";
import { href, parameter } from "../links.js";
import { shell } from "../shell.js";
import { sentenceOf } from "../table.js";

const secret = parameter("secret");
if (secret) {
  firstAdministrator(secret);
} else {
  shell({
    crumbs: [
      { text: t("app.wall"), href: href("/") },
      { text: t("nav.setup"), href: "" },
    ],
    up: href("/"),
  });
  show();
}

async function show() {
  const list = element("ol", { class: "steps" });
  const said = element("p", { class: "said", role: "status" });
  find("#main").append(
    element(
      "div",
      { class: "title" },
      element("div", {}, element("h1", { text: t("nav.setup") }), element("p", { class: "soft", text: t("setUp.note") })),
      element("a", { class: "action", href: href("/"), text: t("setUp.toWall") }),
    ),
    said,
    list,
  );
  try {
    const state = await request("/api/setup");
    const steps = stepsOf(state);
    const next = steps.find((step) => !step.done && !step.later);
    list.append(...steps.map((step) => drawn(step, step === next)));
    if (!next) {
      said.textContent = t("setUp.ready");
    }
  } catch (error) {
    if (/** @type {any} */ (error).status === 401) {
      location.replace(href("/sign-in", { next: `/setup${location.search}` }));
      return;
    }
    said.textContent = sentenceOf(error);
  }
}

/**
 * @typedef {{key: string, done: boolean, later?: boolean, state: string, links: [string, string][]}} Step
 *   `later`: it may be done at any time, and nothing waits for it
 */

/** What is to be done, in order. @param {any} state @returns {Step[]} */
function stepsOf({ bureau, teams, items, officers, enterprises, cases, tokens, people, open, demo }) {
  const name = named(bureau?.nameEn && document.documentElement.lang === "en" ? bureau.nameEn : bureau?.name, "—");
  return [
    {
      key: "bureau",
      done: Boolean(bureau) && !bureau.seeded,
      state: t(bureau?.seeded ? "setUp.bureau.seeded" : "setUp.bureau.state", { name }),
      links: [["/setup/bureaus", "setUp.bureau.open"]],
    },
    { key: "teams", done: teams.registered > teams.seeded, state: counted("teams", teams), links: [["/setup/teams", "setUp.teams.open"]] },
    { key: "items", done: items.registered > items.seeded, state: counted("items", items), links: [["/setup/items", "setUp.items.open"]] },
    {
      key: "data",
      done: cases > 0 && !demo,
      state: t(cases > 0 ? "setUp.data.state" : "setUp.data.none", { count: cases, tokens }),
      links: [
        ["/setup/import", "setUp.data.import"],
        ["/sources", "setUp.data.token"],
      ],
    },
    {
      key: "officers",
      done: officers > 0,
      later: true,
      state: t("setUp.officers.state", { count: officers }),
      links: [["/setup/officers", "setUp.officers.open"]],
    },
    {
      key: "enterprises",
      done: enterprises > 0,
      later: true,
      state: t("setUp.enterprises.state", { count: enterprises }),
      links: [["/setup/enterprises", "setUp.enterprises.open"]],
    },
    {
      key: "people",
      done: people > 1,
      later: true,
      state: t(open ? "setUp.people.open" : "setUp.people.state", { count: people }),
      // Screens are a part of their own.
      links: [["/people", "nav.people"], ...(has("nav.screens") ? [/** @type {[string, string]} */ (["/screens", "nav.screens"])] : [])],
    },
    {
      key: "law",
      done: false,
      later: true,
      state: t("setUp.law.state"),
      links: [
        ["/calendar", "nav.calendar"],
        ["/rules", "nav.rules"],
      ],
    },
  ];
}

/** @param {"teams"|"items"} key @param {{registered: number, seeded: number}} counts */
function counted(key, { registered, seeded }) {
  return t(registered === 0 ? `setUp.${key}.none` : seeded === 0 ? `setUp.${key}.state` : `setUp.${key}.seeded`, {
    count: registered,
    seeded,
  });
}

/** @param {Step} step @param {boolean} isNext */
function drawn(step, isNext) {
  return element(
    "li",
    { class: "tile panel", "data-step": step.key, "data-done": String(step.done), "aria-current": isNext ? "step" : null },
    element("i", { text: step.done ? "✓" : "○", "aria-hidden": "true" }),
    element(
      "div",
      {},
      element(
        "h2",
        {},
        element("span", { text: t(`setUp.${step.key}`) }),
        element("small", { text: t(step.done ? "setUp.done" : isNext ? "setUp.next" : step.later ? "setUp.later" : "setUp.open") }),
      ),
      element("p", { text: step.state }),
    ),
    element(
      "p",
      { class: "actions" },
      ...step.links.map(([path, key], index) =>
        element("a", { class: isNext && index === 0 ? "action strong" : "action", href: href(path), text: t(key) }),
      ),
    ),
  );
}
