import { t } from "../i18n.js";
import { html } from "../lit.js";
import { events } from "../wall/events.js";
import { panel } from "./panel.js";

const MOST = 12;

/** What has just happened. @param {import("./model.js").Model} model */
export function recent({ doc }) {
  return panel(
    { key: "panel.recent", canFold: true },
    html`<ol class="events" aria-label=${t("panel.recent")}>
      ${events(doc, MOST)}
    </ol>`,
  );
}
