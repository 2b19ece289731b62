import { url } from "../address.js";
import { newest } from "../build.js";
import { element, find, setHidden, setText } from "../dom.js";
import { t } from "../i18n.js";
import { markText } from "../mark.js";
import { begin, isShownTheSame } from "./own.js";
import { picture } from "./picture.js";

/** @typedef {import("./own.js").Own} Own */

const IDENTIFY_FOR = 10_000;
const MESSAGE_FOR = 60;

/** An order is done within 3 s: the newest pages are waited for so long, in ms, before a page begins anew. */
const NEWEST_WITHIN = 1_200;

/**
 * What a screen can be told to do. Each order says what it has done, or throws why not; one that begins the page anew says so after that.
 *
 * @param {{own: () => Own, look: () => Promise<void>, now: () => number}} screen
 *   `own`: what it is; `look`: asks the server again; `now`: the server's time, epoch ms
 * @returns {Record<string, (given: any, id: string) => Promise<string|null>>}
 */
export function orders({ own, look, now }) {
  const sign = element("div", { class: "sign", hidden: true }, element("b", { class: "digits" }), element("span"));
  const message = element("p", { class: "message", role: "status", hidden: true });
  document.body.append(sign, message);
  let signTimer = 0;
  let messageTimer = 0;

  return {
    async identify() {
      const { number, name } = own();
      setText(find("b", sign), String(number));
      setText(find("span", sign), name);
      setHidden(sign, false);
      clearTimeout(signTimer);
      signTimer = window.setTimeout(() => setHidden(sign, true), IDENTIFY_FOR);
      return t("screen.done.identify", { number, seconds: IDENTIFY_FOR / 1_000 });
    },

    async message({ text, seconds }) {
      const duration = seconds ?? MESSAGE_FOR;
      setText(message, text);
      // What is long is smaller, so that all of it is seen.
      message.style.setProperty("--chars", String(Math.max(60, text.length * 1.3)));
      setHidden(message, false);
      clearTimeout(messageTimer);
      messageTimer = window.setTimeout(() => setHidden(message, true), duration * 1_000);
      return t("screen.done.message", { seconds: duration });
    },

    async reload(_, id) {
      await newest(NEWEST_WITHIN);
      begin(id);
      return null;
    },

    async scene(_, id) {
      const before = own();
      await look();
      if (!isShownTheSame(own(), before)) {
        begin(id);
        return null;
      }
      return t("screen.done.scene", { name: own().scene.name });
    },

    async screenshot({ by }, id) {
      const blob = await picture(markText(now(), [by, own().name].filter(Boolean).join(" · ")));
      const answer = await fetch(url(`/api/screen/pictures/${id}`), { method: "PUT", body: blob, headers: { "content-type": blob.type } });
      if (!answer.ok) {
        throw new Error(`HTTP ${answer.status}`);
      }
      return t("screen.done.screenshot", { path: `/api/screens/${own().id}/commands/${id}/picture` });
    },
  };
}
