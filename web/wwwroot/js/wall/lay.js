import { url } from "../address.js";

/** Brings the mark-up of the wall onto another page. @returns {Promise<HTMLElement>} its body */
export async function lay() {
  const page = new DOMParser().parseFromString(await (await fetch(url("/index.html"))).text(), "text/html");
  document.body.replaceChildren(...page.body.children);
  return document.body;
}
