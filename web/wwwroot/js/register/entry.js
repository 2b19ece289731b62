import { request } from "../api.js";
import { find } from "../dom.js";
import { field, form, words } from "../form.js";
import { nameOf, t } from "../i18n.js";
import { html } from "../lit.js";

/**
 * The form of an entry: of a new one, or of one that is being changed.
 * @param {object} of
 * @param {import("../registers.js").Register} of.register
 * @param {string} of.address   of the register
 * @param {string} of.title     its name
 * @param {() => void} of.draw
 * @param {(told: string) => void} of.saved
 */
export function entryForm({ register, address, title, draw, saved }) {
  /** The entry that is being changed; null: a new one. @type {any} */
  let changing = null;
  const id = field(register.id ?? "register.list", { maxlength: 40 }, register.id ? register.idProblem : undefined);
  const fields = register.fields.map((one) => ({
    ...one,
    ...field(`field.${one.name}`, one.team ? { options: [["", "—"]] } : (one.input ?? {}), (value) => one.problem?.(value, textOf) ?? null),
  }));
  const all = [...(register.id ? [id] : []), ...fields];
  const cancel = document.createElement("button");
  Object.assign(cancel, { type: "button", className: "action", textContent: t("register.cancel"), onclick: () => edit(null) });
  const entry = form({
    fields: all.map(({ node }) => node),
    checked: all,
    beside: [cancel],
    send: "register.save",
    submit: async () => {
      const key = register.id ? (changing?.id ?? id.input.value.trim()) : "bureau";
      await request(`${address}/${encodeURIComponent(key)}`, { method: "PUT", body: Object.fromEntries(fields.map(valueOf)) });
      saved(t("register.saved", { id: register.id ? key : title }));
    },
    done: () => {
      edit(null);
      all[0].input.focus();
    },
  });
  offerTeams();
  return { drawn, edit };

  function drawn() {
    const head = changing ? t("register.changing", { id: register.id ? changing.id : title }) : t("register.write");
    return html`<section class="tile panel" data-panel="register.write">
      <h2><span>${head}</span><small></small><span class="mark"></span></h2>
      ${entry}
    </section>`;
  }

  /** Fills the form with an entry, or empties it for a new one. @param {any} row */
  function edit(row) {
    changing = row;
    id.input.value = row?.id ?? "";
    id.input.readOnly = row !== null;
    for (const one of fields) {
      if (one.kind === "check") {
        one.input.checked = row ? Boolean(row[one.name]) : Boolean(one.input.defaultChecked);
      } else {
        one.input.value = row ? shown(row[one.name]) : (one.input.getAttribute("value") ?? "");
      }
      one.node.hidden = one.name === "correction" && !row;
    }
    cancel.hidden = !row || !register.id;
    draw();
    if (row && register.id) {
      find("[data-panel='register.write']").scrollIntoView({ block: "nearest" });
      fields[0].input.focus();
    }
  }

  /** What stands in a field. @param {string} key @returns {string} */
  function textOf(key) {
    return fields.find((one) => one.name === key)?.input.value ?? "";
  }

  async function offerTeams() {
    const choice = fields.find((one) => one.team)?.input;
    if (choice) {
      const { rows } = await request("/api/registers/teams");
      choice.append(...rows.map((/** @type {any} */ row) => new Option(`${row.id} ${nameOf(row)}`, row.id)));
    }
  }
}

/** @param {import("../registers.js").FieldOf & import("../form.js").Field} one @returns {[string, unknown]} */
function valueOf({ name, kind, input }) {
  const text = input.value.trim();
  const value =
    kind === "check" ? input.checked : kind === "list" ? (words(text) ?? []) : text === "" ? null : kind === "number" ? Number(text) : text;
  return [name, value];
}

/** What an entry has in a field, as text. @param {unknown} value */
export function shown(value) {
  return value === true ? "✓" : value === false || value === null || value === undefined ? "" : [value].flat().join(" ");
}
