import { splitName } from "../format.js";
import { nameOf, t } from "../i18n.js";
import { panel } from "../leaders/panel.js";
import { html, nothing } from "../lit.js";

/**
 * What is found of teams and of the bureau; nothing where all is well.
 * @param {import("./texts.js").Forecast} forecast
 * @param {Parameters<typeof panel>[0]} [head]  of the panel in which it stands
 */
export function findings({ findings, teams }, head = { key: "forecast.findings", note: t("forecast.findings.note") }) {
  const names = Object.fromEntries(teams.map((row) => [row.id ?? "", splitName(nameOf(row, row.id)).main]));
  return findings.length === 0
    ? nothing
    : panel(
        head,
        html`<ul class="forecast-findings">
          ${findings.map(
            ({ rule, level, team, why, number, on }) =>
              html`<li data-level=${level}>
                <b>${t(`level.${level}`)}</b> <span class="digits">${rule}</span> ${team ? `${names[team] ?? team}：` : ""}
                ${t(`forecast.why.${why}`, { number, month: on?.slice(0, 7) ?? "" })}
              </li>`,
          )}
        </ul>`,
      );
}
