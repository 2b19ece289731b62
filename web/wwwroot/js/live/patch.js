import { hasOwn } from "../compat.js";

/**
 * Applies a JSON merge patch (RFC 7396) without changing its input.
 * Branches the patch does not touch keep their identity, so a page can tell what changed with `===`.
 *
 * @param {any} target
 * @param {any} patch
 * @returns {any}
 */
export function merge(target, patch) {
  if (!isObject(patch)) {
    return patch;
  }

  const held = isObject(target) ? target : {};
  let result = held;
  const writable = () => (result === held ? (result = { ...held }) : result);

  for (const key of Object.keys(patch)) {
    const known = hasOwn(held, key);
    if (patch[key] === null) {
      if (known) {
        delete writable()[key];
      }
      continue;
    }

    const next = merge(known ? held[key] : undefined, patch[key]);
    if (!known || next !== held[key]) {
      // Defined, not assigned: a key called __proto__ is data like any other.
      Object.defineProperty(writable(), key, { value: next, enumerable: true, configurable: true, writable: true });
    }
  }

  return result === held && held !== target ? {} : result;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
