import { url } from "../address.js";
import { request } from "../api.js";
import { element, find, keyed, setAttribute, setHidden, setText } from "../dom.js";
import { field, form } from "../form.js";
import { stamp } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { panel } from "../panel.js";
import { href, parameter } from "../links.js";
import { sceneTitle } from "../screen/edit.js";
import { sceneEditor } from "../screen/editor.js";
import { shell } from "../shell.js";

/** @typedef {import("../screen/scene.js").Scene} Scene */

const LOOK_EVERY = 3_000;
const ANSWERS_WITHIN = 5_000;
const PLACES = ["hall", "corridor", "command"];
const COLUMNS = ["number", "name", "place", "scene", "state", "resolution", "build", "delay"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.screens"), href: "" },
  ],
  up: href("/"),
});

/** @type {Scene[]} */
let scenes = [];

const said = element("p", { class: "said", role: "status" });
const body = element("tbody");
const none = element("p", { class: "soft", text: t("screens.none"), hidden: true });
const list = panel("screens.list", {});
list.append(
  element(
    "div",
    { class: "scroll" },
    element(
      "table",
      { class: "screens" },
      element(
        "thead",
        {},
        element("tr", {}, ...COLUMNS.map((key) => element("th", { text: t(`screen.${key}`) })), element("th", { text: t("col.actions") })),
      ),
      body,
    ),
  ),
  none,
);

const code = field("screen.code", { required: true, maxlength: 7, inputmode: "numeric", placeholder: "123456", value: parameter("code") });
const name = field("screen.name", { required: true, maxlength: 60, placeholder: t("screens.example") });
const place = choice("screen.place", PLACES, (value) => t(`place.${value}`));
const scene = choice("screen.scene", [], sceneName);
const add = panel("screens.add", {});
add.append(
  element("p", { class: "soft", text: t("screens.add.how") }),
  form({
    fields: [code.node, name.node, place.node, scene.node],
    send: "screens.add",
    submit: async () => {
      const made = await request("/api/screens", {
        method: "POST",
        body: { code: code.input.value.replace(/\s/g, ""), name: name.input.value, place: place.input.value, scene: scene.input.value },
      });
      setText(said, t("screens.added", { number: made.number, name: made.name }));
      code.input.value = name.input.value = "";
    },
    done: load,
  }),
);
/** The scene that is meant for the place, when there is one. */
const sceneOfPlace = () => scenes.some(({ id }) => id === place.input.value) && (scene.input.value = place.input.value);
place.input.addEventListener("change", sceneOfPlace);

/** What a scene can show, with its name. @type {[string, string][]} */
let views = [];
const scenesPanel = panel("screens.scenes", {});
const editor = sceneEditor({
  views: () => views,
  nameOf: sceneTitle,
  saved: async () => {
    setText(said, t("screens.scenes.saved"));
    await loadScenes();
  },
});
scenesPanel.append(element("p", { class: "soft", text: t("screens.scenes.how") }), editor.node);

const shot = element("img", { class: "shot", alt: t("screens.shot"), hidden: true });
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("nav.screens") }), element("p", { class: "soft", text: t("screens.note") })),
  ),
  said,
  shot,
  list,
  add,
  scenesPanel,
);
await Promise.all([loadViews(), loadScenes()]);
sceneOfPlace();
await load();
setInterval(load, LOOK_EVERY);

async function loadScenes() {
  try {
    scenes = await request("/api/scenes");
    editor.draw(scenes);
    options(
      scene.input,
      scenes.map(({ id }) => id),
      sceneName,
    );
  } catch (error) {
    say(error);
  }
}

async function loadViews() {
  const [teams, items] = await Promise.all(["teams", "items"].map((name) => request(`/api/registers/${name}`).catch(() => ({ rows: [] }))));
  const named = (/** @type {string} */ kind, /** @type {any[]} */ rows) =>
    rows.map((row) => /** @type {[string, string]} */ ([`${kind}/${row.id}`, `${row.id} ${nameOf(row)}`]));
  views = [["", t("scenes.view.bureau")], ...named("team", teams.rows), ...named("item", items.rows)];
}

async function load() {
  try {
    const rows = /** @type {any[]} */ (await request("/api/screens"));
    keyed(body, rows, (row) => row.id, create, update);
    setHidden(none, rows.length > 0);
  } catch (error) {
    say(error);
  }
}

