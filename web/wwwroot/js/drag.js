/** So far a pointer moves, in px, before it drags: less is a click. */
const SLACK = 6;
/** So near the edge of the window, in px, the page moves along. */
const EDGE = 70;

/**
 * Lets parts of a page be dragged onto others by mouse, pen and finger. A finger drags by the grip only, so that it can scroll elsewhere.
 *
 * @param {HTMLElement} root holds both
 * @param {{item: string, grip: string, target: string}} selectors
 * @param {(item: HTMLElement, target: HTMLElement|null) => void} drop `target`: null when it was let go elsewhere
 */
export function draggable(root, { item, grip, target }, drop) {
  root.addEventListener("pointerdown", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target);
    const dragged = /** @type {HTMLElement|null} */ (pressed.closest(item));
    const isOther = pressed.closest("select, input, button:not([data-drag])");
    if (dragged && event.button === 0 && !isOther && (event.pointerType === "mouse" || pressed.closest(grip))) {
      follow(root, dragged, target, event, drop);
    }
  });
}

/**
 * @param {HTMLElement} root @param {HTMLElement} dragged @param {string} target @param {PointerEvent} start
 * @param {(item: HTMLElement, target: HTMLElement|null) => void} drop
 */
function follow(root, dragged, target, start, drop) {
  const within = new AbortController();
  const { signal } = within;
  /** @type {HTMLElement|null} */
  let ghost = null;
  /** @type {HTMLElement|null} */
  let over = null;
  let place = { x: start.clientX, y: start.clientY };
  const move = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== start.pointerId) {
      return;
    }
    place = { x: event.clientX, y: event.clientY };
    if (!ghost && Math.hypot(place.x - start.clientX, place.y - start.clientY) > SLACK) {
      ghost = begin(dragged);
      scrollAlong();
    }
    if (ghost) {
      event.preventDefault();
      show();
    }
  };
  const end = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== start.pointerId) {
      return;
    }
    const isDrop = ghost !== null && event.type === "pointerup";
    const found = over;
    stop();
    if (isDrop) {
      // The click that follows is none.
      addEventListener("click", suppress, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", suppress, { capture: true }));
      drop(dragged, found);
    }
  };
  addEventListener("pointermove", move, { signal, passive: false });
  addEventListener("pointerup", end, { signal });
  addEventListener("pointercancel", end, { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), stop()), { signal, capture: true });

  function show() {
    /** @type {HTMLElement} */ (ghost).style.translate = `${place.x + 8}px ${place.y + 8}px`;
    const found = /** @type {HTMLElement|null} */ (document.elementFromPoint(place.x, place.y)?.closest(target) ?? null);
    const next = found && root.contains(found) ? found : null;
    if (next !== over) {
      over?.removeAttribute("data-over");
      next?.setAttribute("data-over", "");
      over = next;
    }
  }

  function scrollAlong() {
    if (!ghost) {
      return;
    }
    const by = place.y < EDGE ? place.y - EDGE : Math.max(0, place.y - innerHeight + EDGE);
    if (by !== 0) {
      scrollBy(0, by / 5);
      show();
    }
    requestAnimationFrame(scrollAlong);
  }

  function stop() {
    within.abort();
    ghost?.remove();
    ghost = null;
    over?.removeAttribute("data-over");
    over = null;
    dragged.removeAttribute("data-dragged");
  }
}

/** @param {HTMLElement} dragged @returns {HTMLElement} what goes along with the pointer */
function begin(dragged) {
  const ghost = /** @type {HTMLElement} */ (dragged.cloneNode(true));
  ghost.classList.add("ghost");
  ghost.setAttribute("aria-hidden", "true");
  ghost.style.width = `${dragged.getBoundingClientRect().width}px`;
  document.body.append(ghost);
  dragged.setAttribute("data-dragged", "");
  getSelection()?.removeAllRanges();
  return ghost;
}

/** @param {Event} event */
function suppress(event) {
  event.preventDefault();
  event.stopPropagation();
}
