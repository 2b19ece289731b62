import { request } from "./api.js";
import { element, setAttribute, setHidden, setText } from "./dom.js";
import { count } from "./format.js";
import { inLanguage, t } from "./i18n.js";
import { warningTitle } from "./rules.js";
import { acknowledgement } from "./warnings.js";

/** @typedef {{rule: string, kind: string, id: string}} Target */

/**
 * The form that records who knows of a warning and why it stands. It clears nothing, and says so.
 * @param {(targets: Target[]) => void} done called after the server has recorded it
 */
export function acknowledge(done) {
  /** @type {Target[]} */
  let targets = [];
  const what = element("p", { class: "digits" });
  const by = element("input", { name: "by", required: true, maxlength: "40", autocomplete: "off" });
  const reason = element("textarea", { name: "reason", required: true, maxlength: "200", rows: "3" });
  const failure = element("p", { class: "failure", role: "alert", hidden: true });
  const send = element("button", { class: "action strong", text: t("acknowledge.send") });
  const cancel = element("button", { type: "button", class: "action", text: t("acknowledge.cancel") });
  const form = element(
    "form",
    { class: "ask" },
    element("h2", { id: "acknowledge-title", text: t("acknowledge.title") }),
    what,
    element("p", { class: "not-cleared", text: `◐ ${t("acknowledge.note")}` }),
    element("label", {}, element("span", { text: t("acknowledge.by") }), by),
    element("label", {}, element("span", { text: t("acknowledge.reason") }), reason),
    failure,
    element("p", { class: "buttons" }, cancel, send),
  );
  const dialog = element("dialog", { class: "acknowledge", "aria-labelledby": "acknowledge-title" }, form);
  document.body.append(dialog);
  cancel.addEventListener("click", () => dialog.close());

  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    setAttribute(send, "disabled", "");
    setHidden(failure, true);
    try {
      const said = { by: by.value.trim(), reason: reason.value.trim() };
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
      reason.value = "";
      dialog.close();
      done(targets);
    } catch (error) {
      setHidden(failure, false);
      setText(failure, t("acknowledge.failed", { reason: error instanceof Error ? error.message : String(error) }));
    } finally {
      setAttribute(send, "disabled", null);
    }
  });

  return {
    /** @param {Target[]} picked */
    open(picked) {
      targets = picked;
      const [first] = picked;
      setText(
        what,
        picked.length === 1
          ? `${warningTitle(first.rule)} · ${first.id}`
          : `${warningTitle(first.rule)} · ${t("warning.count", { count: count(picked.length) })}`,
      );
      setHidden(failure, true);
      dialog.showModal();
      (by.value ? reason : by).focus();
    },
  };
}

/** `crypto.randomUUID` is there in secure contexts only. */
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
