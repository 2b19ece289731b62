import { request } from "../api.js";
import { find } from "../dom.js";
import { clockOn, count, span, stamp } from "../format.js";
import { known, t } from "../i18n.js";
import { onward, panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, render } from "../lit.js";
import { shell } from "../shell.js";
import { dayOf } from "../time.js";
import { bytes, duration, ills, share } from "../operation.js";

const LOOK_EVERY = 5_000;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.ops"), href: "" },
  ],
  up: href("/"),
});

/** @type {any} */
let ops = null;
/** @type {{online: boolean}[]|null} */
let screens = null;
/** @type {Record<string, string>|null} source → when it was last heard from */
let sources = null;
/** @type {string|undefined} */
let jurisdiction;
let said = "";
draw();
load();
setInterval(load, LOOK_EVERY);

async function load() {
  try {
    jurisdiction ??= (await request("/api/about")).jurisdiction;
    const [now, shown, view] = await Promise.all([
      request("/api/ops"),
      request("/api/screens"),
      request(`/api/views/jurisdiction/${jurisdiction}`),
    ]);
    [ops, screens, sources, said] = [now, shown, view.sources ?? {}, ""];
  } catch (error) {
    said = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.ops")}</h1>
          <p class="soft">${ops ? line() : ""}</p>
        </div>
      </div>
      <p class="said" role="status" .textContent=${said || verdict()}></p>
      ${panel({ key: "ops.host" }, facts())} ${panel({ key: "ops.measured", note: t("ops.measured.note") }, measured())}
      ${panel({ key: "ops.silos", note: t("ops.silos.note") }, silos())} ${panel({ key: "ops.sources" }, heard())}
      ${panel({ key: "ops.screens", onward: onward(href("/screens"), t("ops.screens.each")) }, shownScreens())}`,
    find("#main"),
  );
}

const line = () => t("ops.line", { name: ops.host.name, build: ops.host.build, up: span(sinceOf(ops.host.started)) });

/** What an operator is to look at, or that nothing is. */
function verdict() {
  if (!ops || !screens) {
    return "";
  }
  const found = ills(ops, screens).map(([key, values]) => t(key, values));
  return found.length === 0 ? t("ops.well") : t("ops.ill", { what: found.join(" · ") });
}

/** How long ago by the server's clock, in ms. @param {string} instant */
const sinceOf = (instant) => Date.parse(ops.host.now) - Date.parse(instant);

function facts() {
  const rows = ops && [
    ["ledger", ops.ledger.writable ? "ops.fact.ledger.writable" : "ops.fact.ledger.not", ledger()],
    ["round", ...round()],
    ["memory", "ops.fact.memory.value", { resident: bytes(ops.host.residentBytes), heap: bytes(ops.host.heapBytes) }],
    ["cpu", "ops.fact.cpu.value", { cores: ops.host.cores, share: share(ops.host), paused: ops.host.pausedPercent.toFixed(1) }],
  ];
  return lines(
    ["col.fact", "col.value"],
    /** @type {[string, string, Record<string, any>][]|null} */ (rows),
    ([fact]) => fact,
    ([fact, key, values]) => [
      ["", t(`ops.fact.${fact}`)],
      ["about", t(key, values)],
    ],
  );
}

function ledger() {
  return { store: ops.ledger.store, time: duration(ops.ledger.seconds), reason: ops.ledger.reason ?? "" };
}

/** @returns {[string, Record<string, string>]} */
function round() {
  const { at, seconds, missingSince, reason } = ops.round;
  return missingSince !== null
    ? ["ops.fact.round.not", { since: stamp(missingSince), reason: reason ?? "" }]
    : seconds === null
      ? ["ops.fact.round.none", {}]
      : ["ops.fact.round.value", { ago: span(sinceOf(at)), time: duration(seconds) }];
}

function measured() {
  const rows = ops && ["commit", "group", "behind", "drawn", "round"].map((name) => ({ name, values: ops.measured[name] }));
  return lines(
    ["col.measured", "col.times", "col.p50", "col.p99"],
    /** @type {{name: string, values?: {count: number, p50: number, p99: number}}[]|null} */ (rows),
    ({ name }) => name,
    ({ name, values }) => {
      const text = name === "group" ? count : duration;
      return [
        ["", t(`ops.${name}`)],
        ["digits", values ? count(values.count) : t("ops.none")],
        ["digits", values ? text(values.p50) : ""],
        ["digits", values ? text(values.p99) : ""],
      ];
    },
  );
}

function silos() {
  return lines(
    ["col.address", "col.state", "col.started", "col.activations", "col.cpu", "col.memory"],
    /** @type {any[]|null} */ (ops?.silos.rows ?? null),
    ({ address }) => address,
    (silo) => [
      ["digits", silo.address],
      ["stage", known(`ops.silo.${silo.status}`, silo.status) + (silo.overloaded ? ` · ${t("ops.overloaded")}` : "")],
      ["digits", stamp(silo.started)],
      ["digits", count(silo.activations)],
      ["digits", `${Math.round(silo.cpuPercent)}%`],
      ["digits", bytes(silo.memoryBytes)],
    ],
  );
}

function heard() {
  const rows = sources && Object.entries(sources).sort(([a], [b]) => a.localeCompare(b, "en"));
  return lines(
    ["col.source", "col.heard", "col.ago"],
    ops ? rows : null,
    ([source]) => source,
    ([source, at]) => [
      ["digits", source],
      ["digits", clockOn(at, dayOf(Date.parse(ops.host.now)))],
      ["digits", span(sinceOf(at))],
    ],
  );
}

function shownScreens() {
  const online = screens?.filter((screen) => screen.online).length ?? 0;
  return html`<p class="digits">${screens ? t("ops.screens.line", { online, all: screens.length }) : t("table.loading")}</p>`;
}
