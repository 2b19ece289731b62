import { request } from "../api.js";
import { find } from "../dom.js";
import { field, form } from "../form.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";

const FACTOR = "/api/session/second-factor";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.account"), href: "" },
  ],
  up: href("/"),
});

let said = "";
/** @type {any} */
let caller = null;
/** What a second factor is begun with. @type {{picture: string, key: string, confirm: HTMLElement}|null} */
let begun = null;

const old = field("account.oldPassword", { required: true, maxlength: 256, type: "password", autocomplete: "current-password" });
const fresh = field("person.newPassword", {
  required: true,
  minlength: 10,
  maxlength: 256,
  type: "password",
  autocomplete: "new-password",
});
const password = form({
  fields: [old.node, fresh.node],
  send: "account.change",
  submit: () => request("/api/session/password", { method: "PUT", body: { old: old.input.value, new: fresh.input.value } }),
  done: () => {
    old.input.value = fresh.input.value = "";
    said = t("account.changed");
    draw();
  },
});
draw();
look();

async function look() {
  caller = await request("/api/session");
  begun = null;
  draw();
}

function draw() {
  render(
    html`<div class="title"><h1>${t("nav.account")}</h1></div>
      <p class="said" role="status" .textContent=${said}></p>
      ${panel({ key: "account.password" }, password)}
      ${panel({ key: "account.factor" }, html`<div class="ask">${caller ? factor() : nothing}</div>`)}`,
    find("#main"),
  );
}

/** The second factor: it is on, it is being begun, or it is off. */
function factor() {
  if (caller.secondFactor) {
    return html`<p>${t("account.factor.on")}</p>
      <button type="button" class="action" @click=${end}>${t("account.factor.end")}</button>`;
  }
  if (begun) {
    return html`<p>${t("account.factor.scan")}</p>
      <img class="code" alt="" src="data:image/png;base64,${begun.picture}" />
      <p class="digits">${begun.key}</p>
      ${begun.confirm}`;
  }
  return html`${caller.secondFactorDue ? html`<p class="failure" role="alert">${t("account.factor.due")}</p>` : nothing}
    <p>${t("account.factor.off")}</p>
    <button type="button" class="action" @click=${begin}>${t("account.factor.begin")}</button>`;
}

async function begin() {
  const { picture, key } = await request(FACTOR, { method: "POST" });
  const code = field("person.otp", { required: true, maxlength: 8, inputmode: "numeric", autocomplete: "one-time-code" });
  const confirm = form({
    fields: [code.node],
    send: "account.factor.confirm",
    submit: () => request(FACTOR, { method: "PUT", body: { otp: code.input.value } }),
    done: look,
  });
  begun = { picture, key, confirm };
  draw();
}

async function end() {
  await request(FACTOR, { method: "DELETE" });
  look();
}
