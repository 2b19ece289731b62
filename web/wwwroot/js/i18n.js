import { hasOwn } from "./compat.js";
import { pause } from "./live/backoff.js";
import { names } from "./names.js";

/** @typedef {Record<string, string>} Words  every text of the pages by its key; `{name}` in it is filled in */

/** @returns {"zh-CN"|"en"} the language of this page: `?lang=en`, otherwise Chinese */
function pageLanguage() {
  const search = typeof location === "undefined" ? "" : location.search;
  return new URLSearchParams(search).get("lang") === "en" ? "en" : "zh-CN";
}

export const lang = pageLanguage();

/** The texts of the page's language, `words/{language}.json`. The terms are those of the field. */
export const words = await wordsOf(lang);
export const t = translator(words);

/**
 * Without its words a page says nothing, so they are asked for until they come: a screen that nobody stands before opens by itself.
 * @param {string} language @returns {Promise<Words>}
 */
async function wordsOf(language) {
  for (let failures = 0; ; failures++) {
    try {
      const answer = await fetch(new URL(`./words/${language}.json`, import.meta.url));
      if (answer.ok) {
        return await answer.json();
      }
    } catch {
      // The network broke just then.
    }
    await new Promise((resolve) => setTimeout(resolve, pause(failures)));
  }
}

/**
 * @param {Words} texts
 * @returns {(key: string, values?: Record<string, unknown>) => string} the key itself when there is no such text
 */
export function translator(texts) {
  return (key, values = {}) => {
    const text = hasOwn(texts, key) ? texts[key] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/**
 * A sentence of the server's in the language of the page.
 * @param {{chinese: string, english: string}|null|undefined} sentence @param {string} [otherwise] of a server that says none
 */
export function inLanguage(sentence, otherwise = "") {
  return (lang === "en" ? sentence?.english : sentence?.chinese) ?? otherwise;
}

/** Whether there is such a text. @param {string} key */
export function has(key) {
  return hasOwn(words, key);
}

/** A text by key, or what the server calls it when the key is not known here. @param {string} key @param {string} otherwise */
export function known(key, otherwise) {
  return has(key) ? t(key) : otherwise;
}

/**
 * A name that comes from the reference data (a holiday, a bureau, a team, an item). Those are Chinese; the English
 * page shows the short English of the names it knows, otherwise the name as it is.
 * @param {string|null|undefined} name
 * @param {string} [otherwise]
 */
export function named(name, otherwise = "") {
  const text = name || otherwise;
  return lang === "en" && hasOwn(names, text) ? names[text] : text;
}

/**
 * The name of a bureau, a team or an item in the page's language.
 * @param {{name?: string, nameEn?: string}|null|undefined} part
 * @param {string} [otherwise] its id
 */
export function nameOf(part, otherwise = "") {
  const name = named(part?.name, otherwise);
  return lang === "en" && name === part?.name && part?.nameEn ? part.nameEn : name;
}

/** What the server calls a party that must not be named, and the text that says so. @type {Record<string, string>} */
const UNNAMED = {
  "当事人(个人)": "party.person",
  "某个体工商户": "party.individual",
  "某企业": "party.enterprise",
  "某单位": "party.organisation",
};

/** A record's title: an unnamed party in the language of the page, a name as it is. @param {string|null|undefined} title */
export function titleText(title) {
  const text = title ?? "";
  return hasOwn(UNNAMED, text) ? t(UNNAMED[text]) : known(`word.${text}`, text);
}

/** Fills the texts of a page's own mark-up. @param {ParentNode} root */
export function translate(root) {
  for (const node of root.querySelectorAll("[data-i18n]")) {
    node.textContent = t(node.getAttribute("data-i18n") ?? "");
  }
  for (const node of root.querySelectorAll("[data-i18n-label]")) {
    node.setAttribute("aria-label", t(node.getAttribute("data-i18n-label") ?? ""));
  }
}
