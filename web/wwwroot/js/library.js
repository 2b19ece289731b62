import { file } from "./address.js";

/** Libraries that are no modules, each fetched once, when it is needed: a page's first figures do not wait for them. */

/** @type {Map<string, Promise<void>>} */
const fetching = new Map();

/** @param {string} path `/lib/chart.js/dist/chart.umd.min.js` @returns {Promise<void>} rejects where it is not to be had */
export function library(path) {
  let asked = fetching.get(path);
  if (!asked) {
    asked = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = file(path);
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => reject(new Error(`${path} is not to be had`)));
      document.head.append(script);
    });
    fetching.set(path, asked);
    // Away: whoever needs it asks again.
    asked.catch(() => fetching.delete(path));
  }
  return asked;
}
