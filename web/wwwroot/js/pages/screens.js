import { request } from "../api.js";
import { find } from "../dom.js";
import { nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { addScreen } from "../screen/add.js";
import { sceneTitle } from "../screen/edit.js";
import { sceneEditor } from "../screen/editor.js";
import { screenTable } from "../screen/rows.js";
import { tell } from "../screen/tell.js";
import { shell } from "../shell.js";

/** @typedef {[string, string]} Entry  a value and its words */

const LOOK_EVERY = 3_000;

/** What was done is said for so long, in ms: it stands in sight wherever the page is, and so above something. */
const SAID_FOR = 15_000;
const PLACES = ["hall", "corridor", "command"].map((place) => /** @type {Entry} */ ([place, t(`place.${place}`)]));

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.screens"), href: "" },
  ],
  up: href("/"),
});

/** @type {any[]|null} */
let rows = null;
/** @type {Entry[]} */
let scenes = [];
/** What a scene can show. @type {Entry[]} */
let views = [];
let said = "";
let saidUntil = 0;
/** Address of the picture that a screen has sent; empty while there is none. */
let shot = "";

const add = addScreen(PLACES, { added: (made) => say(t("screens.added", made)), load, draw });
const editor = sceneEditor({
  saved: () => {
    say(t("screens.scenes.saved"));
    return loadScenes();
  },
  draw,
});
draw();
await Promise.all([loadViews(), loadScenes()]);
await load();
setInterval(load, LOOK_EVERY);

async function loadViews() {
  const [teams, items] = await Promise.all(["teams", "items"].map((name) => request(`/api/registers/${name}`).catch(() => ({ rows: [] }))));
  const named = (/** @type {string} */ kind, /** @type {any[]} */ rows) =>
    rows.map((row) => /** @type {Entry} */ ([`${kind}/${row.id}`, `${row.id} ${nameOf(row)}`]));
  views = [["", t("scenes.view.bureau")], ...named("team", teams.rows), ...named("item", items.rows)];
}

async function loadScenes() {
  try {
    const found = await request("/api/scenes");
    scenes = found.map((/** @type {any} */ scene) => [scene.id, sceneTitle(scene)]);
    editor.edit(found);
  } catch (error) {
    fail(error);
  }
}

async function load() {
  if (Date.now() > saidUntil) {
    said = "";
  }
  try {
    rows = await request("/api/screens");
  } catch (error) {
    fail(error);
  }
  draw();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.screens")}</h1>
          <p class="soft">${t("screens.note")}</p>
        </div>
      </div>
      <p class="said" role="status" .textContent=${said}></p>
      <img class="shot" alt=${t("screens.shot")} ?hidden=${!shot} src=${shot || nothing} />
      ${panel(
        { key: "screens.list" },
        html`${screenTable(rows ?? [], PLACES, scenes, { change, command, revoke })}
          <p class="soft" ?hidden=${rows?.length !== 0}>${t("screens.none")}</p>`,
      )}
      ${panel(
        { key: "screens.add" },
        html`<p class="soft">${t("screens.add.how")}</p>
          ${add(scenes)}`,
      )}
      ${panel(
        { key: "screens.scenes" },
        html`<p class="soft">${t("screens.scenes.how")}</p>
          ${editor.picture(views)}`,
      )}`,
    find("#main"),
  );
}

/** @param {any} row @param {object} body what is another now */
function change(row, body) {
  act(row, { method: "PUT", body });
}

/** @param {any} row */
function revoke(row) {
  act(row, { method: "DELETE" });
}

/** @param {any} row @param {object} what */
async function act(row, what) {
  try {
    await request(`/api/screens/${row.id}`, what);
    say(t("screens.done", { name: row.name }));
  } catch (error) {
    fail(error);
  }
  load();
}

/** Tells a screen something and says how it went. @param {any} row @param {string} kind @param {object} [args] */
async function command(row, kind, args = {}) {
  say(t("screens.sent", { name: row.name }));
  shot = "";
  draw();
  try {
    const answer = await tell(row, kind, args);
    shot = answer.picture;
    say(answer.result);
  } catch (error) {
    fail(error);
  }
  load();
}

/** @param {string} sentence what was done, or why not */
function say(sentence) {
  said = sentence;
  saidUntil = Date.now() + SAID_FOR;
}

/** @param {unknown} error */
function fail(error) {
  say(t("banner.request", { reason: sentenceOf(error) }));
  draw();
}
