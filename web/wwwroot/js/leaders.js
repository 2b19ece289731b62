import { pathOf } from "./address.js";
import { request } from "./api.js";
import { lookForUpdate } from "./build.js";
import { changes, find } from "./dom.js";
import { evidence } from "./evidence.js";
import { queryText } from "./figures.js";
import { nameOf, t } from "./i18n.js";
import { asked } from "./leaders/asked.js";
import { comparedPeriods, dueSoon } from "./leaders/answers.js";
import { openCases } from "./leaders/cases.js";
import { modelOf } from "./leaders/model.js";
import { picture } from "./leaders/picture.js";
import { href } from "./links.js";
import { html, nothing, render } from "./lit.js";
import { fetched } from "./live/fetched.js";
import { follow } from "./live/follow.js";
import { periodChooser, periodOfPage } from "./period.js";
import { needRules, onRules, rules } from "./rules.js";
import { setCrumbs, shell, stand } from "./shell.js";
import { dayOf } from "./time.js";
import { fold } from "./warnings.js";

/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./live/follow.js").Standing} Standing */

/** Rows and other periods are asked for again at most this often while the figures move, in ms: reading files stands in the audit. */
const ROWS_AFTER = 15_000;
const PERIODS_AFTER = 60_000;

/** More rows of one kind than this are not read on a page; they stand behind its number. */
const MOST_ROWS = 50;

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
  /** @type {import("./leaders/model.js").Page} */
  const page = {
    ...{ kind, id, view, parts, period, path: pathOf(location.pathname), beside: periodOfPage("beside") },
    rows: period ? ["period"] : ["day", "month", "year"],
    fontSize: () => parseFloat(getComputedStyle(document.body).fontSize) * 0.92,
  };
  shell({ crumbs: crumbs(id), up: href("/") });

  let isMissing = false;
  const changed = changes();
  const isAnswered = period === null && kind !== "enterprise";
  const rowsOf = async (/** @type {import("./figures.js").Query} */ query) =>
    (await request(`/api/evidence?${queryText(query)}&size=${MOST_ROWS}`)).rows;
  const duties = asked(
    async () => {
      const soon = dueSoon(source.standing().held.doc?.day ?? dayOf(Date.now()));
      const [late, due] = await Promise.all([rowsOf({ view, warning: "all", level: "breach" }), rowsOf({ view, due: soon })]);
      return { late, due };
    },
    ROWS_AFTER,
    () => draw(),
  );
  const compared = asked(
    async () => {
      const { doc } = source.standing().held;
      const periods = comparedPeriods(period, doc?.day ?? dayOf(Date.now()), page.beside).filter((of) => of !== period);
      const found = periods.map(async (of) => [of, await request(`/api/views?view=${encodeURIComponent(view)}&period=${of}`)]);
      return Object.fromEntries(await Promise.all(found));
    },
    PERIODS_AFTER,
    () => draw(),
  );
  const cases = openCases(kind, id, () => draw());

  function draw({ held, now, freshness } = source.standing()) {
    const { doc } = held;
    const name = doc ? title(nameOf(doc, id)) : { title: "", scope: "" };
    if (doc) {
      ask(doc);
      if (changed("name", doc.name)) {
        setCrumbs(crumbs(name.title));
      }
    }
    const told = { duties: duties.state, compared: compared.state, cases, rules: rules(), folds: doc ? fold(doc) : [] };
    render(
      html`<div class="title">
          <div>
            <h1>${name.title}</h1>
            <p class="soft scope">${name.scope}</p>
          </div>
          ${periodChooser(page.path, period)}
        </div>
        ${isMissing && !doc ? html`<p class="failure" role="alert">${t("view.none", { id })}</p>` : nothing}
        ${doc?.unheard ? html`<p class="failure">○ ${t("view.unheard")}</p>` : nothing}
        ${doc || isMissing ? nothing : html`<p class="soft">${t("app.loading")}</p>`}
        ${doc ? html`<div class="sheets">${picture(modelOf(page, doc, { now, freshness }, told))}</div>` : nothing}`,
      find("#main"),
    );
    refreshEvidence?.();
  }

  /** Asks for what follows from the view, where that is another now. @param {ViewDocument} doc */
  function ask(doc) {
    needRules(doc.rulesVersion);
    if (isAnswered && changed("duties", doc.warnings, doc.deadlines, doc.day)) {
      duties.look();
    }
    if (kind !== "enterprise" && changed("compared", doc.metrics, doc.day)) {
      compared.look();
    }
    if (isAnswered && changed("cases", doc.open)) {
      cases.look();
    }
  }

  /** @param {Standing} standing */
  const tick = (standing) => {
    stand(standing, period !== null);
    if (changed("standing", dayOf(standing.now), standing.freshness)) {
      draw(standing);
    }
  };
  const onMissing = () => {
    isMissing = true;
    draw();
  };
  const drawn = (/** @type {unknown} */ _held, /** @type {Standing} */ standing) => draw(standing);
  const source = period
    ? fetched({ view, period, draw: drawn, tick, onMissing })
    : follow({ view, draw: drawn, tick, onUp: lookForUpdate, onMissing });
  onRules(draw);
  const refreshEvidence = evidence(() => ({
    doc: source.standing().held.doc,
    period,
    isLive: source.standing().freshness === "live",
    others: compared.state.answer ?? {},
  }));
  draw();
}

/** @param {string} name */
const crumbs = (name) => [
  { text: t("app.wall"), href: href("/") },
  { text: name, href: "" },
];
