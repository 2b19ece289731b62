import { element } from "../dom.js";
import { nameOf, t } from "../i18n.js";
import { cell, table } from "../table.js";
import { inLanguage } from "./server.js";

/**
 * What a person says of a file, as the server takes it.
 * @typedef {{sheet?: string, header?: number, fields?: Record<string, string>, units: Record<string, string>,
 *   formats: Record<string, string>, teams: Record<string, string>, items: Record<string, string>, team?: string, item?: string}} Choices
 * @typedef {{teams: any[], items: any[]}} Registered
 */

/**
 * The sheet, and the row that names the columns.
 * @param {any} seen @param {Choices} choices @param {() => void} changed
 */
export function layout(seen, choices, changed) {
  const parts = [];
  if (seen.sheets.length > 1) {
    const sheets = seen.sheets.map((/** @type {any} */ sheet) => [sheet.name, sheet.hidden ? t("import.hidden", sheet) : sheet.name]);
    parts.push(
      labelled(
        "import.sheet",
        choice(sheets, seen.sheet, (value) => {
          Object.assign(choices, { sheet: value, header: undefined, fields: undefined });
          changed();
        }),
      ),
    );
  }
  if (seen.top.length > 0) {
    const rows = element(
      "table",
      { class: "top" },
      element(
        "tbody",
        {},
        ...seen.top
          .slice(0, Math.max(5, (seen.header ?? 1) + 2))
          .map((/** @type {any} */ row) => topRow(row, row.line === seen.header, choices, changed)),
      ),
    );
    parts.push(element("p", { class: "soft", text: t("import.header") }), element("div", { class: "scroll" }, rows));
  }
  return parts;
}

/** @param {any} row @param {boolean} isHeader @param {Choices} choices @param {() => void} changed */
function topRow(row, isHeader, choices, changed) {
  const pick = element("input", { type: "radio", name: "header", checked: isHeader, "aria-label": t("import.headerRow", row) });
  pick.addEventListener("change", () => {
    Object.assign(choices, { header: row.line, fields: undefined });
    changed();
  });
  return element(
    "tr",
    { "data-header": String(isHeader) },
    element("td", {}, pick),
    element("td", { class: "digits soft", text: String(row.line) }),
    ...row.cells.map((/** @type {string} */ text) => element("td", { text })),
  );
}

/**
 * Which column is what, with samples; and how money and days in it are written.
 * @param {any} seen @param {Choices} choices @param {() => void} changed
 */
export function columns(seen, choices, changed) {
  const fields = [["", t("import.nothing")], ...seen.fields.map((/** @type {any} */ one) => [one.id, t(`import.field.${one.id}`)])];
  const list = table(["import.column", "import.samples", "import.is", "import.how"]);
  list.draw(
    seen.columns,
    (column) => column.name,
    (column) => [
      cell("first", column.name),
      cell("about soft", column.samples.join(" · ")),
      cell(
        "",
        choice(
          fields,
          column.field ?? "",
          (value) => {
            choices.fields = { ...said(seen), [column.name]: value };
            for (const [other, field] of Object.entries(choices.fields)) {
              if (other !== column.name && field === value && value !== "") {
                choices.fields[other] = "";
              }
            }
            changed();
          },
          t("import.isOf", column),
        ),
      ),
      cell("", how(column, seen, choices, changed)),
    ],
  );
  return list.node;
}

/** @param {any} column @param {any} seen @param {Choices} choices @param {() => void} changed @returns {HTMLElement|string} */
function how(column, seen, choices, changed) {
  const kind = seen.fields.find((/** @type {any} */ one) => one.id === column.field)?.kind;
  if (kind === "Money") {
    const units = seen.units.map((/** @type {string} */ unit) => [unit, t(`import.unit.${unit}`)]);
    return column.unit
      ? t("import.unitSaid", { unit: column.unit })
      : choice(units, choices.units[column.name] ?? "元", (value) => {
          choices.units[column.name] = value;
          changed();
        });
  }
  if (kind === "Day" && (column.format || choices.formats[column.name])) {
    const formats = [["", t("import.yearFirst")], ...seen.formats.map((/** @type {string} */ format) => [format, format])];
    return choice(formats, choices.formats[column.name] ?? column.format, (value) => {
      choices.formats[column.name] = value;
      changed();
    });
  }
  return "";
}

/**
 * Which registered team (or item) each value means; of a file that names none, which one all rows are of.
 * @param {"team"|"item"} field @param {any} seen @param {Choices} choices @param {Registered} registered @param {() => void} changed
 */
export function values(field, seen, choices, registered, changed) {
  const known = field === "team" ? registered.teams : registered.items;
  const found = field === "team" ? seen.teams : seen.items;
  const none = [["", t(`import.${field}.none`)]];
  const options = [...none, ...known.map((row) => [row.id, `${row.id} ${nameOf(row)}`])];
  if (found.length === 0) {
    return labelled(
      `import.${field}.all`,
      choice(options, choices[field] ?? "", (value) => {
        choices[field] = value;
        changed();
      }),
    );
  }
  const list = table([`import.${field}.value`, `import.${field}.means`]);
  list.draw(
    found,
    (row) => row.value,
    (row) => [
      cell("first", row.value),
      cell(
        "",
        choice(
          options,
          known.some((one) => one.id === row.means) ? row.means : "",
          (value) => {
            (field === "team" ? choices.teams : choices.items)[row.value] = value;
            changed();
          },
          t(`import.${field}.of`, row),
        ),
      ),
    ],
  );
  return element("div", {}, element("h3", { text: t(`import.${field}.values`) }), list.node);
}

/** What was assumed. @param {any} seen */
export function checks(seen) {
  return seen.checks.length === 0
    ? null
    : element(
        "details",
        { open: true },
        element("summary", { text: t("import.checks", { count: seen.checks.length }) }),
        element("ul", { class: "checks" }, ...seen.checks.map((/** @type {any} */ check) => element("li", { text: inLanguage(check) }))),
      );
}

/** What every column is said to be now. @param {any} seen @returns {Record<string, string>} */
function said(seen) {
  return Object.fromEntries(seen.columns.map((/** @type {any} */ column) => [column.name, column.field ?? ""]));
}

/**
 * @param {string[][]} options value and text @param {string} value @param {(value: string) => void} changed @param {string} [label]
 */
function choice(options, value, changed, label) {
  const select = element(
    "select",
    { "aria-label": label },
    ...options.map(([one, text]) => element("option", { value: one, text, selected: one === value })),
  );
  select.addEventListener("change", () => changed(select.value));
  return select;
}

/** @param {string} key @param {HTMLElement} input */
function labelled(key, input) {
  return element("label", { class: "asked" }, element("span", { text: t(key) }), input);
}
