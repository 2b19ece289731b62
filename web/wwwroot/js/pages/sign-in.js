import { url } from "../address.js";
import { request } from "../api.js";
import { find } from "../dom.js";
import { field, form } from "../form.js";
import { known, lang, t } from "../i18n.js";
import { parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";

shell({ crumbs: [{ text: t("signIn.title"), href: "" }], signedOut: true });

const AGAIN = 2_000;
const step = parameter("step");
/** Whether one can sign in at an identity provider too. */
let hasProvider = false;
const signIn = step === "code" ? codeAlone() : byPassword();
draw();
if (step !== "code") {
  request("/api/about").then(
    ({ oidc }) => {
      hasProvider = oidc;
      draw();
    },
    () => {},
  );
}
if (step === "done") {
  // Back from the identity provider: the session is there, its cookie was only not sent on the way from another site.
  comeIn();
}

function draw() {
  render(
    html`<div class="title"><h1>${t("app.title")}</h1></div>
      <section class="tile panel narrow">
        <h2>${t("signIn.title")}</h2>
        ${problem()} ${step === "code" ? html`<p>${t("signIn.code")}</p>` : provider()} ${signIn}
      </section>`,
    find("#main"),
  );
}

/** What the identity provider, or our own server, would not let pass. */
function problem() {
  const what = parameter("problem");
  const subject = new URLSearchParams(location.hash.slice(1)).get("subject");
  const isSaid = subject && (what === "noAccount" || what === "nameTaken");
  return what === null
    ? nothing
    : html`<div class="failure" role="alert">
        <p>${known(`signIn.problem.${what}`, t("signIn.problem.failed"))}</p>
        ${isSaid ? html`<p>${t("signIn.subject", { subject })}</p>` : nothing}
      </div>`;
}

function provider() {
  return html`<p class="provider" ?hidden=${!hasProvider}>
    <a class="action strong" href=${`${url("/api/session/oidc")}?next=${encodeURIComponent(next())}`}>${t("signIn.provider")}</a>
    <span class="soft">${t("signIn.or")}</span>
  </p>`;
}

function byPassword() {
  const name = field("person.name", { required: true, maxlength: 60, autocomplete: "username", autofocus: true });
  const password = field("person.password", { required: true, maxlength: 256, type: "password", autocomplete: "current-password" });
  const otp = code("person.otp");
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

/** For who is known to the identity provider, which has not asked for a code. */
function codeAlone() {
  const otp = code("person.code", { required: true });
  return form({
    fields: otp.node,
    send: "signIn.send",
    submit: () => request("/api/session", { method: "POST", body: { otp: otp.input.value } }),
    done: lead,
  });
}

/** @param {string} label key of its words @param {object} [more] */
function code(label, more) {
  return field(label, { maxlength: 8, inputmode: "numeric", autocomplete: "one-time-code", ...more });
}

/** Leads on who is signed in; an answer that is lost on the way is asked for again. */
function comeIn() {
  request("/api/session").then(lead, (error) => {
    if (error.status !== 401) {
      setTimeout(comeIn, AGAIN);
    }
  });
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
