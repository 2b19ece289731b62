// The pages fetch their words from beside their scripts; in node those stand in files, which `fetch` does not read.
// Loaded ahead of every test: `node --import ./files.js --test`.
import { readFile } from "node:fs/promises";

const { fetch } = globalThis;

globalThis.fetch = async (address, options) => {
  const url = address instanceof URL ? address : null;
  return url?.protocol === "file:" ? new Response(await readFile(url)) : fetch(address, options);
};
