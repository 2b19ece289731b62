import { request } from "./api.js";
import { field, form } from "./form.js";
import { stamp, typeOf } from "./format.js";
import { known, t } from "./i18n.js";
import { html, nothing } from "./lit.js";
import { selfDrawn } from "./self-drawn.js";

/** Characters a reason has at least; the server asks for as many. */
const LEAST_REASON = 4;

/**
 * What is personal in a record, whole: asked for with a reason, which is kept in the audit, and forgotten when the page is left.
 *
 * @param {{kind: string, id: string, draw: (values: any) => import("./lit.js").Template}} record `draw`: how the page draws the fields
 *   of an event
 * @returns {{button: import("./lit.js").Template, panel: HTMLElement}}
 */
export function personalDetail({ kind, id, draw: values }) {
  /** @type {{because: string, details: any[]}|null} */
  let shown = null;
  const line = (/** @type {any} */ { type, at, data }) =>
    html`<li>
      <p><b>${known(`event.${typeOf(type)}`, type)}</b> <span class="soft digits">${stamp(at)}</span></p>
      ${values(data)}
    </li>`;
  const { node: panel, draw } = selfDrawn(
    () =>
      html`<section class="tile panel" data-panel="detail.title" ?hidden=${shown === null}>
        <h2><span>${t("detail.title")}</span><small></small><span class="mark"></span></h2>
        <ol class="line">
          ${shown ? [html`<li class="soft">${t("detail.for", { reason: shown.because })}</li>`, ...shown.details.map(line)] : nothing}
          ${shown?.details.length === 0 ? html`<li>${t("detail.none")}</li>` : nothing}
        </ol>
      </section>`,
  );
  const reason = field("detail.reason", { required: true, maxlength: 200 }, (value) =>
    value.length < LEAST_REASON ? t("detail.reason.short", { count: LEAST_REASON }) : null,
  );
  const ask = form({
    fields: html`<h2 id="detail-ask">${t("detail.ask")}</h2>
      <p>${t("detail.note")}</p>
      ${reason.node}`,
    checked: [reason],
    beside: html`<button type="button" class="action" @click=${() => dialog.close()}>${t("acknowledge.cancel")}</button>`,
    send: "detail.send",
    submit: async () => {
      const { value } = reason.input;
      const { details } = await request("/api/details", { method: "POST", body: { kind, id, reason: value } });
      shown = { because: value.trim(), details };
      draw();
      dialog.close();
    },
    done: () => panel.scrollIntoView({ block: "nearest" }),
  });
  const dialog = /** @type {HTMLDialogElement} */ (
    selfDrawn(
      () =>
        html`<dialog
          class="acknowledge"
          aria-labelledby="detail-ask"
          @close=${() => (reason.input.value = "")}
          @click=${(/** @type {Event} */ { target }) => target === dialog && dialog.close()}
        >
          ${ask}
        </dialog>`,
    ).node
  );
  document.body.append(dialog);
  return {
    button: html`<button type="button" class="action" data-roles="supervisor admin" hidden @click=${() => dialog.showModal()}>
      ${t("detail.open")}
    </button>`,
    panel,
  };
}
