import { url } from "../address.js";
import { element, find, setText } from "../dom.js";
import { field } from "../form.js";
import { count, stamp } from "../format.js";
import { known, t } from "../i18n.js";
import { panel } from "../panel.js";
import { href } from "../links.js";
import { shell } from "../shell.js";
import { cell, sentenceOf, table } from "../table.js";

/** So many of the newest are shown; the whole is to be had as a file. */
const SHOWN = 500;

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.audit"), href: "" },
  ],
  up: href("/"),
});

const said = element("p", { class: "said", role: "status" });
const entries = table(["audit.at", "audit.actor", "audit.action", "audit.target", "audit.detail"]);
const from = field("audit.from", { type: "date" });
const actor = field("audit.actor", { maxlength: 60 });
const list = panel("nav.audit", {});
list.append(entries.node);
const file = element("a", { class: "action", text: t("audit.file"), download: "audit.ndjson" });
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("nav.audit") }), element("p", { class: "soft", text: t("audit.note") })),
  ),
  element("p", { class: "filters" }, from.node, actor.node, file),
  said,
  list,
);
for (const { input } of [from, actor]) {
  input.addEventListener("change", load);
}
load();

async function load() {
  const query = new URLSearchParams();
  for (const [name, value] of [
    ["from", from.input.value],
    ["actor", actor.input.value],
  ]) {
    if (value) {
      query.set(name, value);
    }
  }
  const address = url(`/api/audit?${query}`);
  query.set("export", "1");
  file.setAttribute("href", url(`/api/audit?${query}`));
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) {
      throw new Error((await answer.json()).detail);
    }
    const read = (await answer.text())
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .reverse();
    setText(said, t("table.total", { total: count(read.length) }));
    entries.draw(read.slice(0, SHOWN), (entry) => String(entry.position), cells);
  } catch (error) {
    setText(said, t("banner.request", { reason: sentenceOf(error) }));
  }
}

/** @param {any} entry */
function cells(entry) {
  return [
    cell("digits first", stamp(entry.at)),
    cell("", entry.actor),
    cell("", known(`audit.${entry.action}`, known(`event.${entry.action}`, entry.action))),
    cell("digits", entry.target),
    cell("about", entry.detail),
  ];
}
