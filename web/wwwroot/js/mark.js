import { stamp } from "./format.js";
import { t } from "./i18n.js";
import { html } from "./lit.js";
import { selfDrawn } from "./self-drawn.js";

/** What a paper or a picture of a page says of itself: who took it, when, and which state of the figures it shows. */
const said = { who: "", asOf: "", version: /** @type {number|null} */ (null) };

/** @param {string} name of who is signed in; empty where nobody is asked */
export function setReader(name) {
  said.who = name;
  draw();
}

/** @param {string} asOf @param {number|null} version of the view on the page */
export function setState(asOf, version) {
  said.asOf = asOf;
  said.version = version;
}

/** @param {number} [now] epoch ms @param {string} [who] @returns {string} */
export function markText(now = Date.now(), who = said.who) {
  return [
    who,
    stamp(new Date(now).toISOString()),
    said.asOf && `${t("link.asOf")} ${said.asOf}`,
    said.version !== null && t("proof.version", { version: said.version }),
  ]
    .filter(Boolean)
    .join(" · ");
}

const { node, draw } = selfDrawn(() => {
  const text = markText();
  return html`<p class="print-mark digits" aria-hidden="true" data-mark=${text}>${text}</p>`;
});

/** Puts the mark on every sheet this page is printed on; on the screen it is not seen. */
export function markPaper() {
  document.body.append(node);
  draw();
  addEventListener("beforeprint", draw);
}
