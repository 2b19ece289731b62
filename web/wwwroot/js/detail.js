import { request } from "./api.js";
import { element, setHidden } from "./dom.js";
import { field, form } from "./form.js";
import { stamp, typeOf } from "./format.js";
import { known, t } from "./i18n.js";
import { html, nothing, render } from "./lit.js";
import { panel } from "./panel.js";

/** Characters a reason has at least; the server asks for as many. */
const LEAST_REASON = 4;

/**
 * What is personal in a record, whole: asked for with a reason, which is kept in the audit, and forgotten when the page is left.
 *
 * @param {{kind: string, id: string, draw: (values: any) => import("./lit.js").Template}} record `draw`: how the page draws the fields
 *   of an event
 * @returns {{button: HTMLElement, panel: HTMLElement}}
 */
export function personalDetail({ kind, id, draw }) {
  const shown = panel("detail.title", {});
  const list = element("ol", { class: "line" });
  shown.append(list);
  setHidden(shown, true);

  const reason = field("detail.reason", { required: true, maxlength: 200 }, (value) =>
    value.length < LEAST_REASON ? t("detail.reason.short", { count: LEAST_REASON }) : null,
  );
  const cancel = element("button", { type: "button", class: "action", text: t("acknowledge.cancel"), on: { click: () => dialog.close() } });
  const dialog = element(
    "dialog",
    { class: "acknowledge", "aria-labelledby": "detail-ask" },
    form({
      fields: [element("h2", { id: "detail-ask", text: t("detail.ask") }), element("p", { text: t("detail.note") }), reason.node],
      send: "detail.send",
      checked: [reason],
      beside: [cancel],
      submit: async () => {
        const { details } = await request("/api/details", { method: "POST", body: { kind, id, reason: reason.input.value } });
        render(
          html`<li class="soft">${t("detail.for", { reason: reason.input.value.trim() })}</li>
            ${details.map(
              (/** @type {any} */ { type, at, data }) =>
                html`<li>
                  <p><b>${known(`event.${typeOf(type)}`, type)}</b> <span class="soft digits">${stamp(at)}</span></p>
                  ${draw(data)}
                </li>`,
            )}
            ${details.length === 0 ? html`<li>${t("detail.none")}</li>` : nothing}`,
          list,
        );
        setHidden(shown, false);
        dialog.close();
      },
      done: () => shown.scrollIntoView({ block: "nearest" }),
    }),
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => (reason.input.value = ""));
  dialog.addEventListener("click", (/** @type {Event} */ event) => event.target === dialog && dialog.close());
  return {
    button: element("button", {
      type: "button",
      class: "action",
      text: t("detail.open"),
      "data-roles": "supervisor admin",
      hidden: true,
      on: { click: () => dialog.showModal() },
    }),
    panel: shown,
  };
}
