import { draggable } from "../drag.js";
import { element } from "../dom.js";
import { known, t } from "../i18n.js";
import { assigned, columnOf } from "./choices.js";
import { choice } from "./mapping.js";

/** @typedef {import("./choices.js").Choices} Choices */

const NEED = { always: "import.need.always", event: "import.need.event" };

/**
 * The columns of a file and the fields they can be. A column is dragged onto a field, or picked up and put down by a click or the keyboard,
 * or chosen in the field's list: all three say the same.
 *
 * @param {any} seen @param {Choices} choices @param {() => void} changed
 */
export function board(seen, choices, changed) {
  /** The column that was picked up. @type {string|null} */
  let held = null;
  const free = seen.columns.filter((/** @type {any} */ column) => !column.field);
  const root = element(
    "div",
    { class: "mapping" },
    element(
      "section",
      { class: "pool", "data-field": "" },
      element("h3", { text: t("import.pool") }),
      element("p", { class: "soft", text: t("import.pool.how") }),
      element("ul", {}, ...free.map((/** @type {any} */ column) => element("li", {}, chip(column)))),
      free.length === 0 ? element("p", { class: "soft", text: t("import.pool.none") }) : null,
    ),
    element("div", { class: "targets" }, ...seen.events.map(group)),
  );
  draggable(root, { item: ".chip", grip: ".grip", target: "[data-field]" }, (dragged, target) => {
    if (target) {
      put(dragged.dataset.column ?? "", target.dataset.field ?? "");
    }
  });
  root.addEventListener("click", (/** @type {Event} */ event) => {
    const pressed = /** @type {HTMLElement} */ (event.target);
    const column = /** @type {HTMLElement|null} */ (pressed.closest(".chip"))?.dataset.column ?? null;
    const field = /** @type {HTMLElement|null} */ (pressed.closest("[data-field]"))?.dataset.field;
    if (column && (!held || field === "" || column === held)) {
      hold(column === held ? null : column);
    } else if (held && field !== undefined && !pressed.closest("select, .out")) {
      put(held, field);
    }
  });
  root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && held) {
      event.preventDefault();
      event.stopPropagation();
      hold(null);
    }
  });
  return root;

  /** @param {string} column @param {string} field */
  function put(column, field) {
    hold(null);
    const present = seen.columns.find((/** @type {any} */ one) => one.name === column)?.field ?? "";
    if (present !== field) {
      choices.fields = assigned(seen.columns, column, field);
      changed();
    }
  }

  /** @param {string|null} column */
  function hold(column) {
    held = column;
    root.toggleAttribute("data-holds", held !== null);
    for (const one of root.querySelectorAll(".chip")) {
      one.setAttribute("aria-pressed", String(one.dataset.column === held));
    }
  }

  /** An event and the fields that make it. @param {any} event */
  function group({ type, made, fields }) {
    return element(
      "section",
      { class: "target-group", "data-made": String(made) },
      element(
        "h3",
        {},
        element("span", { text: known(`event.${type}`, type) }),
        element("small", { text: t(made ? "import.made" : "import.unmade") }),
      ),
      fields.length === 0 ? element("p", { class: "soft", text: t("import.fromOthers") }) : null,
      ...fields.map(target),
    );
  }

  /** @param {any} field */
  function target({ id, kind, needed }) {
    const column = columnOf(seen.columns, id);
    const words = t(`import.field.${id}`);
    const columns = [["", t("import.noColumn")], ...seen.columns.map((/** @type {any} */ one) => [one.name, one.name])];
    const select = choice(columns, column?.name ?? "", (name) => put(name || (column?.name ?? ""), name ? id : ""), words);
    select.dataset.key = `field-${id}`;
    return element(
      "div",
      { class: "target", "data-field": id, "data-needed": needed ?? "", "data-filled": String(column !== null) },
      element(
        "p",
        { class: "words" },
        element("b", { text: words }),
        needed ? element("em", { text: t(NEED[/** @type {"always"|"event"} */ (needed)]) }) : null,
      ),
      column
        ? element("p", { class: "filled" }, chip(column), out(column.name))
        : element("button", { type: "button", class: "slot", text: t("import.slot"), "aria-label": t("import.slot.of", { field: words }) }),
      element("p", { class: "written" }, select, how(column, kind)),
    );
  }

  /** @param {string} name */
  function out(name) {
    const button = element("button", { type: "button", class: "out", text: "✕", "aria-label": t("import.out", { name }) });
    button.addEventListener("click", () => put(name, ""));
    return button;
  }

  /** How money and days are written in a column. @param {any} column @param {string} kind */
  function how(column, kind) {
    if (column && kind === "Money") {
      const units = seen.units.map((/** @type {string} */ unit) => [unit, t(`import.unit.${unit}`)]);
      return column.unit
        ? element("small", { text: t("import.unitSaid", { unit: t(`import.unit.${column.unit}`) }) })
        : choice(units, choices.units[column.name] ?? "元", (unit) => say("units", column.name, unit), t("import.unitOf", column));
    }
    if (column && kind === "Day" && (column.format || choices.formats[column.name])) {
      const formats = [["", t("import.yearFirst")], ...seen.formats.map((/** @type {string} */ format) => [format, format])];
      const present = choices.formats[column.name] ?? column.format;
      return choice(formats, present, (format) => say("formats", column.name, format), t("import.formatOf", column));
    }
    return null;
  }

  /** @param {"units"|"formats"} what @param {string} column @param {string} value */
  function say(what, column, value) {
    choices[what][column] = value;
    changed();
  }
}

/** A column, with what its values are and some of them. @param {any} column */
function chip({ name, looks, samples }) {
  return element(
    "button",
    { type: "button", class: "chip", "data-column": name, "data-drag": "", "data-key": `chip-${name}`, "aria-pressed": "false" },
    element("i", { class: "grip", text: "⠿", "aria-hidden": "true" }),
    element("b", { text: name }),
    element("small", { text: [t(`import.looks.${looks}`), ...samples.slice(0, 2)].join(" · ") }),
  );
}
