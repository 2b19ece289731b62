import { t } from "../i18n.js";
import { href } from "../links.js";
import { html } from "../lit.js";
import { count } from "../format.js";
import { onward, panel } from "./panel.js";

/**
 * The duties of the year of a team: how many are open, and how many of them late.
 * @param {import("./model.js").Model} model
 */
export function year({ doc, kind, id }) {
  const { open = 0, overdue = 0 } = doc.duties ?? {};
  return panel(
    { key: "panel.year", onward: onward(href("/year", kind === "team" ? { team: id } : {}), t("year.all")) },
    html`<p class="digits">${t("year.open", { open: count(open), overdue: count(overdue) })}</p>`,
  );
}
