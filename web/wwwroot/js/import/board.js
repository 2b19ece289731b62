import { known, t } from "../i18n.js";
import { html, nothing, repeat } from "../lit.js";
import { columnOf } from "./choices.js";
import { choice } from "./mapping.js";

const NEED = { always: "import.need.always", event: "import.need.event" };

/**
 * The columns of a file and the fields they can be. A column is dragged onto a field (the page sees to that), or picked up and put down by
 * a click or the keyboard, or chosen in the field's list: all three say the same.
 * @param {import("./reading.js").Reading} read
 */
export function board({ seen, choices, held, hold, put, changed }) {
  const columns = /** @type {any[]} */ (seen.columns);
  const free = columns.filter((column) => !column.field);
  return html`<div class="mapping" ?data-holds=${held !== null} @click=${press} @keydown=${release}>
    <section class="pool" data-field="">
      <h3>${t("import.pool")}</h3>
      <p class="soft">${t("import.pool.how")}</p>
      <ul>
        ${repeat(
          free,
          (column) => columns.indexOf(column),
          (column) => html`<li>${chip(column)}</li>`,
        )}
      </ul>
      ${free.length === 0 ? html`<p class="soft">${t("import.pool.none")}</p>` : nothing}
    </section>
    <div class="targets">${repeat(/** @type {any[]} */ (seen.events), ({ type }) => type, group)}</div>
  </div>`;

  /** @param {MouseEvent} event */
  function press(event) {
    const pressed = /** @type {HTMLElement} */ (event.target);
    const column = /** @type {HTMLElement|null} */ (pressed.closest(".chip"))?.dataset.column ?? null;
    const field = /** @type {HTMLElement|null} */ (pressed.closest("[data-field]"))?.dataset.field;
    if (column && (!held || field === "" || column === held)) {
      hold(column === held ? null : column);
    } else if (held && field !== undefined && !pressed.closest("select, .out")) {
      put(held, field);
    }
  }

  /** @param {KeyboardEvent} event */
  function release(event) {
    if (event.key === "Escape" && held) {
      event.preventDefault();
      event.stopPropagation();
      hold(null);
    }
  }

  /** A column, with what its values are and some of them. @param {any} column */
  function chip({ name, looks, samples }) {
    return html`<button
      type="button"
      class="chip"
      data-column=${name}
      data-drag
      data-key=${`chip-${name}`}
      aria-pressed=${String(name === held)}
    >
      <i class="grip" aria-hidden="true">⠿</i><b>${name}</b>
      <small>${[t(`import.looks.${looks}`), ...samples.slice(0, 2)].join(" · ")}</small>
    </button>`;
  }

  /** An event and the fields that make it. @param {any} event */
  function group({ type, made, fields }) {
    return html`<section class="target-group" data-made=${String(made)}>
      <h3><span>${known(`event.${type}`, type)}</span><small>${t(made ? "import.made" : "import.unmade")}</small></h3>
      ${fields.length === 0 ? html`<p class="soft">${t("import.fromOthers")}</p>` : nothing}
      ${repeat(/** @type {any[]} */ (fields), ({ id }) => id, target)}
    </section>`;
  }

  /** @param {any} field */
  function target({ id, kind, needed }) {
    const column = /** @type {any} */ (columnOf(columns, id));
    const words = t(`import.field.${id}`);
    const options = [["", t("import.noColumn")], ...columns.map(({ name }) => [name, name])];
    const choose = (/** @type {string} */ name) => put(name || (column?.name ?? ""), name ? id : "");
    return html`<div class="target" data-field=${id} data-needed=${needed ?? ""} data-filled=${String(column !== null)}>
      <p class="words"><b>${words}</b>${needed ? html`<em>${t(NEED[/** @type {"always"|"event"} */ (needed)])}</em>` : nothing}</p>
      ${
        column
          ? html`<p class="filled">
              ${chip(column)}
              <button type="button" class="out" aria-label=${t("import.out", column)} @click=${() => put(column.name, "")}>✕</button>
            </p>`
          : html`<button type="button" class="slot" aria-label=${t("import.slot.of", { field: words })}>${t("import.slot")}</button>`
      }
      <p class="written">${choice(options, column?.name ?? "", choose, { label: words, key: `field-${id}` })}${how(column, kind)}</p>
    </div>`;
  }

  /** How money and days are written in a column. @param {any} column @param {string} kind */
  function how(column, kind) {
    if (column && kind === "Money" && column.unit) {
      return html`<small>${t("import.unitSaid", { unit: t(`import.unit.${column.unit}`) })}</small>`;
    }
    if (column && kind === "Money") {
      const units = seen.units.map((/** @type {string} */ unit) => [unit, t(`import.unit.${unit}`)]);
      const choose = (/** @type {string} */ unit) => say("units", column.name, unit);
      return choice(units, choices.units[column.name] ?? "元", choose, { label: t("import.unitOf", column) });
    }
    if (column && kind === "Day" && (column.format || choices.formats[column.name])) {
      const formats = [["", t("import.yearFirst")], ...seen.formats.map((/** @type {string} */ format) => [format, format])];
      const choose = (/** @type {string} */ format) => say("formats", column.name, format);
      return choice(formats, choices.formats[column.name] ?? column.format, choose, { label: t("import.formatOf", column) });
    }
    return nothing;
  }

  /** @param {"units"|"formats"} what @param {string} column @param {string} value */
  function say(what, column, value) {
    choices[what][column] = value;
    changed();
  }
}
