import { url } from "../address.js";
import { element, find, setText } from "../dom.js";
import { field } from "../form.js";
import { count, stamp } from "../format.js";
import { known, t } from "../i18n.js";
import { panel } from "../leaders.js";
import { href } from "../links.js";
import { shell } from "../shell.js";

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
const body = element("tbody");
const from = field("audit.from", { type: "date" });
const actor = field("audit.actor", { maxlength: 60 });
const list = panel("nav.audit", {});
const columns = ["audit.at", "audit.actor", "audit.action", "audit.target", "audit.detail"];
list.append(
  element(
    "div",
    { class: "scroll" },
    element("table", {}, element("thead", {}, element("tr", {}, ...columns.map((key) => element("th", { text: t(key) })))), body),
  ),
);
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
  file.setAttribute("href", address);
  try {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) {
      throw new Error((await answer.json()).detail);
    }
    const entries = (await answer.text())
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .reverse();
    setText(said, t("table.total", { total: count(entries.length) }));
    body.replaceChildren(...entries.slice(0, SHOWN).map(row));
  } catch (error) {
    setText(said, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
  }
}

/** @param {any} entry */
function row(entry) {
  return element(
    "tr",
    {},
    element("td", { class: "digits first", text: stamp(entry.at) }),
    element("td", { text: entry.actor }),
    element("td", { text: known(`audit.${entry.action}`, entry.action) }),
    element("td", { class: "digits", text: entry.target }),
    element("td", { class: "about", text: entry.detail }),
  );
}
