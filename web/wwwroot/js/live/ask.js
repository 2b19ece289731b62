import { url } from "../address.js";
import { ApiError } from "../api.js";
import { timeoutSignal } from "../compat.js";

/** @typedef {import("./types.js").Frame} Frame */

const PATIENCE = 8_000;

/**
 * The figures of a view by a plain request, as the frame that the hub would answer: on opening, when they are wanted before a link is
 * there, and where none can be had.
 *
 * @param {string} view
 * @param {boolean} isScreen  asked as a paired screen
 * @returns {Promise<Frame>}
 */
export async function ask(view, isScreen) {
  const response = await fetch(url(`/api/views?view=${encodeURIComponent(view)}${isScreen ? "&screen=1" : ""}`), {
    cache: "no-store",
    headers: { accept: "application/json" },
    signal: timeoutSignal(PATIENCE),
  });
  if (!response.ok) {
    throw new ApiError(`HTTP ${response.status}`, response.status);
  }
  const doc = await response.json();
  const sent = Date.parse(response.headers.get("date") ?? "");
  return {
    view,
    version: doc.version,
    base: null,
    at: new Date(Number.isNaN(sent) ? Date.now() : sent).toISOString(),
    full: doc,
    patch: null,
    digest: response.headers.get("document-digest") ?? undefined,
  };
}
