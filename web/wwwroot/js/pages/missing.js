import { pathOf } from "../address.js";
import { find } from "../dom.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, render } from "../lit.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("missing.title"), href: "" },
  ],
  up: href("/"),
});

render(
  html`<div class="title"><h1>${t("missing.title")}</h1></div>
    <section class="tile panel narrow ask">
      <p>${t("missing.note", { path: decoded(pathOf(location.pathname)) })}</p>
      <p class="buttons">
        <a class="action" href=${href("/subjects")}>${t("nav.subjects")}</a>
        <a class="action strong" href=${href("/")}>${t("forbidden.back")}</a>
      </p>
    </section>`,
  find("#main"),
);

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
