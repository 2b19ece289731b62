/*
 * Keeps the shell (pages, styles, scripts, libraries), so that a page opened while the server is away shows itself
 * with the last figures this browser has, marked as old, instead of the browser's error page.
 * The server is always asked first. The API (the rule set apart), the hub and the operators' pages are never answered from here.
 */
const CACHE = "dashboard-shell";

/** Where the product stands: under a reverse proxy it may be a sub-path. Paths here are those of the product. */
const BASE = new URL(".", location.href).pathname.replace(/\/$/, "");

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
  "/warnings.html",
  "/rules.html",
  "/calendar.html",
  "/people.html",
  "/sources.html",
  "/audit.html",
  "/account.html",
  "/sign-in.html",
  "/setup.html",
  "/forbidden.html",
  "/screen.html",
  "/screens.html",
  "/import.html",
  "/register.html",
  "/icon.svg",
  "/css/base.css",
  "/css/wall.css",
  "/css/leaders.css",
  "/js/address.js",
  "/css/screen.css",
  "/js/administrator.js",
  "/js/api.js",
  "/js/catalogue.js",
  "/js/acknowledge.js",
  "/js/charts.js",
  "/js/definition.js",
  "/js/dom.js",
  "/js/evidence.js",
  "/js/figures.js",
  "/js/folds.js",
  "/js/form.js",
  "/js/fresh.js",
  "/js/format.js",
  "/js/i18n.js",
  "/js/import/mapping.js",
  "/js/import/report.js",
  "/js/import/server.js",
  "/js/jurisdiction.js",
  "/js/leaders.js",
  "/js/links.js",
  "/js/merge.js",
  "/js/names.js",
  "/js/parts.js",
  "/js/payload.js",
  "/js/period.js",
  "/js/registers.js",
  "/js/rules.js",
  "/js/shell.js",
  "/js/sound.js",
  "/js/storage.js",
  "/js/table.js",
  "/js/time.js",
  "/js/visits.js",
  "/js/wall.js",
  "/js/warnings.js",
  "/js/words/set-up.js",
  "/js/live/ask.js",
  "/js/live/backoff.js",
  "/js/live/connection.js",
  "/js/live/digest.js",
  "/js/live/fetched.js",
  "/js/live/follow.js",
  "/js/live/freshness.js",
  "/js/live/keep.js",
  "/js/live/patch.js",
  "/js/live/state.js",
  "/js/live/transports.js",
  "/js/live/types.js",
  "/js/screen/orders.js",
  "/js/screen/own.js",
  "/js/screen/pairing.js",
  "/js/screen/picture.js",
  "/js/screen/play.js",
  "/js/screen/scene.js",
  "/js/pages/bureau.js",
  "/js/pages/account.js",
  "/js/pages/audit.js",
  "/js/pages/calendar.js",
  "/js/pages/import.js",
  "/js/pages/people.js",
  "/js/pages/forbidden.js",
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
  "/js/pages/quarantine.js",
  "/js/pages/rules.js",
  "/js/pages/subjects.js",
  "/js/pages/team.js",
  "/js/pages/wall.js",
  "/js/pages/warnings.js",
  "/lib/chart.js/dist/chart.umd.min.js",
  "/lib/microsoft/signalr/dist/browser/signalr.min.js",
  "/lib/fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-500-normal.woff2",
  "/lib/fontsource/barlow-semi-condensed/files/barlow-semi-condensed-latin-600-normal.woff2",
];

/** Which page of the shell an address shows. */
const PAGES = [
  [/^\/(index\.html)?$/, "/index.html"],
  [/^\/bureau$/, "/bureau.html"],
  [/^\/teams(\/|$)/, "/team.html"],
  [/^\/items(\/|$)/, "/item.html"],
  [/^\/cases(\/|$)/, "/case.html"],
  [/^\/enterprises(\/|$)/, "/enterprise.html"],
  [/^\/subjects\/?$/, "/subjects.html"],
  [/^\/quarantine\/?$/, "/quarantine.html"],
  [/^\/quality\/?$/, "/quality.html"],
  [/^\/warnings\/?$/, "/warnings.html"],
  [/^\/rules\/?$/, "/rules.html"],
  [/^\/calendar\/?$/, "/calendar.html"],
  [/^\/people\/?$/, "/people.html"],
  [/^\/sources\/?$/, "/sources.html"],
  [/^\/audit\/?$/, "/audit.html"],
  [/^\/account\/?$/, "/account.html"],
  [/^\/sign-in\/?$/, "/sign-in.html"],
  [/^\/setup\/?$/, "/setup.html"],
  [/^\/screen\/?$/, "/screen.html"],
  [/^\/screens\/?$/, "/screens.html"],
  [/^\/setup\/import\/?$/, "/import.html"],
  [/^\/setup\/\w+\/?$/, "/register.html"],
];

