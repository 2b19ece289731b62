import { ApiError, request } from "../api.js";
import { element, find, setText } from "../dom.js";
import { lang, t } from "../i18n.js";

/** Longer than the server lets wait. */
const PATIENCE = 40_000;
const AGAIN_AFTER = 3_000;

/** Shows a code, and another when it has run out, until an operator has named it: then this browser is a screen. */
export async function pair() {
  document.documentElement.lang = lang;
  const code = element("p", { class: "code digits", "aria-live": "polite" });
  const square = element("img", { class: "square", alt: "" });
  const address = element("p", { class: "soft digits" });
  const note = element("p", { class: "soft", role: "status" });
  document.body.replaceChildren(
    element(
      "main",
      { class: "pairing" },
      element("h1", { text: t("screen.pairing") }),
      element("p", { text: t("screen.pairing.how") }),
      element("div", { class: "offer" }, code, square),
      address,
      note,
    ),
  );
  document.title = t("screen.pairing");
  for (;;) {
    try {
      const offer = await request("/api/screens/pairings", { method: "POST" });
      setText(code, `${offer.code.slice(0, 3)} ${offer.code.slice(3)}`);
      setText(address, offer.address.replace(/\?.*$/, ""));
      find(".square").src = `data:image/png;base64,${offer.picture}`;
      setText(note, t("screen.pairing.holds"));
      if (await isBound(offer.secret)) {
        return;
      }
    } catch (error) {
      // A code that cannot be named now is not shown.
      setText(code, "––– –––");
      find(".square").removeAttribute("src");
      setText(note, t("screen.away", { reason: error instanceof Error ? error.message : String(error) }));
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
