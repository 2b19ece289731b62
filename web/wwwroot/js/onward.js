import { t } from "./i18n.js";
import { href } from "./links.js";
import { html, nothing } from "./lit.js";
import { nextOf, stepsOf } from "./steps.js";

/**
 * What to do after the step a page is about; it stands below the title of the page.
 * @param {string} key of the step @param {any} setup how far the set-up is; null until that is known
 */
export function onward(key, setup) {
  return html`<p class="onward-step" role="status">${setup ? told(key, setup) : nothing}</p>`;
}

/** @param {string} key @param {any} setup */
function told(key, setup) {
  const steps = stepsOf(setup);
  const present = steps.find((step) => step.key === key);
  const next = nextOf(steps);
  if (!next) {
    return html`<span>${t("setUp.after.all")}</span><a class="action" href=${href("/")}>${t("setUp.toWall")}</a>`;
  }
  if (next === present) {
    return html`<span>${t("setUp.after.open", { state: present.state })}</span>`;
  }
  const [path, words] = next.links[0];
  return html`<span>${t("setUp.after", { step: t(`setUp.${next.key}`) })}</span>
    <a class="action strong" href=${href(path)}>${t(words)}</a>`;
}
