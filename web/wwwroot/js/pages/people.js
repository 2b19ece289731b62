import { request } from "../api.js";
import { element, find, setText } from "../dom.js";
import { field, form, words } from "../form.js";
import { t } from "../i18n.js";
import { panel } from "../leaders.js";
import { href } from "../links.js";
import { shell } from "../shell.js";
import { actions, button, cell, sentenceOf, table } from "../table.js";

const ROLES = ["viewer", "leader", "supervisor", "auditor", "operator", "admin"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.people"), href: "" },
  ],
  up: href("/"),
});

const said = element("p", { class: "said", role: "status" });
const people = table(["person.name", "person.displayName", "person.roles", "person.teams", "col.actions"]);
const list = panel("nav.people", {});
list.append(people.node);

const name = field("person.name", { required: true, maxlength: 60 });
const shown = field("person.displayName", { maxlength: 60 });
const teams = field("person.teamsHint", { maxlength: 400, placeholder: "T01, T02" });
const roles = ROLES.map((role) => {
  const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", value: role }));
  return { input, node: element("label", { class: "check" }, input, element("span", { text: t(`role.${role}`) })) };
});
const add = panel("people.add", {});
add.append(
  form({
    fields: [
      name.node,
      shown.node,
      element("fieldset", {}, element("legend", { text: t("person.roles") }), ...roles.map((one) => one.node)),
      teams.node,
    ],
    send: "people.add",
    submit: async () => {
      const answer = await request("/api/people", {
        method: "POST",
        body: {
          name: name.input.value,
          displayName: shown.input.value,
          roles: roles.filter((one) => one.input.checked).map((one) => one.input.value),
          teams: words(teams.input.value),
        },
      });
      setText(said, t("people.password", { name: answer.name, password: answer.password }));
    },
    done: load,
  }),
);
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("nav.people") }), element("p", { class: "soft", text: t("people.note") })),
  ),
  said,
  list,
  add,
);
load();

async function load() {
  try {
    people.draw(await request("/api/people"), (row) => row.id, cells);
  } catch (error) {
    setText(said, t("banner.request", { reason: sentenceOf(error) }));
  }
}

/** @param {any} row */
function cells(row) {
  return [
    cell("first", row.name),
    cell("", row.displayName),
    cell("", row.closed ? t("people.closed") : row.roles.map((/** @type {string} */ role) => t(`role.${role}`)).join("、")),
    cell("digits", row.teams === null ? t("person.allTeams") : row.teams.join(" ")),
    actions(
      button("people.reset", () => act(row, "reset")),
      row.closed ? null : button("people.close", () => act(row, "close")),
    ),
  ];
}

/** @param {any} row @param {"reset"|"close"} action */
async function act(row, action) {
  if (!confirm(t(`people.${action}.ask`, { name: row.name }))) {
    return;
  }
  try {
    const path = `/api/people/${encodeURIComponent(row.id)}`;
    const answer = action === "reset" ? await request(`${path}/reset`, { method: "POST" }) : await request(path, { method: "DELETE" });
    setText(
      said,
      action === "reset" ? t("people.password", { name: row.name, password: answer.password }) : t("people.closedNow", { name: row.name }),
    );
  } catch (error) {
    setText(said, sentenceOf(error));
  }
  load();
}
