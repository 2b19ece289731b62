import { drawer } from "./evidence/drawer.js";
import { find, recorded, withMore } from "./evidence/rows.js";
import { queryOf, queryText, shown } from "./figures.js";
import { t } from "./i18n.js";
import { render } from "./lit.js";
import { onRules, startRules } from "./rules.js";

/** @typedef {import("./figures.js").Query} Query */
/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {import("./evidence/rows.js").Row} Row */
/**
 * @typedef {{doc: ViewDocument|null, period: string|null, isLive: boolean, others?: Record<string, ViewDocument>}} Screen
 *   others: what else the page shows, by period, for its metrics
 */

const PREFIX = "#evidence=";

/** Between a fact's commit and its figure on screen pass milliseconds; only a lasting difference is one. */
const LOOKS = 4;
const LOOK_AGAIN_AFTER = 900;

/** @param {Query} query @returns {string} the address of a number's evidence on this page */
export function evidenceHash(query) {
  return PREFIX + queryText(query);
}

/**
 * The drawer that shows what stands behind a number, and above that what the number means and which article it
 * rests on: any element with `data-evidence` or `data-opens` opens it (the latter is no count itself, e.g. a rate),
 * so does the address (`#evidence=view=…&counter=…&period=…`).
 *
 * @param {() => Screen} screen what the page shows now
 * @returns {() => void} call after the figures changed
 */
export function evidence(screen) {
  const dialog = document.createElement("dialog");
  dialog.className = "evidence";
  dialog.setAttribute("aria-labelledby", "evidence-title");
  document.body.append(dialog);
  /** @type {Query|null} */
  let query = null;
  let session = 0;
  let looks = 0;
  let again = 0;
  const nothingYet = { found: null, onScreen: null, fact: null, failure: "", isBusy: false };
  /** @type {Pick<import("./evidence/drawer.js").Open, "found"|"onScreen"|"fact"|"failure"|"isBusy"|"verdict">} */
  let state = { ...nothingYet, verdict: said("none", "○", "evidence.checking") };

  /** @param {Partial<typeof state>} changes */
  const draw = (changes = {}) => {
    state = { ...state, ...changes };
    if (query) {
      const { doc } = screen();
      render(drawer({ ...state, query, doc, holder: holder(query).doc, more, again: load }), dialog);
    }
  };

  /** The document that shows the number: the page's own, or that of a period beside it. @param {Query} asked */
  const holder = (asked) => {
    const { doc, period, others } = screen();
    const other = asked.metric ? others?.[asked.period ?? ""] : undefined;
    return other ? { doc: other, period: asked.period ?? null, isOther: true } : { doc, period, isOther: false };
  };

  /** @param {Query} asked */
  const numberOf = (asked) => {
    const { doc, period } = holder(asked);
    return doc ? shown(doc, asked, period) : null;
  };

  const load = async () => {
    const mine = ++session;
    const asked = /** @type {Query} */ (query);
    clearTimeout(again);
    draw({ verdict: said("none", "○", "evidence.checking"), failure: "" });
    try {
      const found = await find(asked, screen().doc?.day ?? "", () => mine === session);
      if (found) {
        draw({ found, fact: recorded(asked, found) });
        compare(asked);
      }
    } catch (error) {
      if (mine === session) {
        draw({
          failure: error instanceof Error ? error.message : String(error),
          verdict: { ...said("none", "○", "evidence.checking"), text: "" },
        });
      }
    }
  };

  const more = async () => {
    const mine = session;
    const before = state.found;
    draw({ isBusy: true });
    try {
      const found = before && (await withMore(before));
      if (found && mine === session) {
        draw({ found, isBusy: false });
      }
    } catch (error) {
      draw({ failure: error instanceof Error ? error.message : String(error), isBusy: false });
    }
  };

  /** @param {Query} asked */
  const compare = (asked) => {
    const onScreen = numberOf(asked);
    const { fact } = state;
    if (onScreen === null) {
      draw({ onScreen, verdict: said("none", "○", "evidence.unknown") });
    } else if (onScreen === fact) {
      draw({ onScreen, verdict: said("ok", "✓", "evidence.equal") });
    } else if (holder(asked).isOther || !screen().isLive) {
      draw({ onScreen, verdict: said("none", "○", "evidence.old") });
    } else if (looks < LOOKS) {
      looks++;
      again = window.setTimeout(load, LOOK_AGAIN_AFTER);
      draw({ onScreen });
    } else {
      draw({ onScreen, verdict: said("bad", "✗", "evidence.differs") });
    }
  };

  const open = () => {
    query = location.hash.startsWith(PREFIX) ? queryOf(location.hash.slice(PREFIX.length)) : null;
    if (!query) {
      dialog.close();
      return;
    }
    looks = 0;
    draw({ ...nothingYet, verdict: said("none", "○", "evidence.checking") });
    if (!dialog.open) {
      dialog.showModal();
    }
    load();
  };

  const close = () => {
    session++;
    clearTimeout(again);
    draw(nothingYet);
    query = null;
    if (location.hash.startsWith(PREFIX)) {
      history.replaceState(history.state, "", location.pathname + location.search);
    }
  };

  document.addEventListener("click", ({ target }) => {
    const number = target instanceof Element ? target.closest("[data-evidence], [data-opens]") : null;
    if (number) {
      location.hash = PREFIX + (number.getAttribute("data-evidence") ?? number.getAttribute("data-opens"));
    }
  });
  dialog.addEventListener("close", close);
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  addEventListener("hashchange", open);
  startRules();
  onRules(() => draw());
  open();

  return () => {
    if (query && state.found && numberOf(query) !== state.onScreen) {
      looks = 0;
      clearTimeout(again);
      again = window.setTimeout(load, 250);
    }
  };
}

/** @param {"ok"|"bad"|"none"} state @param {string} shape @param {string} key */
const said = (state, shape, key) => ({ state, shape, text: t(key) });
