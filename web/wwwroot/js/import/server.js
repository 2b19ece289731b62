import { ApiError, request } from "../api.js";
import { lang } from "../i18n.js";

/** Of a file that can be cut anywhere, so much is sent to be looked at. */
const LOOKED_AT = 4_000_000;

/** A large file over a slow line takes so long, in ms. */
const PATIENCE = 300_000;

/**
 * Sends a file with texts beside it.
 * @param {string} path @param {File} file @param {Record<string, string>} texts @returns {Promise<any>}
 */
export async function send(path, file, texts) {
  const body = new FormData();
  for (const [name, text] of Object.entries(texts)) {
    body.append(name, text);
  }
  body.append("file", file, file.name);
  try {
    return await request(path, { method: "POST", body, timeout: PATIENCE });
  } catch (error) {
    const said = error instanceof ApiError ? error.problem?.sentence : null;
    throw said ? new Error(inLanguage(said)) : error;
  }
}

/** What a file holds, and what its columns seem to be. @param {File} file @param {object} choices */
export function look(file, choices) {
  const isText = /\.(csv|tsv|txt|ndjson|jsonl)$/i.test(file.name);
  const part = isText && file.size > LOOKED_AT ? new File([file.slice(0, LOOKED_AT)], file.name) : file;
  return send("/api/imports/look", part, { choices: JSON.stringify(choices) });
}

/** A sentence of the server's in the language of the page. @param {{chinese: string, english: string}} sentence */
export function inLanguage(sentence) {
  return lang === "en" ? sentence.english : sentence.chinese;
}
