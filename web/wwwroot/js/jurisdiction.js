import { parameter } from "./links.js";

/** Which jurisdiction this server shows, as it wrote into the page; another where the address names one. */
export function jurisdiction() {
  return parameter("jurisdiction") ?? document.querySelector('meta[name="jurisdiction"]')?.getAttribute("content") ?? "";
}
