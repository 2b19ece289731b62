import { LEVELS } from "../catalogue.js";
import { thresholds } from "../definition.js";
import { levelText, teamText, whenText } from "../warning-texts.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { memberHref, newOrderHref } from "../links.js";
import { html, nothing } from "../lit.js";
import { textOf, warningRule, warningTitle } from "../rules.js";
import { number } from "../wall/number.js";
import { list } from "./list.js";

/** @typedef {import("../warnings.js").Fold} Fold */

/** @param {{kind: string, subject: string}} warning */
const targetOf = ({ kind, subject }) => `${kind}/${subject}`;

/** All warnings of one rule and one team, however many they are. @param {import("./picture.js").Model} model @param {Fold} one */
export function card(model, one) {
  const { doc, filter, open, toggle } = model;
  const asked = /** @type {import("../live/types.js").Level|""} */ (filter.level ?? "");
  const level = asked || one.level;
  const [name, team] = [warningTitle(one.rule), teamText(doc, one.team)];
  const link = memberHref(one.team, doc.teams?.[one.team]);
  const first = one.top.find((warning) => !asked || warning.level === asked);
  const isOpen = open.has(one.key);
  const id = `list-${one.key.replace(/\W+/g, "-")}`;
  const rule = warningRule(one.rule);
  const seen =
    one.acknowledged > 0
      ? `◐ ${t("warning.acknowledged.of", { acknowledged: count(one.acknowledged), count: count(one.count) })}`
      : `○ ${t("warning.unacknowledged")}`;
  return html`<li data-level=${level}>
    <div class="head">
      <b class="level">${levelText(level)}</b>
      <h3>
        <span class="rule">${name}</span> ·
        ${one.team === "" ? html`<span class="team">${team}</span>` : html`<a class="team" href=${link}>${team}</a>`}
      </h3>
      <p class="count">
        ${number(count(asked ? one.levels[asked] : one.count), { ...one.query, ...(asked ? { level: asked } : {}) }, `${name} ${team}`)}
      </p>
      <a
        class="action"
        href=${newOrderHref({ team: one.team, rule: one.rule, title: name, targets: one.top.map(targetOf), level: one.level })}
        >${t("order.open")}</a
      >
      <button type="button" class="action" aria-expanded=${String(isOpen)} aria-controls=${id} @click=${() => toggle(one)}>
        ${t(isOpen ? "warning.less" : "warning.more")}
      </button>
    </div>
    <p class="facts">
      <span class="split soft"
        >${LEVELS.filter((of) => one.levels[of] > 0)
          .map((of) => `${levelText(of)} ${count(one.levels[of])}`)
          .join("　")}</span
      >
      ${first ? html`<span class="next">${t("warning.next", { subject: `${first.subject} ${whenText(first, doc.day)}` })}</span>` : nothing}
      <span class="seen">${seen}</span>
    </p>
    <p class="soft condition">
      ${rule ? [textOf(rule, "condition"), thresholds(rule), textOf(rule, "article")].filter(Boolean).join(" · ") : ""}
    </p>
    <div class="list" id=${id} ?hidden=${!isOpen}>${isOpen ? list(model, one) : nothing}</div>
  </li>`;
}
