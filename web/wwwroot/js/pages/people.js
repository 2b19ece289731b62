import { request } from "../api.js";
import { find, setHidden } from "../dom.js";
import { button, field, form, words } from "../form.js";
import { NONE } from "../format.js";
import { t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { lines, sentenceOf } from "../lines.js";
import { href } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";

const ROLES = ["viewer", "leader", "supervisor", "auditor", "operator", "admin"];
const COLUMNS = ["person.name", "person.displayName", "person.roles", "person.teams", "person.subject", "col.actions"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.people"), href: "" },
  ],
  up: href("/"),
});

/** @type {any[]|null} */
let people = null;
let hasProvider = false;
let said = "";
/** @type {HTMLElement|null} the form of who is to be added; made once it is known what can be filled in */
let add = null;
const dialog = document.createElement("dialog");
dialog.className = "acknowledge";
dialog.setAttribute("aria-label", t("people.change"));
document.body.append(dialog);
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
draw();
load();

async function load() {
  try {
    hasProvider = (await request("/api/about")).oidc;
    people = await request("/api/people");
    add ??= personForm(null);
  } catch (error) {
    said = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

function draw() {
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.people")}</h1>
          <p class="soft">${t("people.note")}</p>
        </div>
      </div>
      <p class="said" role="status" .textContent=${said}></p>
      ${panel(
        { key: "people.list" },
        lines(COLUMNS, people, ({ id }) => id, cells),
      )}
      ${panel({ key: "people.add" }, add ?? nothing)}`,
    find("#main"),
  );
}

/** @param {any} row @returns {[string, unknown][]} */
function cells(row) {
  const change = () => {
    dialog.replaceChildren(personForm(row));
    dialog.showModal();
  };
  return [
    ["first", row.name],
    ["", row.displayName],
    ["", row.closed ? t("people.closed") : row.roles.map((/** @type {string} */ role) => t(`role.${role}`)).join("、")],
    ["digits", row.teams === null ? t("person.allTeams") : row.teams.join(" ") || NONE],
    ["digits", row.subject ?? NONE],
    [
      "actions",
      html`${button("people.change", change)} ${button("people.reset", () => act(row, "reset"))}
      ${row.closed ? nothing : button("people.close", () => act(row, "close"))}`,
    ],
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
  const roles = document.createElement("fieldset");
  render(
    html`<legend>${t("person.roles")}</legend>
      ${ROLES.map(
        (role) =>
          html`<label class="check">
            <input type="checkbox" value=${role} ?checked=${row?.roles.includes(role) ?? false} /><span>${t(`role.${role}`)}</span>
          </label>`,
      )}`,
    roles,
  );
  const body = () => ({
    name: name.input.value,
    displayName: shown.input.value,
    roles: [.../** @type {NodeListOf<HTMLInputElement>} */ (roles.querySelectorAll("input:checked"))].map(({ value }) => value),
    teams: words(teams.input.value),
    subject: hasProvider && (row !== null || subject.input.value.trim() !== "") ? subject.input.value.trim() : null,
  });
  return form({
    fields: [name.node, shown.node, roles, teams.node, subject.node],
    send: row ? "people.save" : "people.add",
    submit: async () => {
      if (row) {
        await request(`/api/people/${encodeURIComponent(row.id)}`, { method: "PUT", body: body() });
        said = t("people.changed", { name: row.name });
        dialog.close();
        return;
      }
      const answer = await request("/api/people", { method: "POST", body: body() });
      said = t(answer.password ? "people.password" : "people.added", answer);
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
    said =
      action === "reset" ? t("people.password", { name: row.name, password: answer.password }) : t("people.closedNow", { name: row.name });
  } catch (error) {
    said = sentenceOf(error);
  }
  load();
}
