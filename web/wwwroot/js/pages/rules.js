import { request } from "../api.js";
import { find } from "../dom.js";
import { stamp } from "../format.js";
import { inLanguage, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { href, parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { pause } from "../live/backoff.js";
import { SECTIONS } from "../rulebook/sections.js";
import { onRules, rules, startRules, textOf } from "../rules.js";
import { shell } from "../shell.js";

/** @typedef {import("../live/types.js").RuleSet} RuleSet */

const on = /^\d{4}-\d{2}-\d{2}$/.test(parameter("on") ?? "") ? parameter("on") : null;
const NAMES = /** @type {(keyof typeof SECTIONS)[]} */ (Object.keys(SECTIONS));

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.rules"), href: "" },
  ],
  up: href("/"),
});

/** @type {RuleSet|null} */
let set = null;
let failure = "";
let failures = 0;
draw();
if (on) {
  load();
} else {
  // The present rule set is kept for when the server is away.
  onRules(present);
  startRules();
  present();
}

function present() {
  set = rules();
  draw();
}

async function load() {
  try {
    set = await request(`/api/rules?on=${on}`);
    failure = "";
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    setTimeout(load, 500 + pause(failures++));
  }
  draw();
}

function draw() {
  const choose = (/** @type {Event} */ event) =>
    location.assign(href("/rules", { on: /** @type {HTMLInputElement} */ (event.target).value }));
  render(
    html`<div class="title">
        <div>
          <h1>${t("rules.title")}</h1>
          <p class="soft">${on ? t("rules.onNote", { day: on }) : t("rules.note")}</p>
        </div>
        <div class="period">
          <label><span>${t("rules.on")}</span><input type="date" .value=${on ?? ""} @change=${choose} /></label>
          ${on ? html`<strong class="closed">◆ ${on}</strong><a class="action" href=${href("/rules")}>${t("rules.back")}</a>` : nothing}
        </div>
      </div>
      <nav class="within" aria-label=${t("rules.title")}>
        ${NAMES.map((name) => html`<a class="action" href="#${name}">${t(`rules.${name}`)}</a>`)}
      </nav>
      ${failure ? html`<p class="failure" role="alert">${t("banner.request", { reason: failure })}</p>` : nothing}
      ${set ? html`<div class="sheets">${versions(set)}${NAMES.map(section)}</div>` : html`<p class="soft">${t("table.loading")}</p>`}`,
    find("#main"),
  );
  if (set && location.hash) {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
}

/** @param {keyof typeof SECTIONS} name */
function section(name) {
  const { heads, rows } = SECTIONS[name](/** @type {RuleSet} */ (set));
  return panel(
    { key: `rules.${name}`, id: name },
    html`<div class="scroll" tabindex="0" role="region" aria-label=${t(`rules.${name}`)}>
      <table class="rules">
        <thead>
          <tr>
            ${heads.map((key) => html`<th>${t(key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map((content) => html`<td>${content}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
  );
}

/** Every version that was published, those left out, and what this release has more. @param {RuleSet} of */
function versions({ versions: list = [], current, problems = [], shipped }) {
  return panel(
    { key: "rules.versions" },
    html`<ul class="versions">
      ${list.map(
        (one) =>
          html`<li>
            <b class="digits">${one.version}</b>
            ${one.version === current ? html`<em class="now">● ${t("rules.current")}</em>` : nothing}
            <span>${one.effectiveFrom ? t("rules.effective", { day: one.effectiveFrom }) : ""}</span>
            <span class="soft">${textOf(one, "name")}</span>
            <span class="soft">${one.publishedAt ? t("rules.published", { at: stamp(one.publishedAt) }) : ""}</span>
          </li>`,
      )}
      ${problems.map(
        (one) =>
          html`<li class="law">
            <b>${t("law.problem.rules", { version: one.version })}</b>
            <span class="soft">${inLanguage(one.sentence, one.reason)}</span>
          </li>`,
      )}
      ${shipped ? more(shipped) : nothing}
    </ul>`,
  );
}

/** What this release's rule set says that the one in force does not. @param {NonNullable<RuleSet["shipped"]>} shipped */
function more({ version, missing, other }) {
  return html`<li data-shipped>
    <b>${t("rules.shipped", { version })}</b>
    ${missing.length > 0 ? html`<span>${t("rules.shipped.missing", { ids: missing.join(" ") })}</span>` : nothing}
    ${other.length > 0 ? html`<span class="soft">${t("rules.shipped.other", { ids: other.join(" ") })}</span>` : nothing}
  </li>`;
}
