import { request } from "../api.js";
import { field, formOf } from "../form.js";
import { t } from "../i18n.js";
import { parameter } from "../links.js";
import { html } from "../lit.js";
import { choice, labelled } from "./fields.js";

/**
 * The form that names the code of a browser, which is a screen from then on.
 * @param {[string, string][]} places values and their words
 * @param {{added: (made: any) => void, load: () => Promise<void>, draw: () => void}} page
 */
export function addScreen(places, { added, load, draw }) {
  const code = field("screen.code", {
    required: true,
    maxlength: 7,
    inputmode: "numeric",
    placeholder: "123456",
    value: parameter("code"),
  });
  const name = field("screen.name", { required: true, maxlength: 60, placeholder: t("screens.example") });
  const chosen = { place: places[0][0], scene: "" };
  const sending = { failure: "", isSending: false };

  /** @param {[string, string][]} scenes ids and names */
  return (scenes) => {
    const ids = scenes.map(([id]) => id);
    // At first, and with another place, the scene that is meant for the place, when there is one.
    const meant = (/** @type {string[]} */ ...wanted) => [...wanted, ...ids].find((id) => ids.includes(id)) ?? "";
    chosen.scene = meant(chosen.scene, chosen.place);
    const choosePlace = (/** @type {string} */ place) => {
      Object.assign(chosen, { place, scene: meant(place, chosen.scene) });
      draw();
    };
    const submit = async () => {
      const body = { ...chosen, code: code.input.value.replace(/\s/g, ""), name: name.input.value };
      added(await request("/api/screens", { method: "POST", body }));
      code.input.value = name.input.value = "";
    };
    const fields = html`${code.node}${name.node}${labelled("screen.place", choice("screen.place", places, chosen.place, choosePlace))}
    ${labelled(
      "screen.scene",
      choice("screen.scene", scenes, chosen.scene, (scene) => (chosen.scene = scene)),
    )}`;
    return formOf({ fields, send: "screens.add", submit, done: load }, sending, draw);
  };
}
