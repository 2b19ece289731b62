import { evidenceHash } from "../evidence.js";
import { amount } from "../format.js";
import { known, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { html, nothing } from "../lit.js";
import { definitions } from "./values.js";

/** What the heading says already, and what means something only beside its own event: the course has it there. */
const NOT_FACTS = new Set(
  (
    "caseId actNo applicationNo teamId primaryItemCode itemCode subjectId subjectType synthetic day kind method outcome amount reason " +
    "reviewerId channel receiptNo url medium seconds sha256"
  ).split(" "),
);

/** What is known of the record. @param {any} subject */
export function facts({ facts: values = {} }) {
  const shown = Object.entries(values).filter(([name, value]) => value !== null && value !== "" && !NOT_FACTS.has(name));
  return shown.length === 0 ? nothing : panel({ key: "panel.facts" }, definitions(Object.fromEntries(shown)));
}

/** What it counts in, each with the evidence of that count. @param {any} subject */
export function counts({ team, counts: list = [] }) {
  const view = `team/${team ?? "unassigned"}`;
  return panel(
    { key: "panel.counts" },
    html`<table>
        <thead>
          <tr>
            <th>${t("col.counter")}</th>
            <th>${t("col.day")}</th>
            <th class="right">${t("col.amount")}</th>
          </tr>
        </thead>
        <tbody>
          ${list.map(
            (/** @type {{counter: string, day: string, amount: number}} */ { counter, day, amount: value }) =>
              html`<tr>
                <td><a href=${evidenceHash({ view, counter, period: day })}>${known(`counter.${counter}`, counter)}</a></td>
                <td class="digits">${day}</td>
                <td class="right digits">${amount(counter, value)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${list.length > 0 ? nothing : html`<p class="soft">${t("case.noCounts")}</p>`}`,
  );
}
