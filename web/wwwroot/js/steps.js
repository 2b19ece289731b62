import { has, named, t } from "./i18n.js";

/**
 * @typedef {{key: string, done: boolean, later?: boolean, state: string, links: [string, string][]}} Step
 *   `later`: it may be done at any time, and nothing waits for it
 */

/**
 * What is to be done, in order. Of a demo nothing is: its bureau, teams and items came with the product and are meant to be.
 * @param {any} state @returns {Step[]}
 */
export function stepsOf({ bureau, teams, items, officers, enterprises, cases, tokens, people, open, demo }) {
  const isForeign = Boolean(bureau?.seeded) && !demo;
  const own = (/** @type {{registered: number, seeded: number}} */ counts) => (demo ? { ...counts, seeded: 0 } : counts);
  const name = named(bureau?.nameEn && document.documentElement.lang === "en" ? bureau.nameEn : bureau?.name, "—");
  return [
    {
      key: "bureau",
      done: Boolean(bureau) && !isForeign,
      state: t(isForeign ? "setUp.bureau.seeded" : "setUp.bureau.state", { name }),
      links: [["/setup/bureaus", "setUp.bureau.open"]],
    },
    registers("teams", own(teams)),
    registers("items", own(items)),
    {
      key: "data",
      done: cases > 0,
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

/** @param {"teams"|"items"} key @param {{registered: number, seeded: number}} counts @returns {Step} */
function registers(key, { registered, seeded }) {
  return {
    key,
    done: registered > seeded,
    state: t(registered === 0 ? `setUp.${key}.none` : seeded === 0 ? `setUp.${key}.state` : `setUp.${key}.seeded`, {
      count: registered,
      seeded,
    }),
    links: [[`/setup/${key}`, `setUp.${key}.open`]],
  };
}

/** The first step that waits for somebody. @param {Step[]} steps @returns {Step|undefined} */
export function nextOf(steps) {
  return steps.find((step) => !step.done && !step.later);
}
