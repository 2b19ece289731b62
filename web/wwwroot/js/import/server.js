import { request } from "../api.js";

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
  return await request(path, { method: "POST", body, timeout: PATIENCE });
}

/**
 * What a file holds, what its columns seem to be, and its first rows as events.
 * @param {File} file @param {object} choices @param {string} [map] to show the rows by, where it is not to follow from the choices
 */
export function look(file, choices, map = "") {
  const isText = /\.(csv|tsv|txt|ndjson|jsonl)$/i.test(file.name);
  const part = isText && file.size > LOOKED_AT ? new File([file.slice(0, LOOKED_AT)], file.name) : file;
  return send("/api/imports/look", part, { choices: JSON.stringify(choices), map });
}
