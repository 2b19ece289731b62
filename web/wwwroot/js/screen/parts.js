import { button } from "../form.js";
import { t } from "../i18n.js";
import { html } from "../lit.js";
import { dayOfScene, INTERRUPTS, newPage, SEAMS } from "./edit.js";
import { choice, labelled, written } from "./fields.js";
import { pageList } from "./pages.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Page} Page */
/** @typedef {NonNullable<Scene["plan"]>[number]} Hours */
/** @typedef {Scene & {plan: Hours[]}} Draft  a scene that is being changed */
/** @typedef {<T extends object>(part: T, what: Partial<T>) => void} Change  changes a part of the scene, and draws it */

/**
 * What a scene is made of: the pages of the wall with their seconds and their order, other pages at hours of the day, what interrupts.
 * @param {Draft} scene @param {[string, string][]} views what it can show, with its name @param {Change} change
 */
export function sceneParts(scene, views, change) {
  const { plan } = scene;
  /** @param {"view"|"interrupt"|"seams"} name @param {[string, string][]} entries @param {(value: string) => any} [read] */
  const chosen = (name, entries, read = (value) => value) =>
    labelled(
      `scenes.${name}`,
      choice(`scenes.${name}`, entries, String(scene[name] ?? ""), (value) => change(scene, { [name]: read(value) })),
    );
  /** @param {string} name @param {(string|number)[]} values */
  const named = (name, values) => values.map((value) => /** @type {[string, string]} */ ([String(value), t(`scenes.${name}.${value}`)]));
  const addHours = () => change(scene, { plan: [...plan, { from: "12:00", to: "14:00", pages: [newPage()] }] });
  return html`<div class="fields">
      ${written("scenes.name", "text", scene.name, (name) => change(scene, { name }))} ${chosen("view", views, (view) => view || null)}
      ${chosen("interrupt", named("interrupt", INTERRUPTS))} ${chosen("seams", named("seams", SEAMS), Number)}
    </div>
    <h3>${t(plan.length > 0 ? "scenes.pages.else" : "scenes.pages")}</h3>
    ${pageList(scene.pages, (pages) => change(scene, { pages }))}
    <h3>${t("scenes.plan")}</h3>
    <p class="soft">${t("scenes.plan.how")}</p>
    ${plan.map((hours) => hoursOf(hours, change, () => change(scene, { plan: plan.filter((other) => other !== hours) })))}
    <p class="filters">${button("scenes.plan.add", addHours, "action small")}</p>
    <h3>${t("scenes.day")}</h3>
    <ol class="day-of-scene">
      ${dayOfScene(scene).map(
        ({ from, to, pages }) => html`<li><b class="digits">${from}–${to}</b><span>${pages.map(told).join(" → ")}</span></li>`,
      )}
    </ol>`;
}

/** Other pages at hours of the day. @param {Hours} hours @param {Change} change @param {() => void} remove */
function hoursOf(hours, change, remove) {
  return html`<section class="hours">
    <div class="fields">
      ${written("scenes.from", "time", hours.from, (from) => change(hours, { from }))}
      ${written("scenes.to", "time", hours.to, (to) => change(hours, { to }))} ${button("scenes.plan.remove", remove, "action small")}
    </div>
    ${pageList(hours.pages, (pages) => change(hours, { pages }))}
  </section>`;
}

/** @param {Page} page */
function told({ part, seconds }) {
  return t("scenes.told", { part: t(`scenes.part.${part}`), seconds });
}
