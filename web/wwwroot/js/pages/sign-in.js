import { url } from "../address.js";
import { request } from "../api.js";
import { element, find } from "../dom.js";
import { field, form } from "../form.js";
import { t } from "../i18n.js";
import { href, parameter } from "../links.js";
import { shell } from "../shell.js";

shell({ crumbs: [{ text: t("signIn.title"), href: "" }], signedOut: true });

const name = field("person.name", { required: true, maxlength: 60, autocomplete: "username", autofocus: true });
const password = field("person.password", { required: true, maxlength: 256, type: "password", autocomplete: "current-password" });
const otp = field("person.otp", { maxlength: 8, inputmode: "numeric", autocomplete: "one-time-code" });

find("#main").append(
  element("div", { class: "title" }, element("h1", { text: t("app.title") })),
  element(
    "section",
    { class: "tile panel narrow" },
    element("h2", { text: t("signIn.title") }),
    form({
      fields: [name.node, password.node, otp.node],
      send: "signIn.send",
      submit: () =>
        request("/api/session", {
          method: "POST",
          body: { name: name.input.value, password: password.input.value, otp: otp.input.value || null },
        }),
      done: () => location.replace(next()),
    }),
  ),
);

/** Where the reader wanted to go: a page of ours, whatever the address says. */
function next() {
  const wanted = new URL(parameter("next") ?? "/", location.origin);
  return wanted.origin === location.origin && wanted.pathname !== "/sign-in" ? url(wanted.pathname + wanted.search) : href("/");
}
