/** Keeps a wall's own screen what it is: full and awake, with nothing burnt in. */

/** The picture stands elsewhere after so long, in ms. */
const SHIFT_EVERY = 180_000;

/**
 * Where it stands in turn, in CSS pixels: never to the right or below, where the page would be larger than the screen. The wall's edges
 * leave more room than that.
 */
const PLACES = [
  [0, 0],
  [-2, 0],
  [-4, 0],
  [-4, -2],
  [-4, -4],
  [-2, -4],
  [0, -4],
  [0, -2],
];

/** Where the picture stands at an instant: screens side by side move together. @param {number} now epoch ms, of the server */
export function placeAt(now) {
  return PLACES[Math.floor(now / SHIFT_EVERY) % PLACES.length];
}

/** @param {() => number} now epoch ms, of the server */
export function hold(now) {
  const shift = () => {
    const [x, y] = placeAt(now());
    document.body.style.transform = x === 0 && y === 0 ? "" : `translate(${x}px, ${y}px)`;
  };
  shift();
  setInterval(shift, 5_000);

  // A browser lets a page fill the screen only when it is touched: whoever has left that touches it once.
  addEventListener("pointerup", () => {
    if (!document.fullscreenElement) {
      document.documentElement.requestFullscreen?.().catch(() => {});
    }
  });

  const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}
