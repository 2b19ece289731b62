import { request } from "../api.js";
import { element, find, setText } from "../dom.js";
import { field, form, words } from "../form.js";
import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../panel.js";
import { href } from "../links.js";
import { shell } from "../shell.js";
import { actions, button, cell, sentenceOf, table } from "../table.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.sources"), href: "" },
  ],
  up: href("/"),
});

const said = element("p", { class: "said digits", role: "status" });
const tokens = table(["source.name", "source.prefixes", "person.teams", "source.expires", "source.lastUsed", "col.actions"]);
const list = panel("nav.sources", {});
list.append(tokens.node);

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
    tokens.draw(await request("/api/sources"), (row) => row.id, cells);
  } catch (error) {
    setText(said, t("banner.request", { reason: sentenceOf(error) }));
  }
}

/** @param {any} row */
function cells(row) {
  return [
    cell("first", row.name),
    cell("digits", row.prefixes.join(" ")),
    cell("digits", row.teams === null ? t("person.allTeams") : row.teams.join(" ")),
    cell("digits", row.revoked ? t("sources.revoked") : stamp(row.expires)),
    cell("digits", row.lastUsed ? stamp(row.lastUsed) : "—"),
    actions(row.revoked ? null : button("sources.revoke", () => act(row))),
  ];
}

/** @param {any} row */
async function act(row) {
  if (!confirm(t("sources.revoke.ask", { name: row.name }))) {
    return;
  }
  try {
    await request(`/api/sources/${encodeURIComponent(row.id)}`, { method: "DELETE" });
  } catch (error) {
    setText(said, sentenceOf(error));
  }
  load();
}
