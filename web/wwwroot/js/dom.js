/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] `class`, `text`, `on` (listeners by event), otherwise attributes;
 *   null, undefined and false are left out
 * @param {...(Node|string|null|undefined)} children
 * @returns {any}
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "class") {
      node.className = value;
    } else if (name === "text") {
      node.textContent = value;
    } else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        node.addEventListener(event, /** @type {EventListener} */ (listener));
      }
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined) {
      node.append(child);
    }
  }
  return node;
}

/** Touches the page only when the text is another. @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** @param {Element} node @param {string} name @param {string|null} value null takes the attribute away */
export function setAttribute(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

/** @param {HTMLElement} node @param {string} name @param {string} value */
export function setStyle(node, name, value) {
  if (node.style.getPropertyValue(name) !== value) {
    node.style.setProperty(name, value);
  }
}

/** @param {HTMLElement} node @param {boolean} isHidden */
export function setHidden(node, isHidden) {
  if (node.hidden !== isHidden) {
    node.hidden = isHidden;
  }
}

/** @type {WeakMap<Element, Map<string, {node: any, data: any}>>} */
const children = new WeakMap();

/**
 * Keeps one child per key, in the order given; makes what is new, updates what changed, removes what is gone.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} data
 * @param {(value: T, index: number) => string} keyOf
 * @param {(value: T) => any} create   the node, which may carry its parts as properties
 * @param {(node: any, value: T, index: number) => void} update
 */
export function keyed(parent, data, keyOf, create, update) {
  const known = children.get(parent) ?? new Map();
  children.set(parent, known);
  const kept = new Set();
  let place = /** @type {ChildNode|null} */ (parent.firstChild);
  data.forEach((value, index) => {
    const key = keyOf(value, index);
    let entry = known.get(key);
    if (!entry) {
      entry = { node: create(value), data: undefined };
      known.set(key, entry);
    }
    kept.add(key);
    update(entry.node, value, index);
    if (entry.node === place) {
      place = place?.nextSibling ?? null;
    } else {
      parent.insertBefore(entry.node, place);
    }
  });
  for (const [key, entry] of known) {
    if (!kept.has(key)) {
      entry.node.remove();
      known.delete(key);
    }
  }
}

/**
 * Remembers by name what a part of the page was drawn from; true when that is another now.
 * @returns {(name: string, ...sources: unknown[]) => boolean}
 */
export function changes() {
  /** @type {Map<string, unknown[]>} */
  const drawn = new Map();
  return (name, ...sources) => {
    const before = drawn.get(name);
    if (before && before.length === sources.length && before.every((value, index) => value === sources[index])) {
      return false;
    }
    drawn.set(name, sources);
    return true;
  };
}

/** @param {string} selector @param {ParentNode} [root] @returns {any} */
export function find(selector, root = document) {
  const node = root.querySelector(selector);
  if (!node) {
    throw new Error(`No ${selector} on this page`);
  }
  return node;
}
