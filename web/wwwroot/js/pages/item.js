import { leadersPage } from "../leaders.js";
import { idOfPage } from "../links.js";

const id = idOfPage();
leadersPage({ kind: "item", id, parts: ["teams"], title: (name) => ({ title: name, scope: name === id ? "" : id }) });
