import { url } from "../address.js";
import { request } from "../api.js";
import { element, find, setHidden } from "../dom.js";
import { field, form } from "../form.js";
import { known, lang, t } from "../i18n.js";
import { parameter } from "../links.js";
import { shell } from "../shell.js";

shell({ crumbs: [{ text: t("signIn.title"), href: "" }], signedOut: true });

const AGAIN = 2_000;
const step = parameter("step");
const otp = field(step === "code" ? "person.code" : "person.otp", {
  required: step === "code",
  maxlength: 8,
  inputmode: "numeric",
  autocomplete: "one-time-code",
});
find("#main").append(
  element("div", { class: "title" }, element("h1", { text: t("app.title") })),
  element(
    "section",
    { class: "tile panel narrow" },
    element("h2", { text: t("signIn.title") }),
    problem(),
    ...(step === "code" ? codeAlone() : [provider(), byPassword()]),
  ),
);
if (step === "done") {
  // Back from the identity provider: the session is there, its cookie was only not sent on the way from another site.
  comeIn();
}

/** Leads on who is signed in; an answer that is lost on the way is asked for again. */
function comeIn() {
  request("/api/session").then(lead, (error) => {
    if (error.status !== 401) {
      setTimeout(comeIn, AGAIN);
    }
  });
}

/** What the identity provider, or our own server, would not let pass. */
function problem() {
  const what = parameter("problem");
  const subject = new URLSearchParams(location.hash.slice(1)).get("subject");
  return what === null
    ? null
    : element(
        "div",
        { class: "failure", role: "alert" },
        element("p", { text: known(`signIn.problem.${what}`, t("signIn.problem.failed")) }),
        subject && (what === "noAccount" || what === "nameTaken") ? element("p", { text: t("signIn.subject", { subject }) }) : null,
      );
}

/** Shown where there is an identity provider. */
function provider() {
  const node = element(
    "p",
    { class: "provider", hidden: true },
    element("a", {
      class: "action strong",
      href: `${url("/api/session/oidc")}?next=${encodeURIComponent(next())}`,
      text: t("signIn.provider"),
    }),
    element("span", { class: "soft", text: t("signIn.or") }),
  );
  request("/api/about").then(
    (about) => setHidden(node, !about.oidc),
    () => {},
  );
  return node;
}

function byPassword() {
  const name = field("person.name", { required: true, maxlength: 60, autocomplete: "username", autofocus: true });
  const password = field("person.password", { required: true, maxlength: 256, type: "password", autocomplete: "current-password" });
  return form({
    fields: [name.node, password.node, otp.node],
    send: "signIn.send",
    submit: () =>
      request("/api/session", {
        method: "POST",
        body: { name: name.input.value, password: password.input.value, otp: otp.input.value || null },
      }),
    done: lead,
  });
}

/** Known to the identity provider, which has not asked for a code. */
function codeAlone() {
  return [
    element("p", { text: t("signIn.code") }),
    form({
      fields: [otp.node],
      send: "signIn.send",
      submit: () => request("/api/session", { method: "POST", body: { otp: otp.input.value } }),
      done: lead,
    }),
  ];
}

function lead() {
  location.replace(url(next()));
}

/** Where the reader wanted to go: a page of ours, whatever the address says; without the sub-path the product may stand under. */
function next() {
  const first = lang === "en" ? "/?lang=en" : "/";
  try {
    const wanted = new URL(parameter("next") ?? first, location.origin);
    return wanted.origin === location.origin && wanted.pathname !== "/sign-in" ? wanted.pathname + wanted.search : first;
  } catch {
    return first;
  }
}
