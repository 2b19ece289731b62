/** @typedef {import("./types.js").Frame} Frame */

/** Whether this browser can unpack; then it says so when it connects. */
export const unpacks = typeof DecompressionStream === "function";

/**
 * A frame as CONTRACT.md §4 has it: what was sent packed (zlib, RFC 1950, in base64) stands in its place.
 *
 * @param {Frame & {packed?: string}} frame
 * @returns {Promise<Frame>}
 */
export async function unpacked({ packed, ...frame }) {
  if (packed === undefined) {
    return frame;
  }
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const said = await new Response(plain).json();
  return (frame.base ?? null) === null ? { ...frame, full: said } : { ...frame, patch: said };
}
