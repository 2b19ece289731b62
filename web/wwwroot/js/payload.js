/**
 * A line of a quarantined event: a member with its value, or an object that holds the lines beneath it.
 * @typedef {{path: string, name: string, depth: number, text: string|null, isAtFault: boolean}} PayloadLine  text: null: not there
 */

/**
 * The lines of an event as it came, with the one marked that is at fault: the field itself, or the last of its path that is there. A field
 * that is wanted and not there has a line of its own.
 *
 * @param {Record<string, any>} event
 * @param {string|null|undefined} field `data.filedOn`
 * @returns {PayloadLine[]}
 */
export function payloadLines(event, field) {
  /** @type {PayloadLine[]} */
  const lines = [];
  add(event, "", 0);
  if (!field) {
    return lines;
  }
  const steps = field.split(/[.[]/).map((step) => step.replace("]", ""));
  for (let length = steps.length; length > 0; length--) {
    const path = steps.slice(0, length).join(".");
    const place = lines.findIndex((line) => line.path === path);
    if (place < 0) {
      continue;
    }
    if (lines[place].text !== "" || length === steps.length) {
      lines[place].isAtFault = true;
    } else {
      lines.splice(place + 1, 0, absent(steps.slice(length).join("."), path, lines[place].depth + 1));
    }
    return lines;
  }
  return [...lines, absent(field, "", 0)];

  /** @param {Record<string, any>} members @param {string} before @param {number} depth */
  function add(members, before, depth) {
    for (const [name, value] of Object.entries(members)) {
      const path = before + name;
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      lines.push({ path, name, depth, text: isObject ? "" : textOf(value), isAtFault: false });
      if (isObject) {
        add(value, `${path}.`, depth + 1);
      }
    }
  }
}

/** @param {unknown} value */
function textOf(value) {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** @param {string} name @param {string} within @param {number} depth @returns {PayloadLine} */
function absent(name, within, depth) {
  return { path: within ? `${within}.${name}` : name, name, depth, text: null, isAtFault: true };
}
