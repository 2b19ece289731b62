import { pathOf } from "../address.js";
import { element, find } from "../dom.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("missing.title"), href: "" },
  ],
  up: href("/"),
});

find("#main").append(
  element("div", { class: "title" }, element("h1", { text: t("missing.title") })),
  element(
    "section",
    { class: "tile panel narrow ask" },
    element("p", { text: t("missing.note", { path: decoded(pathOf(location.pathname)) }) }),
    element(
      "p",
      { class: "buttons" },
      element("a", { class: "action", href: href("/subjects"), text: t("nav.subjects") }),
      element("a", { class: "action strong", href: href("/"), text: t("forbidden.back") }),
    ),
  ),
);

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
