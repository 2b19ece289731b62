import { leadersPage } from "../leaders.js";
import { jurisdiction } from "../jurisdiction.js";

leadersPage({ kind: "jurisdiction", id: jurisdiction(), parts: ["teams", "items"], title: (name) => ({ title: name, scope: "" }) });
