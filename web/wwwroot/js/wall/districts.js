import { nameOf } from "../i18n.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/** Whether the parts of a view are jurisdictions, or some of them. @param {ViewDocument} doc */
export const isCity = ({ teams }) => Object.values(teams ?? {}).some(({ kind }) => kind === "jurisdiction");

/**
 * What tells the districts of a city apart: their names without what all of them begin and end with.
 * @param {ViewDocument} doc @returns {(id: string) => string} whole where it is no district
 */
export function districtNames({ teams = {} }) {
  const names = new Map(
    Object.entries(teams)
      .filter(([, { kind }]) => kind === "jurisdiction")
      .map(([id, member]) => [id, nameOf(member, id)]),
  );
  const { start, end } = commonEnds([...names.values()]);
  return (id) => names.get(id)?.slice(start.length, -end.length || undefined) ?? nameOf(teams[id], id);
}

/**
 * What all names begin and end with where that says nothing. A name is cut between its words only: before the sort of a place (区) and
 * after that of the place it lies in (市).
 * @param {string[]} names
 */
export function commonEnds([first = "", ...others]) {
  let [start, end] = others.length > 0 ? [first, first.slice(1)] : ["", ""];
  while (end !== "" && !others.every((name) => name.length > end.length && name.endsWith(end))) {
    end = end.slice(1);
  }
  end = /[区县市旗 ].*$/.exec(end)?.[0] ?? end;
  while (start !== "" && ![first, ...others].every((name) => name.length > start.length + end.length && name.startsWith(start))) {
    start = start.slice(0, -1);
  }
  return { start: /^.*[省市州盟县区 ]/.exec(start)?.[0] ?? "", end };
}