/** The rule set in force: names and definitions stay to be read while the server is away. */
const RULES = "/api/rules";

const NEVER = /^\/(api|hubs|health|metrics|orleans)(\/|$)/;

/** After one failure the next requests do not wait again for a server that is away. */
let downUntil = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll(SHELL.map((path) => new Request(BASE + path, { cache: "no-cache" })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(`${BASE}/`)) {
    return;
  }
  const path = url.pathname.slice(BASE.length);
  if (path === RULES && url.search === "") {
    event.respondWith(answer(event, RULES, true));
  } else if (NEVER.test(path)) {
    return;
  } else if (request.mode === "navigate") {
    const page = PAGES.find(([pattern]) => pattern.test(path))?.[1];
    event.respondWith(answer(event, page ?? "/index.html", page !== undefined));
  } else if (SHELL.includes(path)) {
    event.respondWith(answer(event, path, true));
  }
});

/**
 * The server's answer when it comes in time, otherwise the one kept.
 * @param {FetchEvent} event
 * @param {string} path the path under which an answer is kept
 * @param {boolean} isKept whether the server's answer is kept there
 */
async function answer(event, path, isKept) {
  const { request } = event;
  const cache = await caches.open(CACHE);
  const kept = await cache.match(BASE + path);
  const fromServer = (async () => {
    const response = await fetch(request.mode === "navigate" ? request : new Request(request, { cache: "no-cache" }));
    if (response.status >= 500) {
      throw new Error(`HTTP ${response.status}`);
    }
    if (isKept && response.ok && !response.redirected) {
      event.waitUntil(keep(cache, path, kept?.clone(), response.clone(), event.clientId || event.resultingClientId));
    }
    return response;
  })();
  fromServer.catch(() => {
    downUntil = Date.now() + DOWN_FOR;
  });

  if (!kept) {
    return fromServer;
  }
  const patience = Date.now() < downUntil ? 50 : PATIENCE;
  const late = new Promise((resolve) =>
    setTimeout(() => {
      downUntil = Math.max(downUntil, Date.now() + DOWN_FOR);
      resolve(kept);
    }, patience),
  );
  fromServer.then(
    () => (downUntil = 0),
    () => {},
  );
  return Promise.race([fromServer.catch(() => kept), late]);
}

/**
 * Keeps what the server answered; when it is new, the other open pages are told.
 * @param {Cache} cache
 * @param {string} path
 * @param {Response|undefined} before
 * @param {Response} now
 * @param {string} asker the page that asked, which has the new one already
 */
async function keep(cache, path, before, now, asker) {
  const copy = now.clone();
  const [fresh, old] = await Promise.all([now.arrayBuffer(), before?.arrayBuffer()]);
  if (old && isEqual(fresh, old)) {
    return;
  }
  await cache.put(BASE + path, copy);
  if (old && path !== RULES) {
    await tell(asker);
  }
}

/** @param {string} [except] */
async function tell(except) {
  for (const client of await self.clients.matchAll()) {
    if (client.id !== except) {
      client.postMessage("updated");
    }
  }
}

self.addEventListener("message", (event) => {
  if (event.data === "look for update") {
    event.waitUntil(refresh());
  }
});

/** Fetches the whole shell again; when anything in it is new, every open page is told. */
async function refresh() {
  const cache = await caches.open(CACHE);
  let isNew = false;
  try {
    for (const path of SHELL) {
      const response = await fetch(BASE + path, { cache: "no-cache" });
      if (!response.ok) {
        return;
      }
      const kept = await cache.match(BASE + path);
      const [now, before] = await Promise.all([response.clone().arrayBuffer(), kept?.arrayBuffer()]);
      if (!before || !isEqual(now, before)) {
        isNew = true;
        await cache.put(BASE + path, response);
      }
    }
  } catch {
    return;
  }
  if (isNew) {
    await tell();
  }
}

/** @param {ArrayBuffer} left @param {ArrayBuffer} right */
function isEqual(left, right) {
  if (left.byteLength !== right.byteLength) {
    return false;
  }
  const a = new Uint8Array(left);
  const b = new Uint8Array(right);
  return a.every((byte, index) => byte === b[index]);
}
