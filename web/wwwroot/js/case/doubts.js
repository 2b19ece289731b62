import { known, t } from "../i18n.js";
import { href, recordHref } from "../links.js";
import { html, nothing } from "../lit.js";

/**
 * What may be this very record once more, a basis that did not hold, the record that stands for it, and what else a person is to look at.
 * @param {any} subject
 */
export function doubts({ kind, conflicts = [], lapsed = [], mergedInto, covered = true, marks = [] }) {
  const by = (/** @type {any} */ other) => other.by.map((/** @type {string} */ shared) => t(`quality.by.${shared}`)).join(" · ");
  const linked = [
    ...conflicts.map((/** @type {any} */ other) => [t("case.conflict", { id: other.id, by: by(other) }), recordHref(other.kind, other.id)]),
    ...lapsed.map((/** @type {any} */ { id, title, on, validTo }) => [
      t(validTo && validTo < on ? "case.basis.lapsed" : "case.basis.unheld", { title, day: validTo ?? "" }),
      href("/documents", { kind: "document", id }),
    ]),
    ...(mergedInto && covered ? [[t("case.mergedInto", { id: mergedInto }), recordHref(kind, mergedInto)]] : []),
  ];
  const said = [
    ...(mergedInto && !covered ? [t("case.uncovered", { id: mergedInto })] : []),
    ...marks.map((/** @type {string} */ mark) => known(`mark.${mark}`, mark)),
  ];
  return linked.length + said.length === 0
    ? nothing
    : html`<p class="doubt">
        ${linked.map(([text, link]) => html`<a class="law" href=${link}>▲ ${text}</a>`)}
        ${said.map(
          (text) =>
            html`<span class="law"
              ><span>▲ ${text}</span>
              <a href=${href("/quality")} data-roles="supervisor auditor admin" hidden>${t("nav.quality")} ›</a></span
            >`,
        )}
      </p>`;
}
