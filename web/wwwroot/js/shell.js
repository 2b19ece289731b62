import { pathOf } from "./address.js";
import { ApiError, request } from "./api.js";
import { keepPages } from "./build.js";
import { find, setAttribute, setHidden, setText } from "./dom.js";
import { clock, count, longDay, span, stamp, weekday } from "./format.js";
import { lang, named, t, translate } from "./i18n.js";
import { href, parameter } from "./links.js";
import { html, nothing, render } from "./lit.js";
import { BANNER_AFTER, DOUBT_AFTER } from "./live/freshness.js";
import { markPaper, setReader, setState } from "./mark.js";
import { selfDrawn } from "./self-drawn.js";
import { dress } from "./theme.js";
import { dayOf, timeOf } from "./time.js";

/** @typedef {import("./live/follow.js").Standing} Standing */
/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {{text: string, href: string}} Crumb */

const IDLE_MINUTES = 5;

/**
 * What every page has: language, the mark of demo data, the state of the link, the age of the figures,
 * the way back, and the worker that keeps the page when the server is away.
 *
 * @param {{crumbs?: Crumb[], up?: string, signedOut?: boolean}} [place]
 *   where a leaders' page stands; `up` is where Esc leads where the crumbs do not say it; `signedOut`: nobody is signed in yet
 */
export function shell({ crumbs, up, signedOut = false } = {}) {
  document.documentElement.lang = lang;
  dress();
  translate(document);
  if (crumbs) {
    surround();
    setCrumbs(crumbs);
  }
  markPaper();
  if (!signedOut) {
    session();
  }
  languageLink();
  keys(up);
  idle();
  keepPages();
  about();
}

/** The pages, each with its words and the roles that may open it: others are not led there. */
const LINKS = [
  ["/bureau", "nav.bureau", "viewer leader supervisor auditor operator admin"],
  ["/warnings", "nav.warnings", "leader supervisor auditor admin"],
  ["/orders", "nav.orders", "leader supervisor auditor admin"],
  ["/year", "nav.year", "leader supervisor auditor admin"],
  ["/documents", "nav.documents", "leader supervisor auditor admin"],
  ["/disputes", "nav.disputes", "leader supervisor auditor admin"],
  ["/publicity", "nav.publicity", "leader supervisor auditor admin"],
  ["/complaints", "nav.complaints", "leader supervisor auditor admin"],
  ["/supervisors", "nav.supervisors", "leader supervisor auditor admin"],
  ["/reports", "nav.reports", "leader supervisor auditor admin"],
  [`/reports/${Number(dayOf(Date.now()).slice(0, 4)) - 1}/tables`, "nav.tables", "leader supervisor auditor admin"],
  ["/forecast", "nav.forecast", "viewer leader supervisor auditor operator admin"],
  ["/subjects", "nav.subjects", "leader supervisor auditor admin"],
  ["/quarantine", "nav.quarantine", "supervisor auditor admin"],
  ["/quality", "nav.quality", "supervisor auditor admin"],
  ["/rules", "nav.rules", "viewer leader supervisor auditor operator admin"],
  ["/calendar", "nav.calendar", "viewer leader supervisor auditor operator admin"],
  ["/setup", "nav.setup", "operator admin"],
  ["/people", "nav.people", "operator admin"],
  ["/sources", "nav.sources", "operator admin"],
  ["/screens", "nav.screens", "operator admin"],
  ["/ops", "nav.ops", "operator admin"],
  ["/audit", "nav.audit", "auditor admin"],
];

/** @type {{roles: string[]}|null|undefined} who is signed in; null while the server is away, undefined until it has said */
let caller;

/**
 * Offers what is drawn later to those only who may do it: whatever names its roles is hidden from everybody else.
 *
 * @param {ParentNode} drawn
 */
export function offer(drawn) {
  for (const node of caller === undefined ? [] : /** @type {NodeListOf<HTMLElement>} */ (drawn.querySelectorAll("[data-roles]"))) {
    const roles = (node.dataset.roles ?? "").split(" ");
    setHidden(node, caller !== null && !roles.some((role) => caller?.roles.includes(role)));
  }
}

