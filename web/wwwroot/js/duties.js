import { request } from "./api.js";
import { element, find, setHidden, setText } from "./dom.js";
import { field, form } from "./form.js";
import { nameOf, t } from "./i18n.js";
import { panel } from "./panel.js";
import { creditCode, required } from "./registers.js";
import { button } from "./table.js";

/**
 * What the agency owes an item: the claim and the checklist, said by hand (DOMAIN.md ITM-01).
 * @param {{done: (words: string) => void, failed: (error: unknown) => void}} page `done`: something was recorded
 */
export function duties({ done, failed }) {
  const node = panel("duty", {});
  const title = find("h2 span", node);
  const day = field("duty.day", { type: "date" }, required);
  const agency = field("duty.agency", { maxlength: 18 }, creditCode);
  const code = field("duty.code", { maxlength: 60 }, required);
  const version = field("duty.version", { maxlength: 40 }, required);
  const from = field("duty.from", { type: "date" }, required);
  const points = element("textarea", { rows: 6, id: "duty-points", placeholder: t("duty.points.example") });
  const standing = element("p", { class: "soft" });
  const giveUp = button("duty.giveUp", withdraw);
  const claim = form({
    fields: [element("h3", { text: t("duty.claim") }), standing, day.node, agency.node],
    checked: [day, agency],
    send: "duty.claim.send",
    submit: () =>
      request(address("claims"), { method: "PUT", body: { agencyUscc: agency.input.value.trim().toUpperCase(), day: day.input.value } }),
    done: () => done(t("duty.claimed", { id: item.id })),
  });
  claim.querySelector(".buttons")?.prepend(giveUp);
  const checklist = form({
    fields: [
      element("h3", { text: t("duty.checklist") }),
      element("p", { class: "soft", text: t("duty.checklist.note") }),
      code.node,
      version.node,
      from.node,
      element("label", { for: "duty-points" }, element("span", { text: t("duty.points") }), points),
    ],
    checked: [code, version, from],
    send: "duty.checklist.send",
    submit: () =>
      request(address("checklists"), {
        method: "PUT",
        body: {
          code: code.input.value.trim(),
          version: version.input.value.trim(),
          effectiveFrom: from.input.value,
          points: points.value.split("\n"),
        },
      }),
    done: () => done(t("duty.published", { id: item.id })),
  });
  node.append(element("p", { class: "soft", text: t("duty.note") }), element("div", { class: "two" }, claim, checklist));
  setHidden(node, true);
  /** The item at hand. @type {any} */
  let item = null;
  return {
    node,
    /** @param {any} row an item as it is listed @param {any[]} others from whom the agency is known @param {string} today */
    open(row, others, today) {
      item = row;
      const known = row.claim?.agencyUscc ?? others.find((one) => one.claim)?.claim.agencyUscc ?? "";
      setText(title, t("duty.of", { id: row.id, name: nameOf(row) }));
      setText(standing, row.claim ? t("duty.since", { day: row.claim.day }) : t("duty.unclaimed.long"));
      setHidden(giveUp, !row.claim);
      day.input.value = row.claim?.day ?? today;
      day.input.setAttribute("max", today);
      agency.input.value = known;
      code.input.value = row.checklist?.code ?? (known ? `${known}1${row.id.replace(/\D/g, "").padStart(4, "0")}` : "");
      version.input.value = row.checklist ? next(String(row.checklist.version ?? "")) : "1";
      from.input.value = today;
      points.value = (row.checklist?.points ?? []).join("\n");
      setHidden(node, false);
      node.scrollIntoView({ block: "start" });
      day.input.focus({ preventScroll: true });
    },
    close() {
      setHidden(node, true);
    },
  };

  async function withdraw() {
    if (!confirm(t("duty.giveUp.ask", { id: item.id, name: nameOf(item) }))) {
      return;
    }
    try {
      await request(address("claims"), { method: "DELETE" });
      done(t("duty.givenUp", { id: item.id }));
    } catch (error) {
      failed(error);
    }
  }

  /** @param {string} what */
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
