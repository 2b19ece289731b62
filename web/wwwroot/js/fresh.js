import { url } from "./address.js";
import { request } from "./api.js";
import { t } from "./i18n.js";
import { href, parameter } from "./links.js";
import { html } from "./lit.js";
import { selfDrawn } from "./self-drawn.js";
import { ofTab, store, stored } from "./storage.js";

const LOOK_EVERY = 5_000;

/** Who comes back from the set-up wants to see the wall: once a tab it leads there by itself. */
const LED = "dashboard.ledToSetUp";

/**
 * The wall of an installation that holds nothing yet leads who may set it up there at once. Everybody else, and a paired screen, is told
 * what is awaited and from whom; as soon as anything comes in the wall is what it always is.
 */
export async function leadToSetUp() {
  if (!document.body.matches(".wall, .screen")) {
    return;
  }
  const isScreen = document.body.classList.contains("screen") || parameter("kiosk") === "1";
  const maySetUp = !isScreen && (await roles()).some((role) => role === "operator" || role === "admin");
  if (maySetUp && stored(LED, ofTab) === null) {
    store(LED, true, ofTab);
    location.replace(href("/setup"));
    return;
  }

  const { node } = selfDrawn(
    () =>
      html`<aside class="fresh" role="status">
        <span>${t(maySetUp ? "fresh.note" : "fresh.awaited", { address: location.host + url("/setup") })}</span>
        <a class="action strong" href=${href("/setup")} ?hidden=${!maySetUp}>${t("fresh.now")}</a>
      </aside>`,
  );
  document.body.append(node);
  const timer = setInterval(async () => {
    const { fresh } = await request("/api/about").catch(() => ({ fresh: true }));
    if (!fresh) {
      clearInterval(timer);
      node.remove();
    }
  }, LOOK_EVERY);
}

/** @returns {Promise<string[]>} none where nobody is signed in */
async function roles() {
  try {
    return (await request("/api/session")).roles;
  } catch {
    return [];
  }
}
