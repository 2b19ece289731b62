import { firstAdministrator, firstSecret } from "../administrator.js";
import { request } from "../api.js";
import { find } from "../dom.js";
import { t } from "../i18n.js";
import { sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";
import { nextOf, stepsOf } from "../steps.js";

const secret = firstSecret();
if (secret) {
  firstAdministrator(secret);
} else {
  shell({
    crumbs: [
      { text: t("app.wall"), href: href("/") },
      { text: t("nav.setup"), href: "" },
    ],
    up: href("/"),
  });
  show();
}

async function show() {
  /** @type {import("../steps.js").Step[]} */
  let steps = [];
  let said = "";
  draw(steps, said);
  try {
    steps = stepsOf(await request("/api/setup"));
    said = nextOf(steps) ? "" : t("setUp.ready");
  } catch (error) {
    if (/** @type {any} */ (error).status === 401) {
      location.replace(href("/sign-in", { next: `/setup${location.search}` }));
      return;
    }
    said = sentenceOf(error);
  }
  draw(steps, said);
}

/** @param {import("../steps.js").Step[]} steps @param {string} said */
function draw(steps, said) {
  const next = nextOf(steps);
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.setup")}</h1>
          <p class="soft">${t("setUp.note")}</p>
        </div>
        <a class="action" href=${href("/")}>${t("setUp.toWall")}</a>
      </div>
      <p class="said" role="status" .textContent=${said}></p>
      <ol class="steps">
        ${steps.map((step) => drawn(step, step === next))}
      </ol>`,
    find("#main"),
  );
}

/** @param {import("../steps.js").Step} step @param {boolean} isNext */
function drawn({ key, done, later, state, links }, isNext) {
  return html`<li class="tile panel" data-step=${key} data-done=${String(done)} aria-current=${isNext ? "step" : nothing}>
    <i aria-hidden="true">${done ? "✓" : "○"}</i>
    <div>
      <h2>
        <span>${t(`setUp.${key}`)}</span>
        <small>${t(done ? "setUp.done" : isNext ? "setUp.next" : later ? "setUp.later" : "setUp.open")}</small>
      </h2>
      <p>${state}</p>
    </div>
    <p class="actions">
      ${links.map(
        ([path, words], index) => html`<a class=${isNext && index === 0 ? "action strong" : "action"} href=${href(path)}>${t(words)}</a>`,
      )}
    </p>
  </li>`;
}
