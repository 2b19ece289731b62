import { ApiError, request } from "../api.js";
import { lang, t } from "../i18n.js";
import { sentenceOf } from "../lines.js";
import { html, nothing } from "../lit.js";
import { selfDrawn } from "../self-drawn.js";

/** Longer than the server lets wait. */
const PATIENCE = 40_000;
const AGAIN_AFTER = 3_000;

/** Shows a code, and another when it has run out, until an operator has named it: then this browser is a screen. */
export async function pair() {
  const shown = { code: "", square: "", address: "", note: "" };
  const { node, draw } = selfDrawn(
    () =>
      html`<main class="pairing">
        <h1>${t("screen.pairing")}</h1>
        <p>${t("screen.pairing.how")}</p>
        <div class="offer">
          <p class="code digits" aria-live="polite">${shown.code}</p>
          <img class="square" alt="" src=${shown.square || nothing} />
        </div>
        <p class="soft digits">${shown.address}</p>
        <p class="soft" role="status">${shown.note}</p>
      </main>`,
  );
  const show = (/** @type {Partial<typeof shown>} */ changes) => {
    Object.assign(shown, changes);
    draw();
  };
  document.documentElement.lang = lang;
  document.title = t("screen.pairing");
  document.body.replaceChildren(node);
  for (;;) {
    try {
      const { code, address, picture, secret } = await request("/api/screens/pairings", { method: "POST" });
      show({
        code: `${code.slice(0, 3)} ${code.slice(3)}`,
        square: `data:image/png;base64,${picture}`,
        address: address.replace(/\?.*$/, ""),
        note: t("screen.pairing.holds"),
      });
      if (await isBound(secret)) {
        return;
      }
    } catch (error) {
      // A code that cannot be named now is not shown.
      show({ code: "––– –––", square: "", note: t("screen.away", { reason: sentenceOf(error) }) });
      await pause();
    }
  }
}

/** Waits until the code is named; false when it holds no longer. @param {string} secret */
async function isBound(secret) {
  for (;;) {
    try {
      if ((await request(`/api/screens/pairings/${secret}`, { timeout: PATIENCE })) !== null) {
        return true;
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) {
        return false;
      }
      await pause();
    }
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
