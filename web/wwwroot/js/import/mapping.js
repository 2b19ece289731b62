import { element } from "../dom.js";
import { inLanguage, nameOf, t } from "../i18n.js";
import { cell, table } from "../table.js";

/** @typedef {import("./choices.js").Choices} Choices */
/** @typedef {{teams: any[], items: any[]}} Registered */

/**
 * What the rows of the file are; it decides which fields there are.
 * @param {any} seen @param {Choices} choices @param {() => void} changed
 */
export function kind(seen, choices, changed) {
  const kinds = seen.kinds.map((/** @type {string} */ one) => [one, t(`import.kind.${one}`)]);
  return labelled(
    "import.kind",
    choice(kinds, seen.kind, (value) => {
      Object.assign(choices, { kind: value, fields: undefined });
      changed();
    }),
  );
}

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
          Object.assign(choices, { sheet: value, header: undefined, kind: undefined, fields: undefined });
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
    Object.assign(choices, { header: row.line, kind: undefined, fields: undefined });
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
 * Which registered team (or item) each value means; of a file that names none, which one all rows are of.
 * @param {"team"|"item"} field @param {any} seen @param {Choices} choices @param {Registered} registered @param {() => void} changed
 */
export function values(field, seen, choices, registered, changed) {
  const known = field === "team" ? registered.teams : registered.items;
  const found = field === "team" ? seen.teams : seen.items;
  if (!seen.events.some((/** @type {any} */ event) => event.fields.some((/** @type {any} */ one) => one.id === field))) {
    return null;
  }
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

/**
 * @param {string[][]} options value and text @param {string} value @param {(value: string) => void} changed @param {string} [label]
 */
export function choice(options, value, changed, label) {
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
