import { request } from "../api.js";
import { copyOf } from "../compat.js";
import { button, formOf } from "../form.js";
import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { newScene, sceneTitle } from "./edit.js";
import { sceneParts } from "./parts.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./parts.js").Draft} Draft */

/**
 * The scenes, one at a time; what has been changed is sent when it is saved.
 * @param {{saved: () => Promise<void>, draw: () => void}} page
 */
export function sceneEditor({ saved, draw }) {
  /** @type {Draft[]} */
  let scenes = [];
  /** As they were read: what is not saved differs from it. Empty until they are. */
  let before = "";
  let chosen = "";
  const sending = { failure: "", isSending: false };
  const isChanged = () => before !== "" && JSON.stringify(scenes) !== before;
  addEventListener("beforeunload", (event) => isChanged() && event.preventDefault());
  return { edit, picture };

  /** @param {Scene[]} found */
  function edit(found) {
    scenes = copyOf(found).map((scene) => ({ ...scene, plan: scene.plan ?? [] }));
    before = JSON.stringify(scenes);
    sending.failure = "";
    draw();
  }

  /** @param {string} id */
  function choose(id) {
    chosen = id;
    draw();
  }

  /** @param {Scene} scene */
  function add(scene) {
    scenes = [...scenes, { ...scene, plan: scene.plan ?? [] }];
    choose(scene.id);
  }

  /** @template {object} T @param {T} part of a scene, or all of it @param {Partial<T>} what */
  function change(part, what) {
    Object.assign(part, what);
    draw();
  }

  /** @param {[string, string][]} views what a scene can show, with its name */
  function picture(views) {
    const scene = scenes.find(({ id }) => id === chosen) ?? scenes[0];
    const undo = html`<button type="button" class="action" ?hidden=${!isChanged()} @click=${() => edit(JSON.parse(before))}>
      ${t("scenes.undo")}
    </button>`;
    return formOf(
      {
        fields: html`<p class="filters" role="group" aria-label=${t("screens.scenes")}>
            ${scenes.map((one) => tab(one, one === scene))}
            ${before === "" ? nothing : button("scenes.new", () => add(newScene(scenes, t("scenes.newName"))))}
          </p>
          <div class="stack">${scene ? [sceneParts(scene, views, change), copyOrRemove(scene)] : nothing}</div>
          <p class="not-cleared" role="status" ?hidden=${!isChanged()}>${t("scenes.unsaved")}</p>`,
        beside: undo,
        send: "screens.scenes.save",
        submit: () => request("/api/scenes", { method: "PUT", body: scenes }),
        done: saved,
      },
      sending,
      draw,
    );
  }

  /** @param {Draft} scene @param {boolean} isChosen */
  function tab(scene, isChosen) {
    return html`<button type="button" class="action" aria-pressed=${String(isChosen)} @click=${() => choose(scene.id)}>
      ${sceneTitle(scene)}
    </button>`;
  }

  /** @param {Draft} scene */
  function copyOrRemove(scene) {
    const copy = () => {
      const { id, name } = newScene(scenes, t("scenes.copyName", { name: sceneTitle(scene) }));
      add({ ...copyOf(scene), id, name });
    };
    const remove = () => {
      if (confirm(t("scenes.remove.ask", { name: sceneTitle(scene) }))) {
        scenes = scenes.filter((one) => one !== scene);
        draw();
      }
    };
    return html`<p class="filters">${button("scenes.copy", copy)}${button("scenes.remove", remove)}</p>`;
  }
}