/** Shows who is signed in, and the pages that are open to them. */
async function session() {
  const asked = new URL(location.href);
  let who;
  try {
    who = await request("/api/session");
    if (asked.searchParams.has("server")) {
      asked.searchParams.delete("server");
      history.replaceState(history.state, "", asked);
    } else if (who.place) {
      // A paired screen has a page of its own.
      askServer(asked);
    }
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      askServer(asked);
    }
    // Away: every page is offered, and says itself when it is not to be had.
    who = null;
  }
  caller = who;
  offer(document);
  setReader(who && who.name !== "local" ? `${who.displayName}（${who.name}）` : "");
  if (document.querySelector("#top") && who && who.name !== "local") {
    header.who = who;
    drawHeader();
  }
}

async function signOut() {
  // Who signed in at the identity provider is led there, to leave it as well.
  const answer = await request("/api/session", { method: "DELETE" });
  location.assign(href(answer?.next ?? "/sign-in"));
}

/** The page was kept in this browser; who may see it is the server's to say, and where others are led. @param {URL} page */
function askServer(page) {
  if (!page.searchParams.has("server")) {
    page.searchParams.set("server", "1");
    location.replace(page);
  }
}

/** What the header of a leaders' page is drawn from. @type {{crumbs: Crumb[], who: {displayName: string}|null}} */
const header = { crumbs: [], who: null };

/** @param {Crumb[]} crumbs */
export function setCrumbs(crumbs) {
  header.crumbs = crumbs;
  drawHeader();
  document.title = [...crumbs]
    .reverse()
    .map(({ text }) => text)
    .join(" · ");
}

function drawHeader() {
  const { crumbs, who } = header;
  const last = crumbs.length - 1;
  render(
    html`<a class="skip" href="#main">${t("app.skip")}</a>
      <nav aria-label=${t("nav.breadcrumbs")}>
        <ol id="crumbs">
          ${crumbs.map(({ text, href: to }, index) =>
            index === last ? html`<li><span aria-current="page">${text}</span></li>` : html`<li><a href=${to}>${text}</a></li>`,
          )}
        </ol>
      </nav>
      <p class="demo" data-demo hidden><strong>${t("app.demo")}</strong></p>
      <span class="spring"></span>
      <a class="day-kind" data-day-kind href=${href("/calendar")} hidden><i></i><span></span></a>
      <a class="law" data-set-aside href=${href("/subjects", { stage: "setAside" })} hidden><i>▲</i><span></span></a>
      <a class="law" data-quality href=${href("/quality")} hidden><i>▲</i><span></span></a>
      <p class="as-of" hidden><span>${t("link.asOf")}</span> <b class="digits" data-as-of></b></p>
      <p class="link" data-link role="status" hidden><i></i><span></span></p>
      <a class="language" data-language></a>
      ${
        who
          ? html`<a class="who" href=${href("/account")}>${who.displayName}</a>
              <button type="button" class="action" @click=${signOut}>${t("signIn.out")}</button>`
          : nothing
      }`,
    find("#top"),
  );
}

/** What stands below the header and at the foot of a leaders' page. */
function surround() {
  const banner = () => html`<p class="banner" data-banner role="alert" hidden><i>■</i><span></span></p>`;
  const foot = () =>
    html`<footer class="foot">
      ${LINKS.map(([path, words, roles]) => html`<a href=${href(path)} data-roles=${roles} hidden>${t(words)}</a>`)}
      <span class="spring"></span>
      <a class="law" data-law-problem href=${href("/rules")} hidden><i>▲</i><span></span></a>
      <span class="proof" data-proof="digest" hidden><i></i><span></span></span>
      <span class="digits" data-version></span>
    </footer>`;
  find("#top").after(selfDrawn(banner).node);
  document.body.append(selfDrawn(foot).node);
}

const openedAt = performance.now();
let lostAt = openedAt;

/** What was drawn last, by selector. Elements come and go, so all is drawn anew now and then, in ms. @type {Map<string, string>} */
const drawn = new Map();
const DRAWN_HOLDS = 400;
let drawnAt = -Infinity;

/**
 * Draws all elements that a selector finds; with every frame only when what they are drawn from is another.
 * @param {string} selector @param {unknown[]} from @param {(node: HTMLElement) => void} draw
 */
function each(selector, from, draw) {
  const text = from.join("\n");
  if (drawn.get(selector) !== text) {
    drawn.set(selector, text);
    document.querySelectorAll(selector).forEach((node) => draw(/** @type {HTMLElement} */ (node)));
  }
}

/**
 * Draws how the page stands: called every second and on every change. Touches only what changed.
 * @param {Standing} standing
 * @param {boolean} [isFetched] a closed period: fetched, not followed
 */
