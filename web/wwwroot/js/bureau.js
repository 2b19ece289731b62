import { request } from "./api.js";
import { jurisdiction } from "./jurisdiction.js";

/**
 * The bureau's own view, once: the names of its teams and the rules it is judged by. While it is not to be had it is asked for again.
 * @param {(view: any) => void} took
 */
export async function readBureau(took) {
  try {
    took(await request(`/api/views/jurisdiction/${encodeURIComponent(jurisdiction())}`));
  } catch {
    setTimeout(() => readBureau(took), 3_000);
  }
}
