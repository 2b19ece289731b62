import { request } from "../api.js";
import { element, find, setText } from "../dom.js";
import { count } from "../format.js";
import { inLanguage, known, t, titleText } from "../i18n.js";
import { panel } from "../panel.js";
import { href, recordHref, teamHref } from "../links.js";
import { merging, takingBack } from "../merge.js";
import { offer, shell } from "../shell.js";
import { cell, sentenceOf, table } from "../table.js";

const AGAIN_AFTER = 15_000;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.quality"), href: "" },
  ],
  up: href("/"),
});

const doubles = titled("quality.doubles", ["col.shared", "col.kind", "col.id", "col.team", "col.stage", "col.title", "col.actions"]);
const marks = titled("quality.marks", ["col.kind", "col.id", "col.team", "col.title", "col.reason"]);
const sources = titled("quality.sources", ["col.source", "col.events", "col.late", "col.quarantined"]);
const said = element("p", { class: "said", role: "status" });
const summary = element("p", { class: "soft" });
find("#main").append(
  element("div", { class: "title" }, element("div", {}, element("h1", { text: t("nav.quality") }), summary)),
  said,
  doubles.node,
  marks.node,
  sources.node,
);
load();
setInterval(load, AGAIN_AFTER);

/** @param {string} key @param {string[]} columns */
function titled(key, columns) {
  const { node, draw } = table(columns);
  const named = panel(key, {});
  named.append(node);
  return { node: named, draw };
}

/** @param {{kind: string, id: string}} record */
function link({ kind, id }) {
  return element("a", { class: "digits", href: recordHref(kind, id), text: id });
}

/** @param {string} team */
function teamLink(team) {
  return element("a", { href: teamHref(team), text: team });
}

async function load() {
  try {
    const quality = await request("/api/quality");
    setText(
      summary,
      t("quality.line", {
        conflicts: count(quality.conflicts),
        quarantined: count(quality.quarantined),
        unknown: count(quality.unknown),
        late: count(quality.sources.reduce((/** @type {number} */ sum, /** @type {any} */ source) => sum + source.late, 0)),
      }),
    );
    drawDoubles(quality.groups);
    marks.draw(
      quality.marks,
      (row) => `${row.kind}/${row.id}`,
      (row) => [
        cell("", known(`kind.${row.kind}`, row.kind)),
        cell("", link(row)),
        cell("", teamLink(row.team)),
        cell("about", titleText(row.title)),
        cell("about", row.marks.map((/** @type {string} */ mark) => known(`mark.${mark}`, mark)).join(" · ")),
      ],
    );
    sources.draw(
      quality.sources,
      (row) => row.source,
      (row) => [cell("digits", row.source), ...["events", "late", "quarantined"].map((name) => cell("digits", count(row[name])))],
    );
  } catch (error) {
    setText(said, t("banner.request", { reason: sentenceOf(error) }));
  }
}

/**
 * Each record of each group on a line of its own; any of them can be said to stand for the others, and of one that was merged where none
 * stands for it, the merge can be taken back.
 *
 * @param {any[]} groups
 */
function drawDoubles(groups) {
  const rows = groups.flatMap((group) => group.records.map((/** @type {any} */ record) => ({ ...record, group })));
  doubles.draw(
    rows,
    (row) => `${row.group.by}/${row.group.text}/${row.kind}/${row.id}`,
    (row) => [
      cell("digits", `${t(`quality.by.${row.group.by}`)} ${row.group.text}`),
      cell("", known(`kind.${row.kind}`, row.kind)),
      cell("", link(row)),
      cell("", teamLink(row.team)),
      cell("stage", known(`stage.${row.stage}`, row.stage)),
      cell("about", titleText(row.title)),
      cell(
        "actions",
        element("button", {
          type: "button",
          class: "action",
          "data-roles": "supervisor admin",
          hidden: true,
          text: t(row.group.by === "mergedInto" ? "quality.takeBack" : "quality.stands"),
          on: { click: () => settle(row) },
        }),
      ),
    ],
  );
  offer(doubles.node);
}

/** @param {any} row */
async function settle(row) {
  const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const stamp = { id, time: new Date().toISOString() };
  const isTakenBack = row.group.by === "mergedInto";
  const events = isTakenBack ? [takingBack(row, row.group.text, stamp)] : merging(row, row.group.records, stamp);
  try {
    const answer = await request("/api/events", { method: "POST", type: "application/cloudevents-batch+json", body: events });
    const refused = answer.results.find((/** @type {any} */ result) => result.outcome === "quarantined");
    setText(
      said,
      refused
        ? inLanguage(refused.sentence, refused.reason)
        : t(isTakenBack ? "quality.takenBack" : "quality.settled", { id: row.id, count: count(events.length) }),
    );
  } catch (error) {
    setText(said, t("quarantine.failed", { reason: sentenceOf(error) }));
  }
  load();
}
