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

/** @param {HTMLElement} node @param {boolean} isHidden */
export function setHidden(node, isHidden) {
  if (node.hidden !== isHidden) {
    node.hidden = isHidden;
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
