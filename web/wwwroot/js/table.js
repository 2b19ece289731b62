import { element } from "./dom.js";
import { t } from "./i18n.js";

/** @param {string} key of its words @param {() => void} act @param {string} [className] */
export function button(key, act, className = "action") {
  return element("button", { type: "button", class: className, text: t(key), on: { click: act } });
}
