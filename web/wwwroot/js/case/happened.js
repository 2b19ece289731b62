import { stamp, typeOf } from "../format.js";
import { known, t } from "../i18n.js";
import { html, nothing } from "../lit.js";
import { definitions } from "./values.js";

/** An event as it came, and whether it holds. @param {import("./days.js").Happened} event */
export function happened({ at, received, type, source, id, seq, op, applied, data }) {
  const name = typeOf(type);
  const marks = [
    applied === false ? t("case.notApplied") : "",
    op === "u" ? t("case.correction") : op === "d" ? t("case.deletion") : "",
    // A chief of a brigade who is not among the leaders is no head in court (法释〔2020〕3号 art. 2).
    name === "lawsuit.heard" && data?.headAppeared && data.headRank === "Other" ? t("case.notHead") : "",
  ];
  const origin = [
    source,
    id,
    seq === undefined || seq === null ? "" : t("case.seq", { seq }),
    received ? t("case.received", { at: stamp(received) }) : "",
  ];
  return html`<article data-event=${name} data-applied=${String(applied !== false)}>
    <p>
      <time class="digits" datetime=${at}>${stamp(at).slice(11, 16)}</time> <b>${known(`event.${name}`, name)}</b>
      ${marks.filter(Boolean).map((mark) => html`<em>${mark}</em>`)}
    </p>
    <details>
      <summary>${t("case.data")}</summary>
      ${Object.keys(data ?? {}).length > 0 ? definitions(data ?? {}) : nothing}
      <p class="soft digits origin">${origin.filter(Boolean).join(" · ")}</p>
    </details>
  </article>`;
}
