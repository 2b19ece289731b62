import { request } from "./api.js";
import { count } from "./format.js";
import { inLanguage, t } from "./i18n.js";
import { html, nothing, render } from "./lit.js";
import { warningTitle } from "./rules.js";
import { acknowledgement } from "./warnings.js";

/** @typedef {{rule: string, kind: string, id: string}} Target */

/**
 * The form that records who knows of a warning and why it stands. It clears nothing, and says so.
 * @param {(targets: Target[]) => void} done called after the server has recorded it
 */
export function acknowledge(done) {
  const dialog = document.createElement("dialog");
  dialog.className = "acknowledge";
  dialog.setAttribute("aria-labelledby", "acknowledge-title");
  document.body.append(dialog);
  const state = { targets: /** @type {Target[]} */ ([]), failure: "", isSending: false };
  /** Who says it, and why; both stay while the form is open. */
  const said = { by: "", reason: "" };

  const draw = (/** @type {Partial<typeof state>} */ changes = {}) => {
    Object.assign(state, changes);
    const write = (/** @type {"by"|"reason"} */ name) => (/** @type {Event} */ event) => {
      said[name] = /** @type {HTMLInputElement} */ (event.target).value;
    };
    render(
      html`<form class="ask" @submit=${submit}>
        <h2 id="acknowledge-title">${t("acknowledge.title")}</h2>
        <p class="digits">${whatOf(state.targets)}</p>
        <p class="not-cleared">◐ ${t("acknowledge.note")}</p>
        <label>
          <span>${t("acknowledge.by")}</span>
          <input name="by" required maxlength="40" autocomplete="off" .value=${said.by} @input=${write("by")} />
        </label>
        <label>
          <span>${t("acknowledge.reason")}</span>
          <textarea name="reason" required maxlength="200" rows="3" .value=${said.reason} @input=${write("reason")}></textarea>
        </label>
        ${state.failure ? html`<p class="failure" role="alert">${t("acknowledge.failed", { reason: state.failure })}</p>` : nothing}
        <p class="buttons">
          <button type="button" class="action" @click=${() => dialog.close()}>${t("acknowledge.cancel")}</button>
          <button class="action strong" ?disabled=${state.isSending}>${t("acknowledge.send")}</button>
        </p>
      </form>`,
      dialog,
    );
  };

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    draw({ isSending: true, failure: "" });
    try {
      await send(state.targets, { by: said.by.trim(), reason: said.reason.trim() });
      said.reason = "";
      dialog.close();
      done(state.targets);
    } catch (error) {
      state.failure = error instanceof Error ? error.message : String(error);
    }
    draw({ isSending: false });
  };

  return {
    /** @param {Target[]} picked */
    open(picked) {
      draw({ targets: picked, failure: "" });
      dialog.showModal();
      /** @type {HTMLElement|null} */ (dialog.querySelector(said.by ? "textarea" : "input"))?.focus();
    },
  };
}

/** @param {Target[]} targets */
function whatOf(targets) {
  const [first] = targets;
  const what = targets.length === 1 ? first.id : t("warning.count", { count: count(targets.length) });
  return `${warningTitle(first.rule)} · ${what}`;
}

/** @param {Target[]} targets @param {{by: string, reason: string}} said */
async function send(targets, said) {
  const time = new Date().toISOString();
  const events = targets.map((target) => acknowledgement(target, said, { id: randomId(), time }));
  const answer = await request(
    "/api/events",
    events.length === 1
      ? { method: "POST", type: "application/cloudevents+json", body: events[0] }
      : { method: "POST", type: "application/cloudevents-batch+json", body: events },
  );
  if (answer?.quarantined > 0) {
    const refused = answer.results?.find((/** @type {any} */ result) => result.outcome === "quarantined");
    throw new Error(inLanguage(refused?.sentence, refused?.reason ?? t("acknowledge.refused")));
  }
}

/** `crypto.randomUUID` is there in secure contexts only. */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
