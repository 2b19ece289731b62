import { request } from "./api.js";
import { find } from "./dom.js";
import { field, form } from "./form.js";
import { nameOf, t } from "./i18n.js";
import { html, nothing, render } from "./lit.js";
import { creditCode, required } from "./registers.js";

/**
 * What the agency owes an item: the claim and the checklist, said by hand (DOMAIN.md ITM-01).
 * @param {object} page
 * @param {(words: string) => void} page.done   something was recorded
 * @param {(error: unknown) => void} page.failed
 * @param {() => void} page.draw
 */
export function duties({ done, failed, draw }) {
  const day = field("duty.day", { type: "date" }, required);
  const agency = field("duty.agency", { maxlength: 18 }, creditCode);
  const code = field("duty.code", { maxlength: 60 }, required);
  const version = field("duty.version", { maxlength: 40 }, required);
  const from = field("duty.from", { type: "date" }, required);
  const points = document.createElement("textarea");
  Object.assign(points, { id: "duty-points", rows: 6, placeholder: t("duty.points.example") });
  const giveUp = document.createElement("button");
  Object.assign(giveUp, { type: "button", className: "action", textContent: t("duty.giveUp"), onclick: withdraw });
  const [claiming, listing] = ["ask", "ask"].map((className) => Object.assign(document.createElement("div"), { className }));
  const claim = form({
    fields: [claiming],
    checked: [day, agency],
    beside: [giveUp],
    send: "duty.claim.send",
    submit: () => put("claims", { agencyUscc: agency.input.value.trim().toUpperCase(), day: day.input.value }),
    done: () => over("duty.claimed"),
  });
  const checklist = form({
    fields: [listing],
    checked: [code, version, from],
    send: "duty.checklist.send",
    submit: () =>
      put("checklists", {
        code: code.input.value.trim(),
        version: version.input.value.trim(),
        effectiveFrom: from.input.value,
        points: points.value.split("\n"),
      }),
    done: () => over("duty.published"),
  });
  /** The item at hand. @type {any} */
  let item = null;
  return { drawn, open };

  function drawn() {
    return item === null
      ? nothing
      : html`<section class="tile panel" data-panel="duty">
          <h2><span>${t("duty.of", { id: item.id, name: nameOf(item) })}</span><small></small><span class="mark"></span></h2>
          <p class="soft">${t("duty.note")}</p>
          <div class="two">${claim}${checklist}</div>
        </section>`;
  }

  /** @param {any} row an item as it is listed @param {any[]} others from whom the agency is known @param {string} today */
  function open(row, others, today) {
    item = row;
    const known = row.claim?.agencyUscc ?? others.find((one) => one.claim)?.claim.agencyUscc ?? "";
    render(
      html`<h3>${t("duty.claim")}</h3>
        <p class="soft">${row.claim ? t("duty.since", { day: row.claim.day }) : t("duty.unclaimed.long")}</p>
        ${day.node}${agency.node}`,
      claiming,
    );
    render(
      html`<h3>${t("duty.checklist")}</h3>
        <p class="soft">${t("duty.checklist.note")}</p>
        ${code.node}${version.node}${from.node}
        <label for="duty-points"><span>${t("duty.points")}</span>${points}</label>`,
      listing,
    );
    giveUp.hidden = !row.claim;
    day.input.value = row.claim?.day ?? today;
    day.input.max = today;
    agency.input.value = known;
    code.input.value = row.checklist?.code ?? (known ? `${known}1${row.id.replace(/\D/g, "").padStart(4, "0")}` : "");
    version.input.value = row.checklist ? next(String(row.checklist.version ?? "")) : "1";
    from.input.value = today;
    points.value = (row.checklist?.points ?? []).join("\n");
    draw();
    find("[data-panel=duty]").scrollIntoView({ block: "start" });
    day.input.focus({ preventScroll: true });
  }

  /** @param {string} key of what was done */
  function over(key) {
    const words = t(key, { id: item.id });
    item = null;
    done(words);
  }

  async function withdraw() {
    if (!confirm(t("duty.giveUp.ask", { id: item.id, name: nameOf(item) }))) {
      return;
    }
    try {
      await request(address("claims"), { method: "DELETE" });
      over("duty.givenUp");
    } catch (error) {
      failed(error);
    }
  }

  /** @param {"claims"|"checklists"} what @param {object} body @returns {Promise<void>} */
  async function put(what, body) {
    await request(address(what), { method: "PUT", body });
  }

  /** @param {"claims"|"checklists"} what */
  function address(what) {
    return `/api/${what}/${encodeURIComponent(item.id)}`;
  }
}

/** Claims all that nobody has claimed. @param {any[]} rows @param {string} today @returns {Promise<number>} how many */
export async function claimAll(rows, today) {
  const known = rows.find((row) => row.claim)?.claim.agencyUscc ?? "";
  const given = prompt(t("duty.agency"), known)?.trim().toUpperCase() ?? "";
  if (given === "") {
    return 0;
  }
  const wrong = creditCode(given);
  if (wrong) {
    throw new Error(wrong);
  }
  const open = rows.filter((row) => !row.claim);
  for (const row of open) {
    await request(`/api/claims/${encodeURIComponent(row.id)}`, { method: "PUT", body: { agencyUscc: given, day: today } });
  }
  return open.length;
}

/** The version after one: its last number one higher. @param {string} version */
function next(version) {
  return version.replace(/\d+(?!.*\d)/, (number) => String(Number(number) + 1));
}
