import { request } from "./api.js";
import { find } from "./dom.js";
import { field, form } from "./form.js";
import { t } from "./i18n.js";
import { href, parameter } from "./links.js";
import { html, render } from "./lit.js";
import { shell } from "./shell.js";
import { ofTab, store, stored } from "./storage.js";

const KEPT = "dashboard.firstStart";

/** The secret of the address that the start has printed; null when there is none. Another language is the same page. */
export function firstSecret() {
  return parameter("secret") ?? stored(KEPT, ofTab);
}

/** The page of a first start: makes the first administrator. @param {string} secret */
export function firstAdministrator(secret) {
  // The secret stays in no history, and no longer than the tab.
  store(KEPT, secret, ofTab);
  history.replaceState(null, "", href("/setup"));
  shell({ crumbs: [{ text: t("setup.title"), href: "" }], signedOut: true });

  const name = field("person.name", { required: true, maxlength: 60, autocomplete: "username" });
  const shown = field("person.displayName", { maxlength: 60 });
  const password = field("person.newPassword", {
    required: true,
    minlength: 10,
    maxlength: 256,
    type: "password",
    autocomplete: "new-password",
  });

  const make = form({
    fields: [name.node, shown.node, password.node],
    send: "setup.send",
    submit: async () => {
      const made = { secret, name: name.input.value, displayName: shown.input.value, password: password.input.value };
      await request("/api/setup", { method: "POST", body: made });
      store(KEPT, null, ofTab);
    },
    done: () => location.replace(href("/setup")),
  });
  render(
    html`<div class="title"><h1>${t("app.title")}</h1></div>
      <section class="tile panel narrow">
        <h2>${t("setup.title")}</h2>
        <p class="soft">${t("setup.note")}</p>
        ${make}
      </section>`,
    find("#main"),
  );
}
