import { find } from "../dom.js";
import { sumCheck } from "../figures.js";
import { clockOn, stamp } from "../format.js";
import { t } from "../i18n.js";
import { html, nothing } from "../lit.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/** Whether the totals are the sum of the teams. @param {ViewDocument} doc */
export function sumProof(doc) {
  const check = sumCheck(doc);
  const state = check === null ? "none" : check.isEqual ? "ok" : "bad";
  const title = check && t("proof.sum.title", { compared: check.compared }) + (check.isEqual ? "" : `: ${check.wrong.join(", ")}`);
  return html`<p class="proof" data-proof="sum" data-state=${state} title=${title ?? nothing}>
    <i>${{ none: "○", ok: "✓", bad: "✗" }[state]}</i>
    <span>${check === null ? t("proof.digest.none") : t(`proof.sum.${state}`, { count: check.wrong.length })}</span>
  </p>`;
}

/** When each source was last heard from: silence upstream is not the same as nothing happening. @param {ViewDocument} doc */
export function sources(doc) {
  const list = Object.entries(doc.sources ?? {}).sort(([a], [b]) => a.localeCompare(b, "en"));
  const newest = list.map(([, at]) => at).sort((a, b) => Date.parse(b) - Date.parse(a))[0];
  const unheard = doc.sourcesUnheard ? ` · ${t("sources.unheard", { count: doc.sourcesUnheard })}` : "";
  const text = newest ? t("sources.newest", { count: list.length, at: clockOn(newest, doc.day) }) + unheard : t("sources.none");
  return html`<p
    class="sources digits"
    id="sources"
    ?data-unheard=${!newest || unheard !== ""}
    title=${list.map(([name, at]) => `${name} ${stamp(at)}`).join("\n")}
    .textContent=${text}
  ></p>`;
}

/** A wall that was asked for its proofs goes back to being one, in ms. */
const PROVING_FOR = 60_000;

/**
 * The footer's proof, chosen, has each tile say as of when it stands, at which version, and whether that is the server's; each team since
 * when.
 */
export function proveOnDemand() {
  const button = find('[data-proof="digest"]');
  let timer = 0;
  button.title = t("proof.tiles");
  button.addEventListener("click", () => {
    clearTimeout(timer);
    const isOn = document.body.toggleAttribute("data-proving");
    button.setAttribute("aria-pressed", String(isOn));
    if (isOn) {
      timer = window.setTimeout(() => button.click(), PROVING_FOR);
    }
  });
}
