import { element, find } from "../dom.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("forbidden.title"), href: "" },
  ],
  up: href("/"),
});

find("#main").append(
  element("div", { class: "title" }, element("h1", { text: t("forbidden.title") })),
  element(
    "section",
    { class: "tile panel narrow start ask" },
    element("p", { text: t("forbidden.note") }),
    element(
      "p",
      { class: "buttons" },
      element("a", { class: "action strong", href: href("/"), text: t("forbidden.back") }),
      element("a", { class: "action", href: href("/account"), text: t("forbidden.account") }),
    ),
  ),
);
