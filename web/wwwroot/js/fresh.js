import { request } from "./api.js";
import { element, setText } from "./dom.js";
import { t } from "./i18n.js";
import { href, parameter } from "./links.js";

/** So long the wall of an empty installation is left to who opened it, in s. */
const STAY = 15;

/**
 * The wall of an installation that holds nothing says so, and leads who may set it up there. Who stays stays, and as soon as anything
 * comes in the wall is what it always is.
 */
export async function leadToSetUp() {
  if (
    location.pathname.endsWith("/setup") ||
    !document.querySelector("#board") ||
    parameter("kiosk") === "1" ||
    document.body.classList.contains("screen")
  ) {
    return;
  }
  const { roles } = await request("/api/session");
  if (!roles.some((/** @type {string} */ role) => role === "operator" || role === "admin")) {
    return;
  }

  const text = element("span", {});
  const node = element(
    "aside",
    { class: "fresh", role: "status" },
    text,
    element("a", { class: "action", href: href("/setup"), text: t("fresh.now") }),
    element("button", { type: "button", class: "action", text: t("fresh.stay"), on: { click: end } }),
  );
  let left = STAY;
  const timer = setInterval(count, 1_000);
  document.body.append(node);
  count();

  async function count() {
    setText(text, t("fresh.note", { seconds: left }));
    if (left-- <= 0) {
      location.assign(href("/setup"));
    } else if (!(await request("/api/about").catch(() => ({ fresh: true }))).fresh) {
      end();
    }
  }

  function end() {
    clearInterval(timer);
    node.remove();
  }
}
