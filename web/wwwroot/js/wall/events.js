import { clockOn, itemTitle, splitName, typeOf } from "../format.js";
import { known, lang, nameOf } from "../i18n.js";
import { html, repeat } from "../lit.js";

/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

const MOST = 4;

/** The newest first; their ids rise with time. @param {ViewDocument} doc */
export function latest(doc) {
  return Object.entries(doc.recent ?? {})
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MOST);
}

/** What has just happened. @param {ViewDocument} doc */
export function events(doc) {
  return repeat(
    latest(doc),
    ([id]) => id,
    ([, event]) => {
      const type = typeOf(event.type);
      // On its own wall a team need not be named.
      const team = event.team && doc.view !== `team/${event.team}` ? splitName(nameOf(doc.teams?.[event.team], event.team)).main : "";
      const item = event.item ? itemTitle(nameOf(doc.items?.[event.item], event.item)) : "";
      const whom = [team, whomOrWhat(event, item)].filter(Boolean);
      return html`<li data-type=${type.split(".")[0]}>
        <time class="digits" datetime=${event.at}>${clockOn(event.at, doc.day)}</time>
        <b>${known(`event.${type}`, type)}</b>
        <span class="whom">${whom.map((text, place) => html`<span>${place > 0 ? `· ${text}` : text}</span>`)}</span>
      </li>`;
    },
  );
}

/**
 * Whom it concerns, as far as a wall may say it, else the item; the English page says the item first, since names are Chinese.
 * @param {import("../live/types.js").Recent} event
 * @param {string} item
 */
function whomOrWhat({ name, party }, item) {
  const whom = (lang === "en" ? "" : name) || (party ? known(`party.${party}`, "") : "");
  return lang === "en" ? item || whom : whom || item;
}
