import { t } from "./i18n.js";
import { html } from "./lit.js";
import { selfDrawn } from "./self-drawn.js";
import { store, stored } from "./storage.js";

const KEPT = "dashboard.sound";

/**
 * A switch for one short tone; off until someone turns it on, and remembered in this browser.
 * A browser lets a page sound only after it has been touched, which the switch says.
 */
export function sound() {
  let isOn = stored(KEPT) === true;
  /** @type {AudioContext|null} */
  let context = null;
  const { node: button, draw } = selfDrawn(() => {
    const state = !isOn ? `○ ${t("sound.off")}` : context?.state === "running" ? `● ${t("sound.on")}` : `▲ ${t("sound.blocked")}`;
    return html`<button type="button" class="action" title=${t("sound.note")} aria-pressed=${String(isOn)} @click=${turn}>
      ${state}
    </button>`;
  });

  const wake = async () => {
    if (isOn) {
      try {
        context ??= new AudioContext();
        await context.resume();
      } catch {
        // Without sound the page still shows what is new.
      }
      draw();
    }
  };

  const ring = () => {
    if (!isOn || context?.state !== "running") {
      return;
    }
    const now = context.currentTime;
    const volume = context.createGain();
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(0.25, now + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 0.9);
    volume.connect(context.destination);
    for (const frequency of [880, 1320]) {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(now);
      tone.stop(now + 0.9);
    }
  };

  for (const event of ["pointerdown", "keydown"]) {
    addEventListener(event, wake, { passive: true, capture: true });
  }
  return { button, ring };

  async function turn() {
    isOn = !isOn;
    store(KEPT, isOn);
    await wake();
    ring();
    draw();
  }
}