/** @param {any} row */
function create(row) {
  const cells = COLUMNS.map((column) => element("td", { class: ["name", "place", "scene", "state"].includes(column) ? "" : "digits" }));
  const places = choice("screen.place", PLACES, (value) => t(`place.${value}`)).input;
  const shown = choice("screen.scene", [], sceneName).input;
  places.addEventListener("change", () => act(row, () => change(row, { place: places.value })));
  shown.addEventListener("change", () => tell(row, "scene", { scene: shown.value }));
  cells[2].append(places);
  cells[3].append(shown);
  const button = (/** @type {string} */ key, /** @type {() => void} */ click) =>
    element("button", { type: "button", class: "action small", text: t(`screens.${key}`), on: { click } });
  const actions = element(
    "td",
    { class: "actions" },
    button("identify", () => tell(row, "identify", {})),
    button("message", () => {
      const words = prompt(t("screens.message.ask", { name: row.name }));
      if (words) {
        tell(row, "message", { text: words });
      }
    }),
    button("screenshot", () => tell(row, "screenshot", {})),
    button("reload", () => tell(row, "reload", {})),
    button("rename", () => {
      const other = prompt(t("screens.rename.ask"), row.name);
      if (other) {
        act(row, () => change(row, { name: other }));
      }
    }),
    button("revoke", () => {
      if (confirm(t("screens.revoke.ask", { name: row.name }))) {
        act(row, () => request(`/api/screens/${row.id}`, { method: "DELETE" }));
      }
    }),
  );
  return Object.assign(element("tr", {}, ...cells, actions), { fields: cells, places, shown });
}

/** @param {any} node @param {any} row */
function update(node, row) {
  const texts = [
    String(row.number),
    row.name,
    null,
    null,
    row.online
      ? `● ${t("screen.online")}`
      : `■ ${row.offlineSince ? t("screen.offlineSince", { at: stamp(row.offlineSince) }) : t("screen.never")}`,
    row.resolution ?? "—",
    row.build ?? "—",
    row.delayMs.p50 === null ? "—" : `${Math.round(row.delayMs.p50)} / ${Math.round(row.delayMs.p99)} ms`,
  ];
  texts.forEach((value, index) => {
    if (value !== null) {
      setText(node.fields[index], value);
    }
  });
  setAttribute(node, "data-online", row.online ? "yes" : "no");
  options(
    node.shown,
    scenes.map(({ id }) => id),
    sceneName,
  );
  for (const [input, value] of [
    [node.places, row.place],
    [node.shown, row.scene],
  ]) {
    if (document.activeElement !== input) {
      input.value = value;
    }
  }
}

/** @param {any} row @param {object} what */
function change(row, what) {
  return request(`/api/screens/${row.id}`, { method: "PUT", body: what });
}

/** @param {any} row @param {() => Promise<unknown>} action */
async function act(row, action) {
  try {
    await action();
    setText(said, t("screens.done", { name: row.name }));
  } catch (error) {
    say(error);
  }
  load();
}

/** Tells a screen something and says how it went. @param {any} row @param {string} kind @param {object} args */
async function tell(row, kind, args) {
  setText(said, t("screens.sent", { name: row.name }));
  setHidden(shot, true);
  try {
    const { id } = await request(`/api/screens/${row.id}/commands`, { method: "POST", body: { kind, args } });
    const path = `/api/screens/${row.id}/commands/${id}`;
    const until = Date.now() + ANSWERS_WITHIN;
    let order;
    do {
      await new Promise((resolve) => setTimeout(resolve, 200));
      order = await request(path);
    } while (order.state === "sent" && Date.now() < until);
    setText(said, `${row.name}: ${order.state === "done" ? "✓" : "✗"} ${order.result}`);
    if (kind === "screenshot" && order.state === "done") {
      setAttribute(shot, "src", url(`${path}/picture`));
      setHidden(shot, false);
    }
  } catch (error) {
    say(error);
  }
  load();
}

/** @param {unknown} error */
function say(error) {
  setText(said, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
}

/** @param {string} id */
function sceneName(id) {
  const scene = scenes.find((one) => one.id === id);
  return scene ? sceneTitle(scene) : id;
}

/**
 * A field to choose from a list.
 * @param {string} label @param {string[]} values @param {(value: string) => string} words
 */
function choice(label, values, words) {
  const input = /** @type {HTMLSelectElement} */ (element("select", { "aria-label": t(label) }));
  options(input, values, words);
  return { node: element("label", {}, element("span", { text: t(label) }), input), input };
}

/** @param {HTMLSelectElement} input @param {string[]} values @param {(value: string) => string} words */
function options(input, values, words) {
  const chosen = input.value;
  keyed(
    input,
    values,
    (value) => value,
    (value) => element("option", { value }),
    (node, value) => setText(node, words(value)),
  );
  if (values.includes(chosen)) {
    input.value = chosen;
  }
}
