/**
 * The digest of a document: 16 lower-case hex digits, the same here as on the server
 * (`grains/Contracts/DocumentDigest.cs`), so that a screen can prove that it shows what the server has.
 *
 * Two lanes of 32 bits mix in one word after another. A text mixes in its UTF-16 code units; a number its IEEE 754
 * double, low word first; a list its entries and their number; an object the sum of its members, so that their order
 * does not matter, and their number. A member that is null counts as absent: a merge patch cannot tell the two apart.
 *
 * An object's digest is kept as long as the object: a patch leaves what it does not touch the same object, so that the
 * digest of a new version costs what has changed.
 *
 * @param {unknown} value a JSON value; not changed afterwards
 * @returns {string}
 */
export function digest(value) {
  const hex = (/** @type {number} */ lane) => (lane >>> 0).toString(16).padStart(8, "0");
  const [first, second] = lanes(value);
  return hex(first) + hex(second);
}

/** @typedef {[number, number]} Lanes */

const CODES = { text: 0x22, number: 0x23, true: 0x74, false: 0x66, nothing: 0x6e, list: 0x5b, object: 0x7b };

/** @type {WeakMap<object, Lanes>} */
const kept = new WeakMap();

/** Names are few and come again and again. @type {Map<string, Lanes>} */
const names = new Map();
const MOST_NAMES = 10_000;

const bits = new DataView(new ArrayBuffer(8));

/** @param {any} value @returns {Lanes} */
function lanes(value) {
  switch (typeof value) {
    case "string":
      return text(value);
    case "number":
      // Zero has no sign, as in .NET.
      bits.setFloat64(0, value + 0);
      return mix(mix(start(CODES.number), bits.getUint32(4)), bits.getUint32(0));
    case "boolean":
      return start(value ? CODES.true : CODES.false);
  }
  if (value === null || value === undefined) {
    return start(CODES.nothing);
  }
  let known = kept.get(value);
  if (!known) {
    known = Array.isArray(value) ? list(value) : object(value);
    kept.set(value, known);
  }
  return known;
}

/** @param {any[]} entries @returns {Lanes} */
function list(entries) {
  const all = start(CODES.list);
  for (const entry of entries) {
    const [first, second] = lanes(entry);
    mix(all, first, second);
  }
  return mix(all, entries.length);
}

/** @param {Record<string, any>} members @returns {Lanes} */
function object(members) {
  let [first, second, count] = [0, 0, 0];
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (value !== null && value !== undefined) {
      const [ofName, ofValue] = [nameLanes(name), lanes(value)];
      const member = mix([ofName[0], ofName[1]], ofValue[0], ofValue[1]);
      first = (first + member[0]) | 0;
      second = (second + member[1]) | 0;
      count++;
    }
  }
  return mix(mix(start(CODES.object), first, second), count);
}

/** @param {string} name @returns {Lanes} */
function nameLanes(name) {
  let known = names.get(name);
  if (!known) {
    if (names.size >= MOST_NAMES) {
      names.clear();
    }
    known = text(name);
    names.set(name, known);
  }
  return known;
}

/** @param {string} value @returns {Lanes} */
function text(value) {
  const all = start(CODES.text);
  for (let index = 0; index < value.length; index++) {
    mix(all, value.charCodeAt(index));
  }
  return all;
}

/** @param {number} code @returns {Lanes} */
function start(code) {
  return mix([0x811c9dc5, 0x9747b28c], code);
}

/**
 * Mixes a word into both lanes, or one into each.
 * @param {Lanes} all changed
 * @param {number} first
 * @param {number} [second]
 */
function mix(all, first, second = first) {
  let lane = Math.imul(all[0] ^ first, 0x85ebca6b);
  all[0] = lane ^ (lane >>> 15);
  lane = Math.imul(all[1] ^ second, 0xc2b2ae35);
  all[1] = lane ^ (lane >>> 15);
  return all;
}
