import { find } from "../dom.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html, render } from "../lit.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("forbidden.title"), href: "" },
  ],
  up: href("/"),
});

render(
  html`<div class="title"><h1>${t("forbidden.title")}</h1></div>
    <section class="tile panel narrow start ask">
      <p>${t("forbidden.note")}</p>
      <p class="buttons">
        <a class="action strong" href=${href("/")}>${t("forbidden.back")}</a>
        <a class="action" href=${href("/account")}>${t("forbidden.account")}</a>
      </p>
    </section>`,
  find("#main"),
);
