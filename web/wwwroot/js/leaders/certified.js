import { findings } from "../forecast/findings.js";
import { t } from "../i18n.js";
import { href } from "../links.js";
import { nothing } from "../lit.js";
import { onward } from "./panel.js";

/** @typedef {import("./model.js").Model} Model */

/**
 * Too few certified officers of the team, today or in the months ahead (W45), and the way to the forecast; nothing where there are enough.
 * @param {Model} model
 */
export function certified({ id, staff }) {
  const answer = staff?.answer;
  return answer
    ? findings(
        { ...answer, findings: answer.findings.filter(({ team }) => team === id) },
        { key: "forecast.ofTeam", onward: onward(href("/forecast", { team: id }), t("nav.forecast")) },
      )
    : nothing;
}
