import { request } from "../api.js";
import { element, find, keyed, setHidden, setText } from "../dom.js";
import { field, form, words } from "../form.js";
import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders.js";
import { href } from "../links.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.sources"), href: "" },
  ],
  up: href("/"),
});

const said = element("p", { class: "said digits", role: "status" });
const body = element("tbody");
const list = panel("nav.sources", {});
const columns = ["source.name", "source.prefixes", "person.teams", "source.expires", "source.lastUsed", "col.actions"];
list.append(
  element(
    "div",
    { class: "scroll" },
    element("table", {}, element("thead", {}, element("tr", {}, ...columns.map((key) => element("th", { text: t(key) })))), body),
  ),
);

const name = field("source.name", { required: true, maxlength: 100 });
const prefixes = field("source.prefixesHint", { required: true, maxlength: 400, placeholder: "/ningbo/case-system" });
const teams = field("person.teamsHint", { maxlength: 400, placeholder: "T01, T02" });
const master = field("source.master", { type: "checkbox" });
const add = panel("sources.add", {});
add.append(
  form({
    fields: [name.node, prefixes.node, teams.node, master.node],
    send: "sources.add",
    submit: async () => {
      const answer = await request("/api/sources", {
        method: "POST",
        body: {
          name: name.input.value,
          prefixes: words(prefixes.input.value),
          teams: words(teams.input.value),
          master: master.input.checked,
        },
      });
      setText(said, t("sources.token", { name: answer.name, token: answer.token }));
    },
    done: load,
  }),
);
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("nav.sources") }), element("p", { class: "soft", text: t("sources.note") })),
  ),
  said,
  list,
  add,
);
load();

async function load() {
  try {
    keyed(body, /** @type {any[]} */ (await request("/api/sources")), (row) => row.id, create, update);
  } catch (error) {
    setText(said, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
  }
}

/** @param {any} row */
function create(row) {
  const cells = ["first", "digits", "digits", "digits", "digits"].map((kind) => element("td", { class: kind }));
  const revoke = element("button", { type: "button", class: "action", text: t("sources.revoke"), on: { click: () => act(row) } });
  return Object.assign(element("tr", {}, ...cells, element("td", { class: "actions" }, revoke)), { cells, revoke });
}

/** @param {any} node @param {any} row */
function update(node, row) {
  const texts = [
    row.name,
    row.prefixes.join(" "),
    row.teams === null ? t("person.allTeams") : row.teams.join(" "),
    row.revoked ? t("sources.revoked") : stamp(row.expires),
    row.lastUsed ? stamp(row.lastUsed) : "—",
  ];
  texts.forEach((text, index) => setText(node.cells[index], text));
  setHidden(node.revoke, Boolean(row.revoked));
}

/** @param {any} row */
async function act(row) {
  if (!confirm(t("sources.revoke.ask", { name: row.name }))) {
    return;
  }
  try {
    await request(`/api/sources/${encodeURIComponent(row.id)}`, { method: "DELETE" });
  } catch (error) {
    setText(said, error instanceof Error ? error.message : String(error));
  }
  load();
}
