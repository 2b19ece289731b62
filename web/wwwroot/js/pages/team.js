import { splitName } from "../format.js";
import { leadersPage } from "../leaders.js";
import { idOfPage } from "../links.js";

leadersPage({
  kind: "team",
  id: idOfPage(),
  parts: ["items"],
  title: (name) => {
    const { main, scope } = splitName(name);
    return { title: main, scope };
  },
});
