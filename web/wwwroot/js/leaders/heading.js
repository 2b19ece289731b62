import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { periodChooser } from "../period.js";
import { takeAway } from "./takeaway.js";

/**
 * What a page is about and of which period; what can be taken away; and what is wrong with it.
 * @param {import("./model.js").Page} page
 * @param {import("../live/types.js").ViewDocument|null} doc
 * @param {{title: string, scope: string}} name
 * @param {{isMissing: boolean, failure: string}} state
 */
export function heading(page, doc, { title, scope }, { isMissing, failure }) {
  return html`<div class="title">
      <div>
        <h1>${title || page.id}</h1>
        <p class="soft scope">${scope}</p>
      </div>
      ${periodChooser(page.path, page.period)} ${doc ? takeAway(page, doc) : nothing}
    </div>
    ${failure ? html`<p class="failure" role="alert">${t("takeAway.failed", { reason: failure })}</p>` : nothing}
    ${isMissing && !doc ? html`<p class="failure" role="alert">${t("view.none", { id: page.id })}</p>` : nothing}
    ${doc?.unheard ? html`<p class="failure">○ ${t("view.unheard")}</p>` : nothing}
    ${doc || isMissing ? nothing : html`<p class="soft">${t("app.loading")}</p>`}`;
}
