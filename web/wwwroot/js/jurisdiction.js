import { request } from "./api.js";
import { parameter } from "./links.js";

/** Which jurisdiction this server shows: asked, remembered, or the one of the last figures kept. */
export async function jurisdiction() {
  const asked = parameter("jurisdiction");
  if (asked) {
    return asked;
  }
  const remembered = remember();
  const answer = request("/api/about", { timeout: 5_000 }).then(({ jurisdiction: found }) => {
    remember(found);
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

/** @param {string} [value] */
function remember(value) {
  try {
    if (value) {
      localStorage.setItem("dashboard.jurisdiction", value);
    }
    return value ?? localStorage.getItem("dashboard.jurisdiction");
  } catch {
    return null;
  }
}
