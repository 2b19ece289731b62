import { request } from "./api.js";
import { parameter } from "./links.js";
import { store, stored } from "./storage.js";

const KEPT = "dashboard.jurisdiction";

/** Which jurisdiction this server shows: asked, remembered, or the one of the last figures kept. */
export async function jurisdiction() {
  const asked = parameter("jurisdiction");
  if (asked) {
    return asked;
  }
  const remembered = stored(KEPT);
  const answer = request("/api/about", { timeout: 5_000 }).then(({ jurisdiction: found }) => {
    store(KEPT, found);
    // The server has been set to another district since: start again with that.
    if (remembered && remembered !== found) {
      location.reload();
    }
    return found;
  });
  if (remembered) {
    answer.catch(() => {});
    return remembered;
  }
  return answer.catch(() => "330203");
}
