import { request } from "../api.js";
import { find } from "../dom.js";
import { ahead } from "../forecast/ahead.js";
import { findings } from "../forecast/findings.js";
import { leaving, pipeline, plans, teams, training } from "../forecast/tables.js";
import { splitName } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { sentenceOf } from "../lines.js";
import { href, parameter } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { shell } from "../shell.js";

/** @typedef {import("../forecast/texts.js").Forecast} Forecast */

/** Asked for again so often: a plan that is cancelled shows as it is. */
const PAUSE_MS = 5_000;

const SPANS = ["12", "24", "36"];

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.forecast"), href: "" },
  ],
  up: href("/"),
});

/** @type {Record<"team"|"months", string>} */
const asked = { team: parameter("team") ?? "", months: SPANS.includes(parameter("months") ?? "") ? (parameter("months") ?? "") : "24" };
/** @type {Forecast|null} */
let forecast = null;
/** Who leaves in a month, once it is opened; its rows are null until they are here. @type {{month: number, said: any}|null} */
let opened = null;
let failure = "";

draw();
follow();

async function follow() {
  await load();
  setTimeout(follow, PAUSE_MS);
}

async function load() {
  try {
    forecast = await request(`/api/forecast/officers?months=${asked.months}`);
    failure = "";
  } catch (error) {
    failure = t("banner.request", { reason: sentenceOf(error) });
  }
  draw();
}

function draw() {
  const row = forecast?.teams.find(({ id }) => id === asked.team) ?? forecast?.bureau;
  render(
    html`<div class="title">
        <div>
          <h1>${t("nav.forecast")}</h1>
          <p class="soft">${t("forecast.note", { target: forecast?.target ?? "" })}</p>
        </div>
      </div>
      ${failure ? html`<p class="soft" role="status">${failure}</p>` : nothing}
      ${
        forecast && row
          ? html`${ahead({
                row,
                name: row.id ? splitName(nameOf(row, row.id)).main : t("forecast.bureau"),
                choice: choices(forecast),
                fontSize: () => Number.parseFloat(getComputedStyle(document.body).fontSize) * 0.9,
                open: forecast.mayOpen ? open : null,
              })}
              ${opened ? leaving(opened.said, forecast, close) : nothing} ${findings(forecast)} ${teams(forecast)} ${pipeline(forecast)}
              ${plans(forecast)} ${training(forecast)}
              <p class="soft">${t(forecast.renewal ? "forecast.renewal" : "forecast.renewal.none")} ${t("forecast.unsure")}</p>`
          : failure
            ? nothing
            : html`<p class="soft">${t("table.loading")}</p>`
      }`,
    find("#main"),
  );
}

/** Whose forecast, and how far. @param {Forecast} forecast */
function choices({ teams }) {
  return html`${choice("team", [["", t("forecast.bureau")], ...teams.map((row) => [row.id ?? "", splitName(nameOf(row, row.id)).main])])}
  ${choice(
    "months",
    SPANS.map((months) => [months, t("forecast.months", { months })]),
  )}`;
}

/** @param {"team"|"months"} name @param {string[][]} entries */
function choice(name, entries) {
  const choose = (/** @type {Event} */ event) => {
    asked[name] = /** @type {HTMLSelectElement} */ (event.target).value;
    opened = null;
    history.replaceState(null, "", href("/forecast", asked));
    draw();
    load();
  };
  return html`<select aria-label=${t(`forecast.choose.${name}`)} @change=${choose}>
    ${entries.map(([value, text]) => html`<option value=${value} ?selected=${value === asked[name]}>${text}</option>`)}
  </select>`;
}

/** @param {number} month */
async function open(month) {
  opened = { month, said: null };
  draw();
  try {
    const said = await request(`/api/forecast/leaving?month=${month}&team=${encodeURIComponent(asked.team)}`);
    opened = opened?.month === month ? { month, said } : opened;
  } catch (error) {
    [opened, failure] = [null, t("banner.request", { reason: sentenceOf(error) })];
  }
  draw();
  find("#leaving").focus();
}

function close() {
  opened = null;
  draw();
}
