import { request } from "../api.js";
import { find } from "../dom.js";
import { field, form, words } from "../form.js";
import { stamp } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";

const COLUMNS = ["source.name", "source.prefixes", "person.teams", "source.expires", "source.lastUsed", "col.actions"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.sources"), href: "" },
  ],
  up: href("/"),
});

/** @type {any[]|null} */
let tokens = null;
let said = "";

const name = field("source.name", { required: true, maxlength: 100 });
const prefixes = field("source.prefixesHint", { required: true, maxlength: 400, placeholder: "/ningbo/case-system" });
const teams = field("person.teamsHint", { maxlength: 400, placeholder: "T01, T02" });
const master = field("source.master", { type: "checkbox" });
const add = form({
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
    said = t("sources.token", { name: answer.name, token: answer.token });
  },
  done: load,
});
draw();
load();

async function load() {
  try {
    tokens = await request("/api/sources");
  } catch (error) {
    said = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.sources")}</h1>
          <p class="soft">${t("sources.note")}</p>
        </div>
      </div>
      <p class="said digits" role="status" .textContent=${said}></p>
      ${panel(
        { key: "sources.list" },
        lines(COLUMNS, tokens, ({ id }) => id, cells),
      )}
      ${panel({ key: "sources.add" }, add)}`,
    find("#main"),
  );
}

/** @param {any} row @returns {[string, unknown][]} */
function cells(row) {
  return [
    ["first", row.name],
    ["digits", row.prefixes.join(" ")],
    ["digits", row.teams === null ? t("person.allTeams") : row.teams.join(" ")],
    ["digits", row.revoked ? t("sources.revoked") : stamp(row.expires)],
    ["digits", row.lastUsed ? stamp(row.lastUsed) : "—"],
    [
      "actions",
      row.revoked ? nothing : html`<button type="button" class="action" @click=${() => revoke(row)}>${t("sources.revoke")}</button>`,
    ],
  ];
}

/** @param {any} row */
async function revoke(row) {
  if (!confirm(t("sources.revoke.ask", { name: row.name }))) {
    return;
  }
  try {
    await request(`/api/sources/${encodeURIComponent(row.id)}`, { method: "DELETE" });
  } catch (error) {
    said = sentenceOf(error);
  }
  load();
}
