import { acknowledge } from "../acknowledge.js";
import { lookForUpdate } from "../build.js";
import { changes, find } from "../dom.js";
import { evidence } from "../evidence.js";
import { count } from "../format.js";
import { t } from "../i18n.js";
import { jurisdiction } from "../jurisdiction.js";
import { href, parameter } from "../links.js";
import { html, render } from "../lit.js";
import { follow } from "../live/follow.js";
import { needRules, onRules, rules } from "../rules.js";
import { shell, stand } from "../shell.js";
import { sound } from "../sound.js";
import { FILTERS } from "../warning/filters.js";
import { picture } from "../warning/picture.js";
import { rowList } from "../warning/rows.js";
import { fold, isMoreUrgent } from "../warnings.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("../warnings.js").Fold} Fold */

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.warnings"), href: "" },
  ],
  up: href("/"),
});
const view = `jurisdiction/${jurisdiction()}`;
const bell = sound();
const changed = changes();
/** @type {Record<string, string>} */
const filter = Object.fromEntries(FILTERS.map((name) => [name, parameter(name) ?? ""]));
/** @type {Map<string, ReturnType<typeof rowList>>} */
const open = new Map();
/** @type {ViewDocument|null} */
let doc = null;
/** @type {Fold[]} */
let folds = [];
let isHeard = false;
let said = "";

const ask = acknowledge((targets) => {
  said = t("acknowledge.done", { count: count(targets.length) });
  open.forEach((one) => one.load());
  draw();
});
const live = follow({
  view,
  draw: (held, standing) => take(held.doc, standing.isLinked),
  tick: (standing) => stand(standing),
  onUp: lookForUpdate,
});
const refreshEvidence = evidence(() => ({ doc, period: null, isLive: live.standing().freshness === "live" }));
onRules(() => take(doc, isHeard));
draw();

/** @param {ViewDocument|null} present @param {boolean} isLinked */
function take(present, isLinked) {
  if (!present) {
    return;
  }
  doc = present;
  needRules(doc.rulesVersion);
  if (changed("warnings", doc.warnings, doc.teams, doc.day, rules())) {
    const before = folds;
    folds = fold(doc);
    // What was open already when the page came to life is not new.
    if (isHeard && isMoreUrgent(before, folds)) {
      bell.ring();
    }
    for (const key of open.keys()) {
      if (!folds.some((one) => one.key === key)) {
        open.delete(key);
      }
    }
    open.forEach((one) => one.look());
    draw();
  }
  isHeard ||= isLinked;
  refreshEvidence();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.warnings")}</h1>
          <p class="soft">${t("warning.note")}</p>
        </div>
        ${bell.button}
      </div>
      <p class="said" role="status" .textContent=${said}></p>
      ${
        doc
          ? html`<div class="sheets">${picture({ doc, view, folds, filter, open, toggle, choose, ask: ask.open })}</div>`
          : html`<p class="soft">${t("app.loading")}</p>`
      }`,
    find("#main"),
  );
}

/** @param {string} name @param {string} value */
function choose(name, value) {
  filter[name] = value;
  history.replaceState(null, "", href("/warnings", filter));
  open.forEach((one) => one.load());
  draw();
}

/** Opens the list of a card, or closes it. @param {Fold} one */
function toggle(one) {
  const { key } = one;
  if (!open.delete(key)) {
    const rows = rowList(
      () => folds.find((other) => other.key === key) ?? one,
      () => ({ level: filter.level, day: doc?.day ?? "" }),
      () => draw(),
    );
    open.set(key, rows);
    rows.load();
  }
  draw();
}
