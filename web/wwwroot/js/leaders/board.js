import { counterBoard } from "../wall/board.js";

/** The counters; money of the bureau only. @param {import("./model.js").Model} model */
export function board({ doc, view, kind, rows, names, periods }) {
  return counterBoard({ doc, view, rows, names, periods, hasMoney: kind === "jurisdiction" });
}
