/*
 * Keeps the shell (pages, styles, scripts, libraries) of one build, whole or not at all. It is answered from here without asking the
 * server, so that a page opens at once, and while the server is away too. A new build is another worker: it fetches all of its shell,
 * each file of that very build, and then takes the place of this one; open pages are told.
 * What the server decides (pages that not everybody may open, data) it is asked first; the API (the rule set apart) and the hub are never
 * answered from here.
 */

/** Which build this is; the server writes it here. */
const BUILD = "unknown";

/** Modules that pages ask for together, by the server's account. */
const PACKS = [];

const SHELL_OF = "dashboard-shell-";
const CACHE = SHELL_OF + BUILD;
const DATA = "dashboard-data";

/** Where the product stands: under a reverse proxy it may be a sub-path. Paths here are those of the product. */
const BASE = new URL(".", location.href).pathname.replace(/\/$/, "");

/** Where files of this build stand. */
const FILES = `/~${BUILD}`;

const PATIENCE = 2_500;
const DOWN_FOR = 4_000;

const SHELL = [
  "/index.html",
  "/bureau.html",
  "/team.html",
  "/item.html",
  "/case.html",
  "/enterprise.html",
  "/subjects.html",
  "/quarantine.html",
  "/quality.html",
  "/ops.html",
  "/warnings.html",
  "/orders.html",
  "/order.html",
  "/year.html",
  "/duty.html",
  "/forecast.html",
  "/book.html",
  "/tables.html",
  "/reports.html",
  "/report.html",
  "/rules.html",
  "/calendar.html",
  "/style.html",
  "/people.html",
  "/sources.html",
  "/audit.html",
  "/account.html",
  "/sign-in.html",
  "/setup.html",
  "/forbidden.html",
  "/missing.html",
  "/screen.html",
  "/screens.html",
  "/import.html",
  "/register.html",
  "/icon.svg",
  "/css/tokens.css",
  "/css/base.css",
  "/css/wall.css",
  "/css/shapes.css",
  "/css/leaders.css",
  "/css/set-up.css",
  "/css/narrow.css",
  "/js/address.js",
  "/css/screen.css",
  "/css/orders.css",
  "/css/year.css",
  "/js/year/texts.js",
  "/js/year/quarters.js",
  "/js/year/breakdown.js",
  "/js/pages/year.js",
  "/js/pages/duty.js",
  "/js/pages/book.js",
  "/css/reports.css",
  "/js/report/text.js",
  "/js/report/figure.js",
  "/js/pages/reports.js",
  "/js/pages/report.js",
  "/css/forecast.css",
  "/js/orders/texts.js",
  "/js/act-form.js",
  "/js/bureau.js",
  "/js/orders/fresh.js",
  "/js/pages/orders.js",
  "/js/pages/order.js",
  "/js/forecast/texts.js",
  "/js/forecast/ahead.js",
  "/js/forecast/tables.js",
  "/js/forecast/findings.js",
  "/js/pages/forecast.js",
  "/css/tables.css",
  "/js/tables/form.js",
  "/js/pages/tables.js",
  "/js/leaders/loop.js",
  "/css/answers.css",
  "/css/case.css",
  "/js/administrator.js",
  "/js/api.js",
  "/js/catalogue.js",
  "/js/acknowledge.js",
  "/js/build.js",
  "/js/charts.js",
  "/js/compat.js",
  "/js/definition.js",
  "/js/detail.js",
  "/js/dom.js",
  "/js/drag.js",
  "/js/duties.js",
  "/js/evidence.js",
  "/js/figures.js",
  "/js/form.js",
  "/js/fresh.js",
  "/js/format.js",
  "/js/guards.js",
  "/js/i18n.js",
  "/js/words/en.json",
  "/js/words/zh-CN.json",
  "/js/import/board.js",
  "/js/import/choices.js",
  "/js/import/kept.js",
  "/js/import/latest.js",
  "/js/import/mapping.js",
  "/js/import/reading.js",
  "/js/import/report.js",
  "/js/import/server.js",
  "/js/import/trial.js",
  "/js/jurisdiction.js",
  "/js/leaders.js",
  "/js/library.js",
  "/js/links.js",
  "/js/lit.js",
  "/js/mark.js",
  "/js/merge.js",
  "/js/names.js",
  "/js/old.js",
  "/js/onward.js",
  "/js/operation.js",
  "/js/payload.js",
  "/js/period.js",
  "/js/register/entry.js",
  "/js/registers.js",
  "/js/rules.js",
  "/js/self-drawn.js",
  "/js/shell.js",
  "/js/sound.js",
  "/js/steps.js",
  "/js/storage.js",
  "/js/style/documents.js",
  "/js/theme.js",
  "/js/time.js",
  "/js/visits.js",
  "/js/wall.js",
  "/js/wall/board.js",
  "/js/wall/cases.js",
  "/js/wall/deadlines.js",
  "/js/wall/districts.js",
  "/js/wall/events.js",
  "/js/wall/gauges.js",
  "/js/wall/hours.js",
  "/js/wall/items.js",
  "/js/wall/lay.js",
  "/js/wall/model.js",
  "/js/wall/motion.js",
  "/js/wall/number.js",
  "/js/wall/pager.js",
  "/js/wall/past.js",
  "/js/wall/picture.js",
  "/js/wall/proof.js",
  "/js/wall/room.js",
  "/js/wall/teams.js",
  "/js/wall/tile.js",
  "/js/wall/trends.js",
  "/js/wall/verdict.js",
  "/js/wall/warnings.js",
  "/js/wall/within.js",
  "/js/warning-texts.js",
  "/js/warnings.js",
  "/js/meaning.js",
  "/js/turner.js",
  "/js/lines.js",
  "/js/live/ask.js",
  "/js/live/backoff.js",
  "/js/live/connection.js",
  "/js/live/digest.js",
  "/js/live/fetched.js",
  "/js/live/follow.js",
  "/js/live/freshness.js",
  "/js/live/keep.js",
  "/js/live/packed.js",
  "/js/live/patience.js",
  "/js/live/patch.js",
  "/js/live/state.js",
  "/js/live/transports.js",
  "/js/live/types.js",
  "/js/screen/add.js",
  "/js/screen/commands.js",
  "/js/screen/edit.js",
  "/js/screen/editor.js",
  "/js/screen/fields.js",
  "/js/screen/hold.js",
  "/js/screen/own.js",
  "/js/screen/pages.js",
  "/js/screen/pairing.js",
  "/js/screen/parts.js",
  "/js/screen/picture.js",
  "/js/screen/play.js",
  "/js/screen/rows.js",
  "/js/screen/scene.js",
  "/js/screen/tell.js",
  "/js/pages/bureau.js",
  "/js/pages/account.js",
  "/js/pages/audit.js",
  "/js/pages/calendar.js",
  "/js/pages/import.js",
  "/js/pages/people.js",
  "/js/pages/forbidden.js",
  "/js/pages/missing.js",
  "/js/pages/screen.js",
  "/js/pages/screens.js",
  "/js/pages/register.js",
  "/js/pages/setup.js",
  "/js/pages/sign-in.js",
  "/js/pages/sources.js",
  "/js/pages/case.js",
  "/js/pages/enterprise.js",
  "/js/pages/item.js",
  "/js/pages/quality.js",
  "/js/pages/ops.js",
  "/js/pages/quarantine.js",
  "/js/pages/rules.js",
  "/js/pages/style.js",
  "/js/pages/subjects.js",
  "/js/pages/team.js",
  "/js/pages/wall.js",
  "/js/pages/warnings.js",
  "/js/leaders/against.js",
  "/js/leaders/answers.js",
  "/js/leaders/asked.js",
  "/js/leaders/board.js",
  "/js/leaders/cases.js",
  "/js/leaders/certified.js",
  "/js/leaders/counters.js",
  "/js/leaders/duties.js",
  "/js/leaders/metrics.js",
  "/js/leaders/model.js",
  "/js/leaders/open.js",
  "/js/leaders/panel.js",
  "/js/leaders/picture.js",
  "/js/leaders/recent.js",
  "/js/leaders/split.js",
  "/js/leaders/standing.js",
  "/js/leaders/tabs.js",
  "/js/leaders/trends.js",
  "/js/leaders/unmet.js",
  "/js/leaders/visits.js",
  "/js/leaders/warned.js",
  "/js/leaders/heading.js",
  "/js/leaders/questions.js",
  "/js/leaders/takeaway.js",
  "/js/case/days.js",
  "/js/case/dossier.js",
  "/js/case/doubts.js",
  "/js/case/facts.js",
  "/js/case/happened.js",
  "/js/case/law.js",
  "/js/case/now.js",
  "/js/case/picture.js",
  "/js/case/trained.js",
  "/js/case/values.js",
  "/js/evidence/drawer.js",
  "/js/evidence/line.js",
  "/js/evidence/rows.js",
  "/js/evidence/title.js",
  "/js/warning/card.js",
  "/js/warning/filters.js",
  "/js/warning/list.js",
  "/js/warning/picture.js",
  "/js/warning/rows.js",
  "/js/warning/tables.js",
  "/js/calendar/month.js",
  "/js/rulebook/cells.js",
  "/js/rulebook/sections.js",
  "/lib/chart.js/dist/chart.umd.min.js",
  "/lib/lit-html/directive-helpers.js",
  "/lib/lit-html/directive.js",
  "/lib/lit-html/directives/guard.js",
  "/lib/lit-html/directives/repeat.js",
  "/lib/lit-html/lit-html.js",
  "/lib/microsoft/signalr/dist/browser/signalr.min.js",
  "/lib/fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-500-normal.woff2",
  "/lib/fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-600-normal.woff2",
];

