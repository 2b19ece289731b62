import { request } from "../api.js";
import { copyOf } from "../compat.js";
import { draggable } from "../drag.js";
import { element, find, setHidden, setText } from "../dom.js";
import { field, form } from "../form.js";
import { t } from "../i18n.js";
import { button } from "../table.js";
import { dayOfScene, INTERRUPTS, LONGEST, moved, newPage, newScene, PARTS, round, SEAMS, SHORTEST } from "./edit.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Page} Page */

/**
 * The scenes, one at a time: the pages of the wall with their seconds and their order, other pages at hours of the day, what interrupts.
 *
 * @param {{views: () => [string, string][], nameOf: (scene: Scene) => string, saved: () => Promise<void>}} page
 *   `views`: what a scene can show, with its name
 */
export function sceneEditor({ views, nameOf, saved }) {
  /** @type {Scene[]} */
  let scenes = [];
  /** As they were read: what is not kept differs from it. */
  let before = "";
  let chosen = "";
  const tabs = element("p", { class: "filters", role: "group", "aria-label": t("screens.scenes") });
  const body = element("div", { class: "stack" });
  const unsaved = element("p", { class: "not-cleared", role: "status", hidden: true, text: t("scenes.unsaved") });
  const undo = button("scenes.undo", () => draw(JSON.parse(before)));
  const save = form({
    fields: [tabs, body, unsaved],
    send: "screens.scenes.save",
    submit: () => request("/api/scenes", { method: "PUT", body: scenes }),
    done: saved,
  });
  save.querySelector(".buttons")?.prepend(undo);
  addEventListener("beforeunload", (event) => isChanged() && event.preventDefault());
  return { node: save, draw };

  /** @param {Scene[]} found */
  function draw(found) {
    scenes = copyOf(found);
    before = JSON.stringify(scenes);
    setHidden(find("p.failure", save), true);
    show();
  }

  function isChanged() {
    return JSON.stringify(scenes) !== before;
  }

  /** Draws the chosen scene; whatever had the focus has it again. */
  function show() {
    const focused = document.activeElement?.getAttribute("data-key");
    const scene = scenes.find(({ id }) => id === chosen) ?? scenes[0];
    chosen = scene?.id ?? "";
    tabs.replaceChildren(
      ...scenes.map((one) =>
        element("button", {
          type: "button",
          class: "action",
          "aria-pressed": String(one.id === chosen),
          "data-key": `tab-${one.id}`,
          text: nameOf(one),
          on: { click: () => choose(one.id) },
        }),
      ),
      button("scenes.new", () => add(newScene(scenes, t("scenes.newName")))),
    );
    body.replaceChildren(...(scene ? partsOf(scene) : []));
    note();
    if (focused) {
      /** @type {HTMLElement|null} */ (save.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
    }
  }

  function note() {
    setHidden(unsaved, !isChanged());
    setHidden(undo, !isChanged());
  }

  /** @param {string} id */
  function choose(id) {
    chosen = id;
    show();
  }

  /** @param {Scene} scene */
  function add(scene) {
    scenes.push(scene);
    choose(scene.id);
  }

  /** @param {Scene} scene @returns {HTMLElement[]} */
  function partsOf(scene) {
    const name = field("scenes.name", { value: scene.name, maxlength: 60 });
    name.input.addEventListener("input", () => change(() => (scene.name = name.input.value)));
    const view = field("scenes.view", { options: views() });
    view.input.value = scene.view ?? "";
    view.input.addEventListener("change", () => change(() => (scene.view = view.input.value || null)));
    const interrupt = field("scenes.interrupt", { options: INTERRUPTS.map((level) => [level, t(`scenes.interrupt.${level}`)]) });
    interrupt.input.value = scene.interrupt;
    interrupt.input.addEventListener("change", () => change(() => (scene.interrupt = /** @type {any} */ (interrupt.input.value))));
    const seams = field("scenes.seams", { options: SEAMS.map((number) => [String(number), t(`scenes.seams.${number}`)]) });
    seams.input.value = String(scene.seams ?? 0);
    seams.input.addEventListener("change", () => change(() => (scene.seams = Number(seams.input.value))));
    const plan = scene.plan ?? (scene.plan = []);
    const day = element("ol", { class: "day-of-scene" });
    const drawDay = () =>
      day.replaceChildren(
        ...dayOfScene(scene).map(({ from, to, pages }) =>
          element(
            "li",
            {},
            element("b", { class: "digits", text: `${from}–${to}` }),
            element("span", { text: pages.map(told).join(" → ") }),
          ),
        ),
      );
    drawDay();
    return [
      element("div", { class: "fields" }, name.node, view.node, interrupt.node, seams.node),
      element("h3", { text: t(plan.length > 0 ? "scenes.pages.else" : "scenes.pages") }),
      pageList("pages", scene.pages, (pages) => (scene.pages = pages), drawDay),
      element("h3", { text: t("scenes.plan") }),
      element("p", { class: "soft", text: t("scenes.plan.how") }),
      ...plan.map((hours, index) => hoursOf(plan, hours, index, drawDay)),
      element(
        "p",
        { class: "filters" },
        button("scenes.plan.add", () => change(() => plan.push({ from: "12:00", to: "14:00", pages: [newPage()] }), true), "action small"),
      ),
      element("h3", { text: t("scenes.day") }),
      day,
      element(
        "p",
        { class: "filters" },
        button("scenes.copy", () => {
          const copy = newScene(scenes, t("scenes.copyName", { name: nameOf(scene) }));
          add({ ...copyOf(scene), id: copy.id, name: copy.name });
        }),
        button("scenes.remove", () => {
          if (confirm(t("scenes.remove.ask", { name: nameOf(scene) }))) {
            change(() => (scenes = scenes.filter((one) => one !== scene)), true);
          }
        }),
      ),
    ];
  }

  /**
   * @param {NonNullable<Scene["plan"]>} plan @param {NonNullable<Scene["plan"]>[number]} hours @param {number} index
   * @param {() => void} drawDay
   */
  function hoursOf(plan, hours, index, drawDay) {
    /** @param {"from"|"to"} end */
    const time = (end) => {
      const input = field(`scenes.${end}`, { type: "time", value: hours[end] });
      input.input.addEventListener("input", () => change(() => ((hours[end] = input.input.value), drawDay())));
      return input.node;
    };
    const parts = [time("from"), time("to")];
    const remove = button("scenes.plan.remove", () => change(() => plan.splice(index, 1), true), "action small");
    const list = pageList(`hours-${index}`, hours.pages, (pages) => (hours.pages = pages), drawDay);
    return element("section", { class: "hours" }, element("div", { class: "fields" }, ...parts, remove), list);
  }

  /**
   * Pages in the order in which they take turns.
   * @param {string} key @param {Page[]} pages @param {(pages: Page[]) => void} set @param {() => void} drawDay
   */
  function pageList(key, pages, set, drawDay) {
    const time = element("p", { class: "soft" });
    const count = () => (setText(time, t("scenes.round", { count: pages.length, seconds: round(pages) })), drawDay());
    const list = element(
      "ol",
      { class: "pages" },
      ...pages.map((page, index) => {
        const part = choiceOf(page, `${key}-part-${index}`);
        part.addEventListener("change", () => change(() => ((page.part = part.value), count())));
        const seconds = element("input", {
          type: "number",
          min: SHORTEST,
          max: LONGEST,
          value: page.seconds,
          "aria-label": t("scenes.seconds"),
          "data-key": `${key}-seconds-${index}`,
        });
        seconds.addEventListener("input", () => change(() => ((page.seconds = Number(seconds.value)), count())));
        return element(
          "li",
          { "data-page": String(index) },
          element("i", { class: "grip", text: "⠿", "aria-hidden": "true" }),
          part,
          element("label", { class: "seconds" }, seconds, element("span", { text: t("scenes.s") })),
          step(index, -1),
          step(index, 1),
          small("✕", t("scenes.page.remove"), `${key}-out-${index}`, pages.length > 1, () => put(pages.filter((one) => one !== page))),
        );
      }),
    );
    draggable(list, { item: "li", grip: ".grip", target: "[data-page]" }, (dragged, target) => {
      if (target) {
        put(moved(pages, Number(dragged.dataset.page), Number(target.dataset.page)));
      }
    });
    setText(time, t("scenes.round", { count: pages.length, seconds: round(pages) }));
    return element(
      "div",
      { class: "stack" },
      list,
      element(
        "p",
        { class: "filters" },
        button("scenes.page.add", () => put([...pages, newPage()]), "action small"),
        time,
      ),
    );

    /** @param {Page[]} next */
    function put(next) {
      change(() => set(next), true);
    }

    /** @param {number} index @param {number} by */
    function step(index, by) {
      const to = index + by;
      const words = t(by < 0 ? "scenes.page.earlier" : "scenes.page.later");
      // The focus goes along with the page.
      return small(by < 0 ? "↑" : "↓", words, `${key}-${by}-${index}`, to >= 0 && to < pages.length, () => {
        put(moved(pages, index, to));
        /** @type {HTMLElement|null} */ (save.querySelector(`[data-key="${key}-${by}-${to}"]`))?.focus();
      });
    }
  }

  /** @param {() => unknown} work @param {boolean} [isOther] there are other parts to draw now */
  function change(work, isOther = false) {
    work();
    if (isOther) {
      show();
    } else {
      note();
    }
  }
}

/** @param {Page} page */
function told({ part, seconds }) {
  return t("scenes.told", { part: t(`scenes.part.${part}`), seconds });
}

/** @param {Page} page @param {string} key */
function choiceOf(page, key) {
  return element(
    "select",
    { "aria-label": t("scenes.part"), "data-key": key },
    ...PARTS.map((part) => element("option", { value: part, text: t(`scenes.part.${part}`), selected: part === page.part })),
  );
}

/** @param {string} text @param {string} words @param {string} key @param {boolean} isOpen @param {() => void} click */
function small(text, words, key, isOpen, click) {
  return element("button", {
    type: "button",
    class: "action small",
    text,
    title: words,
    "aria-label": words,
    "data-key": key,
    disabled: !isOpen,
    on: { click },
  });
}
