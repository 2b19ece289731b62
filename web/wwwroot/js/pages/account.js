import { request } from "../api.js";
import { element, find, setText } from "../dom.js";
import { field, form } from "../form.js";
import { t } from "../i18n.js";
import { panel } from "../panel.js";
import { href } from "../links.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.account"), href: "" },
  ],
  up: href("/"),
});

const said = element("p", { class: "said", role: "status" });
const old = field("account.oldPassword", { required: true, maxlength: 256, type: "password", autocomplete: "current-password" });
const fresh = field("person.newPassword", {
  required: true,
  minlength: 10,
  maxlength: 256,
  type: "password",
  autocomplete: "new-password",
});
const password = panel("account.password", {});
password.append(
  form({
    fields: [old.node, fresh.node],
    send: "account.change",
    submit: () => request("/api/session/password", { method: "PUT", body: { old: old.input.value, new: fresh.input.value } }),
    done: () => {
      old.input.value = fresh.input.value = "";
      setText(said, t("account.changed"));
    },
  }),
);

const factor = panel("account.factor", {});
const steps = element("div", { class: "ask" });
factor.append(steps);
find("#main").append(element("div", { class: "title" }, element("h1", { text: t("nav.account") })), said, password, factor);
show();

async function show() {
  const caller = await request("/api/session");
  const address = "/api/session/second-factor";
  if (caller.secondFactor) {
    const end = async () => {
      await request(address, { method: "DELETE" });
      show();
    };
    steps.replaceChildren(
      element("p", { text: t("account.factor.on") }),
      element("button", { type: "button", class: "action", text: t("account.factor.end"), on: { click: end } }),
    );
    return;
  }
  const begin = async () => {
    const made = await request(address, { method: "POST" });
    const code = field("person.otp", { required: true, maxlength: 8, inputmode: "numeric", autocomplete: "one-time-code" });
    steps.replaceChildren(
      element("p", { text: t("account.factor.scan") }),
      element("img", { class: "code", alt: "", src: `data:image/png;base64,${made.picture}` }),
      element("p", { class: "digits", text: made.key }),
      form({
        fields: [code.node],
        send: "account.factor.confirm",
        submit: () => request(address, { method: "PUT", body: { otp: code.input.value } }),
        done: show,
      }),
    );
  };
  steps.replaceChildren(
    caller.secondFactorDue ? element("p", { class: "failure", role: "alert", text: t("account.factor.due") }) : "",
    element("p", { text: t("account.factor.off") }),
    element("button", { type: "button", class: "action", text: t("account.factor.begin"), on: { click: begin } }),
  );
}