export function stand(standing, isFetched = false) {
  const { held, isLinked, isAsked, wasLinked, freshness, age, now, digestOk } = standing;
  if (performance.now() - drawnAt > DRAWN_HOLDS) {
    drawn.clear();
    drawnAt = performance.now();
  }
  if (isLinked || isAsked) {
    lostAt = performance.now();
  }
  setAttribute(document.body, "data-fresh", freshness);

  const [state, shape] =
    isLinked && age <= DOUBT_AFTER
      ? ["live", "●"]
      : isLinked
        ? isFetched
          ? ["fetched", "●"]
          : ["doubt", "▲"]
        : isAsked
          ? ["asked", "●"]
          : wasLinked
            ? ["lost", "■"]
            : ["connecting", "▲"];
  each("[data-link], .as-of", [], (node) => setHidden(node, false));
  each("[data-link]", [state], (node) => {
    setAttribute(node, "data-link", state);
    setText(find("i", node), shape);
    setText(find("span", node), t(`link.${state}`));
  });

  const told = (/** @type {string} */ at) => (dayOf(Date.parse(at)) === dayOf(now) ? clock(at) : stamp(at));
  const asOf = held.at === null ? "--:--:--" : told(held.at);
  each("[data-as-of]", [asOf], (node) => setText(node, asOf));
  setState(asOf, held.version);

  const since = held.roundMissing ? told(held.roundMissing) : null;
  const banner = bannerText(standing, asOf, since, isFetched);
  each("[data-banner]", [banner], (node) => {
    setHidden(node, banner === null);
    setText(find("span", node), banner ?? "");
  });
  setAttribute(document.body, "data-banner-shown", banner === null ? null : "");

  const [proof, sign] = digestOk === null ? ["none", "○"] : digestOk ? ["ok", "✓"] : ["bad", "✗"];
  const isProving = document.body.hasAttribute("data-proving");
  const mark = [
    freshness === "stale" || freshness === "old" ? t(`tile.${freshness}`, { age: span(age) }) : "",
    isProving ? `${asOf} · ${held.version ?? "—"} ${sign}` : "",
  ];
  const marked = mark.filter(Boolean).join(" · ");
  // Where there is no room but above the rows' names: the age stands on every other tile.
  const brief = marked === "" ? "" : isProving ? `${asOf} ${sign}` : t(`tile.${freshness}.brief`);
  each(".mark", [marked], (node) => setText(node, node.matches("[data-brief]") ? brief : marked));

  each('[data-proof="digest"]', [proof, isFetched], (node) => {
    setAttribute(node, "data-state", proof);
    setHidden(node, isFetched);
    setText(find("i", node), sign);
    setText(find("span", node), t(`proof.digest.${proof}`));
  });
  each("[data-version]", [held.version], (node) =>
    setText(node, held.version === null ? "" : t("proof.version", { version: held.version })),
  );

  each("[data-clock]", [timeOf(now)], (node) => setText(node, timeOf(now)));
  const today = dayOf(now);
  each("[data-date]", [today], (node) => setText(node, `${longDay(today)} ${weekday(today)}`));
  demo(held.doc);
  dayKind(held.doc, today);
  lawProblem(held.doc?.lawProblem);
  setAside(held.doc?.setAside ?? 0);
  quality(held.doc?.conflicts ?? 0, held.doc?.quality);
}

/**
 * @param {Standing} standing
 * @param {string} asOf
 * @param {string|null} since  what happens may not be recorded
 * @param {boolean} isFetched
 * @returns {string|null}
 */
function bannerText({ isLinked, isAsked, wasLinked, freshness, age, held }, asOf, since, isFetched) {
  const values = { asOf, age: span(age) };
  if (isLinked || isAsked) {
    return isFetched || freshness === "none"
      ? null
      : freshness !== "live"
        ? t("banner.silent", values)
        : since === null
          ? null
          : t("banner.round", { since });
  }
  if (performance.now() - lostAt < BANNER_AFTER) {
    return null;
  }
  if (wasLinked) {
    return t("banner.lost", values);
  }
  if (held.doc !== null) {
    return t("banner.kept", values);
  }
  return performance.now() - openedAt > 2_500 ? t("banner.none") : null;
}

/** Once seen, the mark stays: figures kept from a demo are demo figures still. @param {ViewDocument|null} doc */
function demo(doc) {
  if (doc?.demo) {
    each("[data-demo]", [], (node) => setHidden(node, false));
  }
}