/** Which page of the shell an address shows, and whether everybody who may come in at all may open it: those the server is not asked. */
const PAGES = [
  [/^\/(index\.html)?$/, "/index.html", true],
  [/^\/bureau$/, "/bureau.html", true],
  [/^\/teams(\/|$)/, "/team.html", true],
  [/^\/items(\/|$)/, "/item.html", true],
  [/^\/rules\/?$/, "/rules.html", true],
  [/^\/calendar\/?$/, "/calendar.html", true],
  [/^\/style\/?$/, "/style.html", true],
  [/^\/screen\/?$/, "/screen.html", true],
  [/^\/cases(\/|$)/, "/case.html", false],
  [/^\/enterprises(\/|$)/, "/enterprise.html", false],
  [/^\/subjects\/?$/, "/subjects.html", false],
  [/^\/quarantine\/?$/, "/quarantine.html", false],
  [/^\/quality\/?$/, "/quality.html", false],
  [/^\/ops\/?$/, "/ops.html", false],
  [/^\/warnings\/?$/, "/warnings.html", false],
  [/^\/forecast\/?$/, "/forecast.html", true],
  [/^\/reports\/\d+\/tables\/?$/, "/tables.html", false],
  [/^\/orders\/?$/, "/orders.html", false],
  [/^\/orders\//, "/order.html", false],
  [/^\/(?:documents|disputes|publicity|complaints|supervisors)\/?$/, "/book.html", false],
  [/^\/reports\/?$/, "/reports.html", false],
  [/^\/reports\/\d+\/?$/, "/report.html", false],
  [/^\/year\/?$/, "/year.html", false],
  [/^\/year\//, "/duty.html", false],
  [/^\/people\/?$/, "/people.html", false],
  [/^\/sources\/?$/, "/sources.html", false],
  [/^\/audit\/?$/, "/audit.html", false],
  [/^\/account\/?$/, "/account.html", false],
  [/^\/sign-in\/?$/, "/sign-in.html", false],
  [/^\/setup\/?$/, "/setup.html", false],
  [/^\/screens\/?$/, "/screens.html", false],
  [/^\/setup\/import\/?$/, "/import.html", false],
  [/^\/setup\/\w+\/?$/, "/register.html", false],
];

/** The rule set in force: names and definitions stay to be read while the server is away. */
const RULES = "/api/rules";

const NEVER = /^\/(api|hubs|health|metrics|orleans)(\/|$)/;

/** The wall as it is opened most often, in each language; kept under these addresses too. */
const WALLS = ["", "?lang=en"];

/** What browsers that can do so find without waking this worker, the first that fits. */
const ROUTES = [
  ...WALLS.map((search) => [{ pathname: `${BASE}/`, search: search.slice(1) }, { cacheName: CACHE }]),
  [{ pathname: `${BASE}${FILES}/*` }, { cacheName: CACHE }],
  [{ pathname: BASE + RULES }, "fetch-event"],
  ...["api", "hubs", "health"].map((part) => [{ pathname: `${BASE}/${part}/*` }, "network"]),
].map(([urlPattern, source]) => ({ condition: { urlPattern, requestMethod: "GET" }, source }));

/** After one failure the next requests do not wait again for a server that is away. */
let downUntil = 0;

/** Under which address a file of the shell is asked for and kept. @param {string} path */
const addressOf = (path) => BASE + (/^\/(js|css|lib|pack)\//.test(path) ? FILES : "") + path;

self.addEventListener("install", (event) => {
  event.addRoutes?.(ROUTES);
  event.waitUntil(
    (async () => {
      try {
        const cache = await caches.open(CACHE);
        await Promise.all([...SHELL, ...PACKS].map((path) => take(cache, path)));
        await Promise.all(WALLS.map((search) => take(cache, `/index.html${search}`, `${BASE}/${search}`)));
      } catch (error) {
        // Another host answered with another build, or none did: nothing of this one is kept, and it is tried again at the next look.
        await caches.delete(CACHE);
        throw error;
      }
      await self.skipWaiting();
    })(),
  );
});

/** Keeps a file of this build. @param {Cache} cache @param {string} path @param {string} [keptAs] an address of its own */
async function take(cache, path, keptAs) {
  const address = addressOf(path);
  const response = await fetch(address);
  if (!response.ok || response.headers.get("dashboard-build") !== BUILD) {
    throw new Error(`${path} is not of build ${BUILD}`);
  }
  await cache.put(keptAs ?? address, response);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("dashboard-shell") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
      for (const client of old.length > 0 ? await self.clients.matchAll() : []) {
        client.postMessage({ updated: BUILD });
      }
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(`${BASE}/`)) {
    return;
  }
  const asked = url.pathname.slice(BASE.length);
  const path = asked.startsWith(`${FILES}/`) ? asked.slice(FILES.length) : asked;
  if (path === RULES && url.search === "") {
    event.respondWith(data(event));
  } else if (NEVER.test(path)) {
    return;
  } else if (request.mode === "navigate") {
    const [, page, isAnybodys] = PAGES.find(([pattern]) => pattern.test(path)) ?? [];
    // Asked for by a page to whom the API has said no: the server knows where that leads.
    if (!url.searchParams.has("server")) {
      event.respondWith(isAnybodys ? shell(request, page) : first(request, page));
    }
  } else if (SHELL.includes(path) || PACKS.includes(path)) {
    event.respondWith(shell(request, path));
  }
});

/** A file of the shell. @param {Request} request @param {string} path */
async function shell(request, path) {
  const kept = await (await caches.open(CACHE)).match(addressOf(path));
  return kept ?? fetch(request);
}

/**
 * A page that the server is asked first, since it may not be for who asks. In time and of this build it is the server's own, otherwise the
 * one kept, so that page and scripts are of one build; of an unknown address what is kept is the wall.
 * @param {Request} request
 * @param {string} [path]
 */
async function first(request, path) {
  const kept = await (await caches.open(CACHE)).match(BASE + (path ?? "/index.html"));
  return inTime(
    fetch(request).then((response) =>
      path && kept && response.ok && !response.redirected && response.headers.get("dashboard-build") !== BUILD ? kept : response,
    ),
    kept,
  );
}

/** The rule set: the server's, and where it does not answer in time the one kept. @param {FetchEvent} event */
async function data(event) {
  const cache = await caches.open(DATA);
  const kept = await cache.match(BASE + RULES);
  return inTime(
    fetch(event.request).then((response) => {
      if (response.ok && !response.redirected) {
        event.waitUntil(cache.put(BASE + RULES, response.clone()));
      }
      return response;
    }),
    kept,
  );
}

/**
 * What the server answers, or what is kept when it does not in time.
 * @param {Promise<Response>} asked
 * @param {Response|undefined} kept
 */
async function inTime(asked, kept) {
  const answered = asked.then((response) => {
    if (response.status >= 500) {
      throw new Error(`HTTP ${response.status}`);
    }
    downUntil = 0;
    return response;
  });
  if (!kept) {
    return asked;
  }
  const late = new Promise((resolve) =>
    setTimeout(
      () => {
        downUntil = Math.max(downUntil, Date.now() + DOWN_FOR);
        resolve(kept);
      },
      Date.now() < downUntil ? 50 : PATIENCE,
    ),
  );
  return Promise.race([
    answered.catch(() => {
      downUntil = Date.now() + DOWN_FOR;
      return kept;
    }),
    late,
  ]);
}
