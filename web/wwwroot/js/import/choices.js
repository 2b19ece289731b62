/**
 * What a person says of a file, as the server takes it.
 * @typedef {{kind?: string, sheet?: string, header?: number, fields?: Record<string, string>, units: Record<string, string>,
 *   formats: Record<string, string>, teams: Record<string, string>, items: Record<string, string>, team?: string, item?: string,
 *   source?: string, day?: string}} Choices
 */

/** Nothing was said yet. @returns {Choices} */
export function unsaid() {
  return { units: {}, formats: {}, teams: {}, items: {} };
}

/**
 * What was said when a map was made on this page; null of a map that was written by hand.
 * @param {string} map @returns {Choices|null}
 */
export function choicesOf(map) {
  try {
    const said = JSON.parse(map)._choices;
    return said && typeof said === "object" ? { ...unsaid(), ...said } : null;
  } catch {
    return null;
  }
}

/**
 * Which field each column is when one column becomes a field: what was there before makes room, and a column is one field only.
 * @param {{name: string, field?: string|null}[]} columns @param {string} column @param {string} field empty: none
 * @returns {Record<string, string>}
 */
export function assigned(columns, column, field) {
  return Object.fromEntries(
    columns.map(({ name, field: present }) => [name, name === column ? field : present === field ? "" : (present ?? "")]),
  );
}

/** Which column a field is in, or none. @param {{name: string, field?: string|null}[]} columns @param {string} field */
export function columnOf(columns, field) {
  return columns.find((column) => column.field === field) ?? null;
}