/** @param {ViewDocument|null} doc @param {string} today */
function dayKind(doc, today) {
  // Known for the day of the figures only; on any other day the page does not guess.
  const kind = doc && doc.day === today ? (doc.dayKind ?? (doc.workday ? "workday" : "weekend")) : null;
  const isWork = kind === "workday" || kind === "makeup";
  const text = kind && [
    t(`day.${kind}`),
    kind === "holiday" && doc?.holiday && named(doc.holiday),
    doc?.calendarProvisional && t("day.provisional"),
  ];
  each("[data-day-kind]", [text], (node) => {
    setHidden(node, text === null);
    if (text !== null) {
      setAttribute(node, "data-day-kind", isWork ? "work" : "rest");
      setText(find("i", node), isWork ? "■" : "◇");
      setText(find("span", node), text.filter(Boolean).join(" · "));
    }
  });
}

/** A rule set or calendar that was published and is left out. @param {ViewDocument["lawProblem"]} problem */
function lawProblem(problem) {
  each("[data-law-problem]", [problem?.kind, problem?.version, problem?.reason], (node) => {
    setHidden(node, !problem);
    if (problem) {
      setText(find("span", node), t(problem.kind === "rules" ? "law.problem.rules" : "law.problem.calendar", { version: problem.version }));
      setAttribute(node, "href", href(problem.kind === "rules" ? "/rules" : "/calendar"));
      setAttribute(node, "title", problem.reason);
    }
  });
}

/** Subjects that count in nothing because they could not be folded or judged. @param {number} number */
function setAside(number) {
  each("[data-set-aside]", [number], (node) => {
    setHidden(node, number === 0);
    setText(find("span", node), t("setAside", { count: count(number) }));
    setAttribute(node, "href", href("/subjects", { stage: "setAside" }));
  });
}

/**
 * How sound the data behind the figures is: on the bureau's view all of it, elsewhere what may be counted twice.
 * @param {number} conflicts @param {ViewDocument["quality"]} [all]
 */
function quality(conflicts, all) {
  const counts = all && Object.fromEntries(Object.entries(all).map(([name, number]) => [name, count(number)]));
  const text = counts ? t("quality.line", counts) : t("quality.conflicts", { count: count(conflicts) });
  each("[data-quality]", [text, conflicts], (node) => {
    setHidden(node, !all && conflicts === 0);
    setHidden(find("i", node), conflicts === 0);
    setText(find("span", node), text);
    setAttribute(node, "href", href("/quality"));
  });
}

/** Pages that follow no view (lists) learn from the server whether this is a demo. */
async function about() {
  try {
    const answer = await request("/api/about");
    demo(/** @type {any} */ ({ demo: answer.demo }));
    if (answer.fresh) {
      const { leadToSetUp } = await import("./fresh.js");
      leadToSetUp();
    }
  } catch {
    // The view says it too.
  }
}

function languageLink() {
  for (const node of document.querySelectorAll("[data-language]")) {
    const set = () => {
      const query = new URLSearchParams(location.search);
      if (lang === "en") {
        query.delete("lang");
      } else {
        query.set("lang", "en");
      }
      const text = query.toString();
      node.setAttribute("href", location.pathname + (text ? `?${text}` : "") + location.hash);
    };
    set();
    addEventListener("hashchange", set);
    node.textContent = t("app.language");
    node.setAttribute("aria-label", t("app.language.label"));
  }
}

/** Esc closes what is open (the dialog does that itself), otherwise leads one level up. @param {string} [up] */
function keys(up) {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    // Up is what the way to this page names before it.
    const above = [...document.querySelectorAll("#crumbs a")].pop()?.getAttribute("href") ?? up;
    if (event.key === "Escape" && !event.defaultPrevented && above && !isTyping && !document.querySelector("dialog[open]")) {
      location.assign(above);
    }
  });
}

/** On the wall's own screen a page left alone goes back to the wall. */
function idle() {
  if (parameter("kiosk") !== "1" || pathOf(location.pathname) === "/") {
    return;
  }
  let touchedAt = Date.now();
  for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart"]) {
    addEventListener(event, () => (touchedAt = Date.now()), { passive: true, capture: true });
  }
  setInterval(() => {
    if (Date.now() - touchedAt >= IDLE_MINUTES * 60_000) {
      touchedAt = Date.now();
      location.assign(href("/"));
    }
  }, 1_000);
}
