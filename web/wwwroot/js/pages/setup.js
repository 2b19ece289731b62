import { firstAdministrator, firstSecret } from "../administrator.js";
import { request } from "../api.js";
import { element, find } from "../dom.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { shell } from "../shell.js";
import { nextOf, stepsOf } from "../steps.js";
import { sentenceOf } from "../table.js";

const secret = firstSecret();
if (secret) {
  firstAdministrator(secret);
} else {
  shell({
    crumbs: [
      { text: t("app.wall"), href: href("/") },
      { text: t("nav.setup"), href: "" },
    ],
    up: href("/"),
  });
  show();
}

async function show() {
  const list = element("ol", { class: "steps" });
  const said = element("p", { class: "said", role: "status" });
  find("#main").append(
    element(
      "div",
      { class: "title" },
      element("div", {}, element("h1", { text: t("nav.setup") }), element("p", { class: "soft", text: t("setUp.note") })),
      element("a", { class: "action", href: href("/"), text: t("setUp.toWall") }),
    ),
    said,
    list,
  );
  try {
    const state = await request("/api/setup");
    const steps = stepsOf(state);
    const next = nextOf(steps);
    list.append(...steps.map((step) => drawn(step, step === next)));
    if (!next) {
      said.textContent = t("setUp.ready");
    }
  } catch (error) {
    if (/** @type {any} */ (error).status === 401) {
      location.replace(href("/sign-in", { next: `/setup${location.search}` }));
      return;
    }
    said.textContent = sentenceOf(error);
  }
}

/** @param {import("../steps.js").Step} step @param {boolean} isNext */
function drawn(step, isNext) {
  return element(
    "li",
    { class: "tile panel", "data-step": step.key, "data-done": String(step.done), "aria-current": isNext ? "step" : null },
    element("i", { text: step.done ? "✓" : "○", "aria-hidden": "true" }),
    element(
      "div",
      {},
      element(
        "h2",
        {},
        element("span", { text: t(`setUp.${step.key}`) }),
        element("small", { text: t(step.done ? "setUp.done" : isNext ? "setUp.next" : step.later ? "setUp.later" : "setUp.open") }),
      ),
      element("p", { text: step.state }),
    ),
    element(
      "p",
      { class: "actions" },
      ...step.links.map(([path, key], index) =>
        element("a", { class: isNext && index === 0 ? "action strong" : "action", href: href(path), text: t(key) }),
      ),
    ),
  );
}
