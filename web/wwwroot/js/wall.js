import { lookForUpdate } from "./build.js";
import { changes, find, setText } from "./dom.js";
import { nameOf, lang, t } from "./i18n.js";
import { href } from "./links.js";
import { guard, render } from "./lit.js";
import { follow } from "./live/follow.js";
import { needRules, onRules, rules } from "./rules.js";
import { stand } from "./shell.js";
import { events, latest } from "./wall/events.js";
import { modelOf } from "./wall/model.js";
import { isBusy, tell } from "./wall/motion.js";
import { pager } from "./wall/pager.js";
import { pastOfTeams } from "./wall/past.js";
import { picture } from "./wall/picture.js";
import { proveOnDemand, sources, sumProof } from "./wall/proof.js";
import { room, SPLICE } from "./wall/room.js";
import { within } from "./wall/within.js";
import { fold, isMoreUrgent } from "./warnings.js";

/** @typedef {import("./live/follow.js").Standing} Standing */

/** A proof over all teams is made this often at most, and lines are changed that nobody can follow, in ms. */
const PROVE_EVERY = 1_000;
const CHANGE_LINES_EVERY = 1_000;

/**
 * The wall of a view.
 *
 * @param {object} options
 * @param {string} options.view
 * @param {boolean} [options.isScreen]  nobody stands before it who could open a number
 * @param {string} [options.path]       of the hub
 * @param {Record<string, (...values: any[]) => void>} [options.messages]  what else the hub may say
 * @param {() => void} [options.onUp]   each time the figures flow again
 * @param {(before: import("./warnings.js").Fold[], now: import("./warnings.js").Fold[]) => void} [options.onWarnings]  they are others
 */
export function wall({ view, isScreen = false, path, messages, onUp = () => {}, onWarnings = () => {} }) {
  find("#name a").setAttribute("href", href("/bureau"));
  find(".today a").setAttribute("href", href("/calendar"));
  const [kind, code] = [view.slice(0, view.indexOf("/")), view.slice(view.indexOf("/") + 1)];
  document.body.dataset.kind = kind;

  // As the page says it: one that scrolls, in which nothing turns by itself. A paired screen is a picture always.
  const narrow = matchMedia(document.querySelector('link[href*="narrow.css"]')?.getAttribute("media") ?? "not all");
  const isPage = () => !isScreen && narrow.matches;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
  const isStill = () => isCalm.matches || isPage() || document.hidden;

  /** The style sheet's `--u`, as large as the part that is shown alone has it. */
  const unit = () => {
    const style = getComputedStyle(document.body);
    return (parseFloat(style.fontSize) / 1.1) * Number(style.getPropertyValue("--scale") || 1);
  };
  let turned = 0;
  const redraw = () => {
    turned++;
    draw(live.standing().held, live.standing());
  };
  const turning = (/** @type {string} */ name) => pager(name, { isStill, redraw });
  const pagers = { warnings: turning("warnings"), items: turning("items"), trends: turning("trends") };
  const isWide = matchMedia(SPLICE);
  const past = pastOfTeams({ view, isScreen, isWanted: () => isWide.matches && kind === "jurisdiction", redraw });
  const { lines, fit, watch } = room({ isPage, unit, onChange: redraw });
  const fontSize = () => unit() * (lang === "en" ? 0.88 : 0.95);
  const changed = changes();
  /** @type {import("./warnings.js").Fold[]|null} */
  let folds = null;
  let provedAt = 0;
  let linedAt = 0;
  let opened = false;
  /** What stands on the page; what is held may be a frame ahead. @type {import("./live/types.js").ViewDocument|null} */
  let shown = null;

  const live = follow({
    view,
    draw,
    tick,
    path,
    messages,
    onUp: () => {
      lookForUpdate();
      onUp();
    },
  });
  let refreshEvidence = () => {};

  /** What opens numbers is fetched when there are some; a number that is chosen before waits in the address, where it will be found. */
  async function openNumbers() {
    const chosen = (/** @type {MouseEvent} */ { target }) => {
      const number = target instanceof Element ? target.closest("[data-evidence], [data-opens]") : null;
      if (number) {
        location.hash = `#evidence=${number.getAttribute("data-evidence") ?? number.getAttribute("data-opens")}`;
      }
    };
    document.addEventListener("click", chosen);
    try {
      const { evidence } = await import("./evidence.js");
      refreshEvidence = evidence(() => ({ doc: shown, period: null, isLive: live.standing().freshness === "live" }));
    } catch {
      // Away: tried again with the next figures.
      opened = false;
    } finally {
      document.removeEventListener("click", chosen);
    }
  }

  /** @param {import("./live/state.js").Held} held @param {Standing} standing */
  function draw({ doc }, standing) {
    if (doc) {
      tell(latest(doc).map(([id]) => id));
    }
    const more = { view, folds: newFolds(doc), rules: rules(), pagers, pasts: doc && past.of(doc), room: { ...lines }, turned, fontSize };
    render(picture(modelOf(doc, standing, more)), find("main"));
    shown = doc;
    if (!doc) {
      return;
    }
    needRules(doc.rulesVersion);
    if (changed("within", doc.within)) {
      within(doc);
    }
    if (changed("name", doc.name)) {
      setText(find("#name a"), nameOf(doc, code));
      document.title = `${nameOf(doc, code)} · ${t("app.title")}`;
    }
    recent();
    render(
      guard([doc.sources, doc.sourcesUnheard], () => sources(doc)),
      find("#heard"),
    );
    if (changed("drawn", true)) {
      watch();
      Object.entries(pagers).forEach(([name, pages]) => pages.hold(find(`#${name}`)));
    }
    if (!isScreen && !opened) {
      opened = true;
      openNumbers();
    }
    refreshEvidence();
  }

  /** What has just happened runs along the foot. */
  function recent() {
    const { doc } = live.standing().held;
    const now = performance.now();
    if (doc && (!isBusy() || now - linedAt >= CHANGE_LINES_EVERY) && changed("recent", doc.recent)) {
      linedAt = now;
      render(events(doc), find("#recent"));
    }
  }

  /** What is new and urgent interrupts the turning of the pages. @param {import("./live/types.js").ViewDocument|null} doc */
  function newFolds(doc) {
    if (doc && changed("folds", doc.warnings, doc.day, ...Object.values(doc.teams ?? {}).map(({ warnings: ofTeam }) => ofTeam))) {
      const before = folds;
      folds = fold(doc);
      if (before !== null) {
        if (isMoreUrgent(before, folds)) {
          pagers.warnings.first();
        }
        onWarnings(before, folds);
      }
    }
    return folds ?? [];
  }

  /** @param {Standing} standing */
  function tick(standing) {
    stand(standing);
    const { doc } = standing.held;
    const { today, isOld } = modelOf(doc, standing, /** @type {any} */ ({}));
    if (changed("standing", today, isOld)) {
      draw(standing.held, standing);
    }
    recent();
    if (doc && standing.isLinked) {
      past.look(doc);
    }
    if (doc && performance.now() - provedAt > PROVE_EVERY && changed("sum", doc)) {
      provedAt = performance.now();
      render(sumProof(doc), find("#sum"));
    }
  }

  onRules(redraw);
  proveOnDemand();
  narrow.addEventListener("change", fit);
  isWide.addEventListener("change", redraw);
  return {
    /** Another part of the wall is shown, or in another size. */
    fit() {
      fit();
      dispatchEvent(new Event("resize"));
    },
    say: live.say,
    standing: live.standing,
  };
}
