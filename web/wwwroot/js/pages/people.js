import { request } from "../api.js";
import { element, find, setHidden, setText } from "../dom.js";
import { field, form, words } from "../form.js";
import { NONE } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../panel.js";
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
const people = table(["person.name", "person.displayName", "person.roles", "person.teams", "person.subject", "col.actions"]);
const list = panel("nav.people", {});
list.append(people.node);

let hasProvider = false;
const dialog = element("dialog", { class: "acknowledge", "aria-label": t("people.change") });
document.body.append(dialog);
dialog.addEventListener("click", (/** @type {Event} */ event) => event.target === dialog && dialog.close());
const add = panel("people.add", {});
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
begin();

async function begin() {
  await load();
  add.append(personForm(null));
}

async function load() {
  try {
    hasProvider = (await request("/api/about")).oidc;
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
    cell("digits", row.teams === null ? t("person.allTeams") : row.teams.join(" ") || NONE),
    cell("digits", row.subject ?? NONE),
    actions(
      button("people.change", () => {
        dialog.replaceChildren(personForm(row));
        dialog.showModal();
      }),
      button("people.reset", () => act(row, "reset")),
      row.closed ? null : button("people.close", () => act(row, "close")),
    ),
  ];
}

/**
 * The form of one person: to be added, or changed as a whole.
 * @param {any} row null for a new one
 */
function personForm(row) {
  const name = field("person.name", { required: true, maxlength: 60, value: row?.name ?? "", disabled: row !== null });
  const shown = field("person.displayName", { maxlength: 60, value: row?.displayName ?? "" });
  const teams = field("person.teamsHint", { maxlength: 400, placeholder: "T01, T02", value: row?.teams?.join(" ") ?? "" });
  const subject = field("person.subjectHint", { maxlength: 255, value: row?.subject ?? "" });
  setHidden(subject.node, !hasProvider);
  const roles = ROLES.map((role) => {
    const isHeld = row?.roles.includes(role) ?? false;
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", value: role, checked: isHeld }));
    return { input, node: element("label", { class: "check" }, input, element("span", { text: t(`role.${role}`) })) };
  });
  const body = () => ({
    name: name.input.value,
    displayName: shown.input.value,
    roles: roles.filter((one) => one.input.checked).map((one) => one.input.value),
    teams: words(teams.input.value),
    subject: hasProvider && (row !== null || subject.input.value.trim() !== "") ? subject.input.value.trim() : null,
  });
  return form({
    fields: [
      name.node,
      shown.node,
      element("fieldset", {}, element("legend", { text: t("person.roles") }), ...roles.map((one) => one.node)),
      teams.node,
      subject.node,
    ],
    send: row ? "people.save" : "people.add",
    submit: async () => {
      if (row) {
        await request(`/api/people/${encodeURIComponent(row.id)}`, { method: "PUT", body: body() });
        setText(said, t("people.changed", { name: row.name }));
        dialog.close();
        return;
      }
      const answer = await request("/api/people", { method: "POST", body: body() });
      setText(said, t(answer.password ? "people.password" : "people.added", answer));
    },
    done: load,
  });
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
