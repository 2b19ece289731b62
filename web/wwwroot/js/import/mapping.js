import { inLanguage, nameOf, t } from "../i18n.js";
import { lines } from "../lines.js";
import { html, nothing } from "../lit.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {{teams: any[], items: any[]}} Registered */

/** What the rows of the file are; it decides which fields there are. @param {Reading} read */
export function kind({ seen, choices, changed }) {
  const kinds = seen.kinds.map((/** @type {string} */ one) => [one, t(`import.kind.${one}`)]);
  const choose = (/** @type {string} */ value) => {
    Object.assign(choices, { kind: value, fields: undefined });
    changed();
  };
  return asked("import.kind", choice(kinds, seen.kind, choose));
}

/** The sheet, and the row that names the columns: as many of the two as there is a choice of. @param {Reading} read */
export function layout(read) {
  const { sheets, top } = read.seen;
  return [sheets.length > 1 ? sheet(read) : null, top.length > 0 ? header(read) : null].filter(Boolean);
}

/** @param {Reading} read */
function sheet({ seen, choices, changed }) {
  const sheets = seen.sheets.map((/** @type {any} */ one) => [one.name, one.hidden ? t("import.hidden", one) : one.name]);
  const choose = (/** @type {string} */ value) => {
    Object.assign(choices, { sheet: value, header: undefined, kind: undefined, fields: undefined });
    changed();
  };
  return asked("import.sheet", choice(sheets, seen.sheet, choose));
}

/** @param {Reading} read */
function header({ seen, choices, changed }) {
  const choose = (/** @type {number} */ line) => {
    Object.assign(choices, { header: line, kind: undefined, fields: undefined });
    changed();
  };
  return html`<p class="soft">${t("import.header")}</p>
    <div class="scroll" tabindex="0">
      <table class="top">
        <tbody>
          ${seen.top.slice(0, Math.max(5, (seen.header ?? 1) + 2)).map(
            (/** @type {any} */ row) =>
              html`<tr data-header=${String(row.line === seen.header)}>
                <td>
                  <input
                    type="radio"
                    name="header"
                    aria-label=${t("import.headerRow", row)}
                    .checked=${row.line === seen.header}
                    @change=${() => choose(row.line)}
                  />
                </td>
                <td class="digits soft">${row.line}</td>
                ${row.cells.map((/** @type {string} */ text) => html`<td>${text}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/**
 * Which registered team (or item) each value means; of a file that names none, which one all rows are of.
 * @param {"team"|"item"} field @param {Reading} read @param {Registered} registered
 */
export function values(field, { seen, choices, changed }, registered) {
  const [known, found, said] =
    field === "team" ? [registered.teams, seen.teams, choices.teams] : [registered.items, seen.items, choices.items];
  if (!seen.events.some((/** @type {any} */ event) => event.fields.some((/** @type {any} */ one) => one.id === field))) {
    return nothing;
  }
  const options = [["", t(`import.${field}.none`)], ...known.map((row) => [row.id, `${row.id} ${nameOf(row)}`])];
  if (found.length === 0) {
    const choose = (/** @type {string} */ value) => {
      choices[field] = value;
      changed();
    };
    return asked(`import.${field}.all`, choice(options, choices[field] ?? "", choose));
  }
  const choose = (/** @type {string} */ value, /** @type {string} */ id) => {
    said[value] = id;
    changed();
  };
  return html`<div>
    <h3>${t(`import.${field}.values`)}</h3>
    ${lines(
      [`import.${field}.value`, `import.${field}.means`],
      /** @type {any[]} */ (found),
      ({ value }) => value,
      (row) => {
        const means = known.some((one) => one.id === row.means) ? row.means : "";
        return [
          ["first", row.value],
          ["", choice(options, means, (id) => choose(row.value, id), { label: t(`import.${field}.of`, row) })],
        ];
      },
    )}
  </div>`;
}

/** What was assumed. @param {any} seen */
export function checks(seen) {
  return seen.checks.length === 0
    ? nothing
    : html`<details open>
        <summary>${t("import.checks", { count: seen.checks.length })}</summary>
        <ul class="checks">
          ${seen.checks.map((/** @type {any} */ check) => html`<li>${inLanguage(check)}</li>`)}
        </ul>
      </details>`;
}

/**
 * @param {string[][]} options value and text @param {string} value @param {(value: string) => void} choose
 * @param {{label?: string, key?: string}} [more] `key`: by which it is found again when the page was drawn anew
 */
export function choice(options, value, choose, { label, key } = {}) {
  const chosen = (/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value);
  // The property, not the attribute: that says nothing any more to an option that a person has chosen once.
  return html`<select aria-label=${label ?? nothing} data-key=${key ?? nothing} @change=${chosen}>
    ${options.map(([one, text]) => html`<option value=${one} .selected=${one === value}>${text}</option>`)}
  </select>`;
}

/** @param {string} key @param {unknown} input */
function asked(key, input) {
  return html`<label class="asked"><span>${t(key)}</span>${input}</label>`;
}
