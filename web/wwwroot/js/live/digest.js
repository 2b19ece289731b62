/**
 * The digest of a document: 16 lower-case hex digits, the same here as on the server,
 * so that a screen can prove that it shows what the server has.
 * Two 32-bit FNV-1a hashes run over the UTF-16 code units of a canonical form with sorted keys.
 * A member that is null counts as absent: a merge patch cannot tell the two apart.
 *
 * @param {unknown} value a JSON value
 * @returns {string}
 */
export function digest(value) {
  const hash = new Fnv();
  walk(value, hash);
  return hash.text();
}

class Fnv {
  first = 0x811c9dc5;
  second = 0x9747b28c;

  /** @param {string} text */
  feed(text) {
    let { first, second } = this;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      first = Math.imul(first ^ unit, 16777619);
      second = Math.imul(second ^ unit, 16777619);
    }
    this.first = first;
    this.second = second;
  }

  text() {
    const hex = (/** @type {number} */ half) => (half >>> 0).toString(16).padStart(8, "0");
    return hex(this.first) + hex(this.second);
  }
}

/**
 * @param {any} value
 * @param {Fnv} hash
 */
function walk(value, hash) {
  if (value === null) {
    hash.feed("n");
  } else if (value === true) {
    hash.feed("t");
  } else if (value === false) {
    hash.feed("f");
  } else if (typeof value === "number") {
    hash.feed("#" + String(value));
  } else if (typeof value === "string") {
    hash.feed('"' + value + '"');
  } else if (Array.isArray(value)) {
    hash.feed("[");
    for (const item of value) {
      walk(item, hash);
      hash.feed(",");
    }
    hash.feed("]");
  } else {
    hash.feed("{");
    for (const key of Object.keys(value).sort()) {
      if (value[key] === null || value[key] === undefined) {
        continue;
      }
      walk(key, hash);
      hash.feed(":");
      walk(value[key], hash);
      hash.feed(",");
    }
    hash.feed("}");
  }
}
