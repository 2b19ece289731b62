import { pathOf } from "./address.js";
import { lookForUpdate } from "./build.js";
import { changes, find } from "./dom.js";
import { evidence } from "./evidence.js";
import { nameOf, t } from "./i18n.js";
import { heading } from "./leaders/heading.js";
import { modelOf } from "./leaders/model.js";
import { picture } from "./leaders/picture.js";
import { questions } from "./leaders/questions.js";
import { href } from "./links.js";
import { html, nothing, render } from "./lit.js";
import { fetched } from "./live/fetched.js";
import { follow } from "./live/follow.js";
import { periodOfPage } from "./period.js";
import { needRules, onRules, rules } from "./rules.js";
import { setCrumbs, shell, stand } from "./shell.js";
import { dayOf } from "./time.js";
import { fold } from "./warnings.js";

/** @typedef {import("./live/follow.js").Standing} Standing */

/**
 * A leaders' page of one view: what is to be done, how it stands to its own past, then the figures; live, or for a closed period.
 *
 * @param {object} page
 * @param {"jurisdiction"|"team"|"item"|"enterprise"} page.kind
 * @param {string} page.id
 * @param {("teams"|"items")[]} page.parts  what its figures are split by
 * @param {(name: string) => {title: string, scope: string}} page.title
 */
export function leadersPage({ kind, id, parts, title }) {
  const view = `${kind}/${id}`;
  const period = periodOfPage();
  const state = { isMissing: false, failure: "" };
  /** @type {import("./leaders/model.js").Page} */
  const page = {
    ...{ kind, id, view, parts, period, path: pathOf(location.pathname), beside: periodOfPage("beside") },
    rows: period ? ["period"] : ["day", "month", "year"],
    fontSize: () => parseFloat(getComputedStyle(document.body).fontSize) * 0.92,
    failed(error) {
      state.failure = error === null ? "" : error instanceof Error ? error.message : String(error);
      draw();
    },
  };
  shell({ crumbs: crumbs(id), up: href("/") });

  const changed = changes();
  const asked = questions(
    page,
    () => source.standing().held.doc,
    () => draw(),
  );

  function draw(/** @type {Standing} */ standing = source.standing()) {
    const { doc } = standing.held;
    const name = doc ? title(nameOf(doc, id)) : { title: "", scope: "" };
    if (doc) {
      needRules(doc.rulesVersion);
      asked.look(doc);
      if (changed("name", doc.name)) {
        setCrumbs(crumbs(name.title));
      }
    }
    const told = () => ({ ...asked, rules: rules(), folds: doc ? fold(doc) : [] });
    render(
      html`${heading(page, doc, name, state)}
      ${doc ? html`<div class="sheets">${picture(modelOf(page, doc, standing, told()))}</div>` : nothing}`,
      find("#main"),
    );
    refreshEvidence();
  }

  /** @param {Standing} standing */
  const tick = (standing) => {
    stand(standing, period !== null);
    if (changed("standing", dayOf(standing.now), standing.freshness)) {
      draw(standing);
    }
  };
  const onMissing = () => {
    state.isMissing = true;
    draw();
  };
  const drawn = (/** @type {unknown} */ _held, /** @type {Standing} */ standing) => draw(standing);
  const source = period
    ? fetched({ view, period, draw: drawn, tick, onMissing })
    : follow({ view, draw: drawn, tick, onUp: lookForUpdate, onMissing });
  const refreshEvidence = evidence(() => ({
    doc: source.standing().held.doc,
    period,
    isLive: source.standing().freshness === "live",
    others: asked.compared.answer ?? {},
  }));
  onRules(() => draw());
  draw();
}

/** @param {string} name */
const crumbs = (name) => [
  { text: t("app.wall"), href: href("/") },
  { text: name, href: "" },
];
