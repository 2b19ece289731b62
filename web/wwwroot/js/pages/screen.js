import { ApiError, request } from "../api.js";
import { begunBy, remember, remembered } from "../screen/own.js";

// No more than this is loaded before the server is asked who this is: an order to begin anew is answered by that.
const AGAIN_AFTER = 2_000;

let own = await look();
if (document.readyState !== "complete") {
  await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
}
while (own === null) {
  const { pair } = await import("../screen/pairing.js");
  await pair();
  own = await look();
}
const { play } = await import("../screen/play.js");
await play(own);

/** What this screen is: asked, or while the server is away remembered; null when it is none. */
async function look() {
  const order = begunBy();
  for (;;) {
    try {
      return remember(await request(`/api/screen${order ? `?begun=${order}` : ""}`, { timeout: 5_000 }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        return remember(null);
      }
      const kept = remembered();
      if (kept) {
        return kept;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
