import { url } from "./address.js";

/** An answer that is not the data asked for. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path `/api/rules`
 * @param {{method?: string, timeout?: number, body?: unknown, type?: string}} [options] timeout in ms; a body is sent as JSON
 * @returns {Promise<any>}
 */
export async function request(path, { method = "GET", timeout = 10_000, body, type = "application/json" } = {}) {
  let response;
  try {
    response = await fetch(url(path), {
      method,
      cache: "no-store",
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": type }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
  } catch (error) {
    throw new ApiError(error instanceof Error ? error.message : String(error), 0);
  }

  const text = await response.text();
  if (!response.ok) {
    throw new ApiError(problemOf(text) ?? `HTTP ${response.status}`, response.status);
  }
  return text === "" ? null : JSON.parse(text);
}

/** @param {string} text @returns {string|null} the sentence of a problem document */
function problemOf(text) {
  try {
    const problem = JSON.parse(text);
    return problem.detail ?? problem.title ?? null;
  } catch {
    return null;
  }
}
