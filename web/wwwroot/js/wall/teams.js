import { INSPECTIONS, LEVELS, LEVEL_SHAPES } from "../catalogue.js";
import { figure, isUnheard, sum, viewOf, warningCount } from "../figures.js";
import { clockOn, count, emsOf, NONE, splitName, widestOf } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { memberHref } from "../links.js";
import { guard, html, nothing, repeat, vars } from "../lit.js";
import { levelText } from "../warning-texts.js";
import { isCity } from "./districts.js";
import { number } from "./number.js";
import { note, tile } from "./tile.js";

/** @typedef {import("../live/types.js").Part} Part */

/** A city has more districts than have room for a card each: then each is a line, and so many stand above one another. */
const MOST_CARDS = 24;
const MOST_LINES = 12;

const FACTS = [
  { name: "inspections", counters: INSPECTIONS },
  { name: "filed", counters: ["casesFiled"] },
  { name: "penalties", counters: ["penalties"] },
];

/**
 * The teams in the order of the roster, each lit by the most severe level that stands in it: never by how much it counts.
 * @param {import("./model.js").Shown} model
 */
export function teams({ doc, labels, shortName }) {
  const list = inOrder(doc);
  const isMany = list.length > MOST_CARDS;
  const columns = isMany ? Math.ceil(list.length / MOST_LINES) : list.length <= 12 ? 4 : list.length <= 20 ? 5 : 6;
  const short = isMany ? shortName : undefined;
  const widest = (/** @type {(team: Part) => number[]} */ numbers) => widestOf(list.flatMap(([, team]) => numbers(team).map(count)));
  const sizes = {
    columns,
    rows: Math.max(1, Math.ceil(list.length / columns)),
    "chars-open": widest((team) => [team.open?.cases ?? 0]),
    "chars-over": widest((team) => LEVELS.map((level) => warningCount(team.warnings, "all", level))),
    "chars-facts": widest((team) => FACTS.map(({ counters }) => sum(team.counters?.day, counters))),
  };
  return tile(
    {
      id: "teams",
      title: t(isCity(doc) ? "panel.districts" : "panel.teams"),
      notes: isMany ? [shapes()] : [html`<small id="teams-period">${labels.day}</small>`, note(t("panel.teams.note")), shapes()],
    },
    html`<div class="cards" ?data-many=${isMany} ${vars(sizes)}>
      ${repeat(
        list,
        ([id]) => id,
        ([id, team]) => guard([team, doc.day, short?.(id)], () => card(id, team, doc.day, short?.(id))),
      )}
    </div>`,
  );
}

/** The teams a wall shows, in the order of the roster. @param {import("../live/types.js").ViewDocument} doc @returns {[string, Part][]} */
export const inOrder = ({ teams }) =>
  Object.entries(teams ?? {})
    .filter(isOfUse)
    .sort(([idA, a], [idB, b]) => (a.order ?? 999) - (b.order ?? 999) || idA.localeCompare(idB, "en"));

/**
 * What is of no team has a card where it is something to look into: plans and courses of the whole bureau alone are not.
 * @param {[string, Part]} entry
 */
export const isOfUse = ([id, { open, warnings, counters }]) =>
  id !== "unassigned" ||
  (open?.cases ?? 0) > 0 ||
  LEVELS.some((level) => warningCount(warnings, "all", level) > 0) ||
  Object.values(counters?.year ?? {}).some((value) => value !== 0);

/** What the shapes on the cards are called: a level has a colour, a shape and a word. Each number says it to those who hear the page. */
function shapes() {
  return html`<span class="shapes" aria-hidden="true"
    >${LEVELS.map((level) => html`<i data-level=${level}>${levelText(level)}</i>`)}</span
  >`;
}

/** What a team is lit by: its most severe level, none, or that nothing was ever told of it or is told now. @param {Part} team */
export function lightOf(team) {
  const level = LEVELS.find((one) => warningCount(team.warnings, "all", one) > 0);
  return isUnheard(team, "teams") ? "unheard" : (level ?? (team.silent ? "silent" : "none"));
}

/** @param {string} id @param {Part} team @param {string} day @param {string} [short]  its name where there is no room for the whole */
function card(id, team, day, short) {
  const name = nameOf(team, id);
  const { main, scope } = splitName(short ?? name);
  const view = viewOf(id, team);
  const light = lightOf(team);
  const isUntold = light === "unheard";
  const isQuiet = isUntold || light === "silent" || light === "none";
  const quiet = isUntold ? `○ ${t("team.unheard")}` : light === "silent" ? `○ ${t("team.silent")}` : `✓ ${t("warning.none.short")}`;
  /** @param {number} value @param {import("../figures.js").Query} query @param {string} label */
  const shown = (value, query, label, more = {}) =>
    number(isUntold ? NONE : count(value), isUntold ? null : query, `${main} ${label}`, { isTold: true, ...more });
  /** What came in today; of a team that nothing comes in of now, none is not nought. @type {typeof shown} */
  const today = (value, query, label) => (team.silent && value === 0 ? number(NONE, null, `${main} ${label}`) : shown(value, query, label));
  return html`<article
    class="card"
    title=${[scope, team.silent ? t("team.silent") : ""].filter(Boolean).join(" · ") || nothing}
    ?data-unheard=${isUntold || team.silent}
    data-light=${light}
  >
    <i class="lamp" aria-hidden="true"></i>
    <h3 ${vars({ ems: emsOf(main) })}><a href=${memberHref(id, team)} aria-label=${t("team.card", { name })}>${main}</a></h3>
    <p class="open">${shown(team.open?.cases ?? 0, { view, open: "cases" }, t("panel.open"), { name: "key" })}</p>
    <p class="over">
      <span class="none" ?hidden=${!isQuiet}>${quiet}</span>
      ${LEVELS.map((level) => {
        const value = warningCount(team.warnings, "all", level);
        const label = `${t("panel.warnings")} ${t(`level.${level}`)}`;
        return html`<span data-level=${level} ?hidden=${isQuiet} ?data-none=${value === 0} title=${t(`level.${level}`)}
          >${LEVEL_SHAPES[level]}${shown(value, { view, warning: "all", level }, label)}</span
        >`;
      })}
    </p>
    <p class="changed digits">
      ${team.version ? t("team.changed", { at: clockOn(new Date(team.version / 1_000).toISOString(), day) }) : NONE}
    </p>
    <p class="facts">
      ${FACTS.map(
        ({ name: fact, counters }) =>
          html`<span
            ><em>${t(`team.${fact}`)}</em>${today(
              counters.length === 1 ? figure(team.counters?.day, counters[0]) : sum(team.counters?.day, counters),
              { view, counter: counters.join(","), period: day },
              t(`team.${fact}`),
            )}</span
          >`,
      )}
    </p>
  </article>`;
}
