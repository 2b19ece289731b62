import { url } from "./address.js";
import { timeoutSignal } from "./compat.js";

/** An answer that is not the data asked for. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status @param {any} [problem] the problem document, where there is one */
  constructor(message, status, problem = null) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * @param {string} path `/api/rules`
 * @param {{method?: string, timeout?: number, body?: unknown, type?: string}} [options] timeout in ms; a body is sent as JSON,
 *   a form as it is
 * @returns {Promise<any>}
 */
export async function request(path, { method = "GET", timeout = 10_000, body, type = "application/json" } = {}) {
  let response;
  try {
    response = await fetch(url(path), {
      method,
      cache: "no-store",
      headers: { accept: "application/json", ...(body === undefined || isForm(body) ? {} : { "content-type": type }) },
      body: body === undefined ? undefined : isForm(body) ? body : JSON.stringify(body),
      signal: timeoutSignal(timeout),
    });
  } catch (error) {
    throw new ApiError(error instanceof Error ? error.message : String(error), 0);
  }

  const text = await response.text();
  if (!response.ok) {
    const problem = problemOf(text);
    throw new ApiError(sentenceOf(problem) ?? `HTTP ${response.status}`, response.status, problem);
  }
  return text === "" ? null : JSON.parse(text);
}

/** @param {unknown} body @returns {body is FormData} */
function isForm(body) {
  return typeof FormData !== "undefined" && body instanceof FormData;
}

/** What a problem says, in the language of the page where the server has it in both. @param {any} problem @returns {string|undefined} */
function sentenceOf(problem) {
  const isEnglish = typeof document !== "undefined" && document.documentElement.lang === "en";
  const said = problem?.detail ?? problem?.title;
  return problem?.sentence?.[isEnglish ? "english" : "chinese"] ?? (said === undefined ? said : inOneLanguage(said, isEnglish));
}

/**
 * A sentence that the server says in Chinese and then in English, in one of them; one that it says in one only, as it is.
 * @param {string} said @param {boolean} [isEnglish]  else as the page is
 */
export function inOneLanguage(said, isEnglish = document.documentElement.lang === "en") {
  const [, chinese, english] = /^(.*?[\u4e00-\u9fff].*?。)\s*([A-Za-z“].*)$/s.exec(said) ?? [null, said, said];
  return isEnglish ? english : chinese;
}

/** @param {string} text @returns {any} the problem document; null when it is none */
function problemOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
