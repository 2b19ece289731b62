import { jurisdiction } from "../jurisdiction.js";
import { parameter } from "../links.js";
import { shell } from "../shell.js";
import { wall } from "../wall.js";

shell();
const { standing } = wall({ view: `jurisdiction/${jurisdiction()}` });
document.body.dataset.seams = parameter("seams") ?? "0";
if (parameter("kiosk") === "1") {
  const { hold } = await import("../screen/hold.js");
  hold(() => standing().now);
}
