import { count } from "../format.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { html } from "../lit.js";
import { onward, panel } from "./panel.js";

/**
 * The supervision orders, first of all a team has to do: how many are open, late and on the wall.
 * @param {import("./model.js").Model} model
 */
export function orders({ doc, kind, id }) {
  const { open = 0, overdue = 0, listed = 0 } = doc.orders ?? {};
  return panel(
    { key: "panel.orders", onward: onward(href("/orders", kind === "team" ? { team: id } : {}), t("order.all")) },
    html`<p class="digits">${t("order.wall", { open: count(open), overdue: count(overdue), listed: count(listed) })}</p>`,
  );
}
