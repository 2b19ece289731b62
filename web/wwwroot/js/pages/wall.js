import { jurisdiction } from "../jurisdiction.js";
import { shell } from "../shell.js";
import { wall } from "../wall.js";

shell();
wall({ view: `jurisdiction/${await jurisdiction()}` });
