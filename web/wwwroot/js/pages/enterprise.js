import { t } from "../i18n.js";
import { leadersPage } from "../leaders.js";
import { idOfPage } from "../links.js";

const id = idOfPage();
leadersPage({
  kind: "enterprise",
  id,
  parts: ["teams"],
  title: (name) => ({ title: name, scope: name === id ? t("enterprise.title") : `${t("enterprise.title")} ${id}` }),
});
