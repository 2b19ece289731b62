import { randomId } from "../acknowledge.js";
import { request } from "../api.js";
import { find } from "../dom.js";
import { count } from "../format.js";
import { inLanguage, known, t, titleText } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href, recordHref, teamHref } from "../links.js";
import { html, render } from "../lit.js";
import { merging, takingBack } from "../merge.js";
import { offer, shell } from "../shell.js";

const AGAIN_AFTER = 15_000;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.quality"), href: "" },
  ],
  up: href("/"),
});

/** @type {any} */
let quality = null;
let said = "";
draw();
load();
setInterval(load, AGAIN_AFTER);

async function load() {
  try {
    quality = await request("/api/quality");
  } catch (error) {
    said = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.quality")}</h1>
          <p class="soft">${quality ? t("quality.line", summary()) : ""}</p>
        </div>
      </div>
      <p class="said" role="status" .textContent=${said}></p>
      ${panel({ key: "quality.doubles" }, doubles())} ${panel({ key: "quality.marks" }, marks())}
      ${panel({ key: "quality.sources" }, sources())}`,
    find("#main"),
  );
  offer(find("#main"));
}

function summary() {
  const late = quality.sources.reduce((/** @type {number} */ sum, /** @type {any} */ source) => sum + source.late, 0);
  return {
    conflicts: count(quality.conflicts),
    quarantined: count(quality.quarantined),
    unknown: count(quality.unknown),
    late: count(late),
  };
}

/**
 * Each record of each group on a line of its own; any of them can be said to stand for the others, and of one that was merged where none
 * stands for it, the merge can be taken back.
 */
function doubles() {
  const rows = quality?.groups.flatMap((/** @type {any} */ group) =>
    group.records.map((/** @type {any} */ record) => ({ ...record, group })),
  );
  return lines(
    ["col.shared", "col.kind", "col.id", "col.team", "col.stage", "col.title", "col.actions"],
    rows ?? null,
    (row) => `${row.group.by}/${row.group.text}/${row.kind}/${row.id}`,
    (row) => [
      ["digits", `${t(`quality.by.${row.group.by}`)} ${row.group.text}`],
      ["", known(`kind.${row.kind}`, row.kind)],
      ["", link(row)],
      ["", teamLink(row.team)],
      ["stage", known(`stage.${row.stage}`, row.stage)],
      ["about", titleText(row.title)],
      [
        "actions",
        html`<button type="button" class="action" data-roles="supervisor admin" hidden @click=${() => settle(row)}>
          ${t(row.group.by === "mergedInto" ? "quality.takeBack" : "quality.stands")}
        </button>`,
      ],
    ],
  );
}

function marks() {
  return lines(
    ["col.kind", "col.id", "col.team", "col.title", "col.reason"],
    /** @type {any[]|null} */ (quality?.marks ?? null),
    (row) => `${row.kind}/${row.id}`,
    (row) => [
      ["", known(`kind.${row.kind}`, row.kind)],
      ["", link(row)],
      ["", teamLink(row.team)],
      ["about", titleText(row.title)],
      ["about", row.marks.map((/** @type {string} */ mark) => known(`mark.${mark}`, mark)).join(" · ")],
    ],
  );
}

function sources() {
  return lines(
    ["col.source", "col.events", "col.late", "col.quarantined"],
    /** @type {any[]|null} */ (quality?.sources ?? null),
    ({ source }) => source,
    ({ source, events, late, quarantined }) => [
      ["digits", source],
      ["digits", count(events)],
      ["digits", count(late)],
      ["digits", count(quarantined)],
    ],
  );
}

/** @param {{kind: string, id: string}} record */
const link = ({ kind, id }) => html`<a class="digits" href=${recordHref(kind, id)}>${id}</a>`;

/** @param {string} team */
const teamLink = (team) => html`<a href=${teamHref(team)}>${team}</a>`;

/** @param {any} row */
async function settle(row) {
  const stamp = { id: randomId(), time: new Date().toISOString() };
  const isTakenBack = row.group.by === "mergedInto";
  const events = isTakenBack ? [takingBack(row, row.group.text, stamp)] : merging(row, row.group.records, stamp);
  try {
    const answer = await request("/api/events", { method: "POST", type: "application/cloudevents-batch+json", body: events });
    const refused = answer.results.find((/** @type {any} */ result) => result.outcome === "quarantined");
    said = refused
      ? inLanguage(refused.sentence, refused.reason)
      : t(isTakenBack ? "quality.takenBack" : "quality.settled", { id: row.id, count: count(events.length) });
  } catch (error) {
    said = t("quarantine.failed", { reason: sentenceOf(error) });
  }
  load();
}
