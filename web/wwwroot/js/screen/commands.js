import { url } from "../address.js";
import { newest } from "../build.js";
import { t } from "../i18n.js";
import { html, vars } from "../lit.js";
import { markText } from "../mark.js";
import { selfDrawn } from "../self-drawn.js";
import { begin, isShownTheSame } from "./own.js";
import { picture } from "./picture.js";

/** @typedef {import("./own.js").Own} Own */

/** In seconds. */
const IDENTIFY_FOR = 10;
const MESSAGE_FOR = 60;

/** A command is done within 3 s: the newest pages are waited for so long, in ms, before a page begins anew. */
const NEWEST_WITHIN = 1_200;

/**
 * What a screen can be told to do. Each command says what it has done, or throws why not; one that begins the page anew says so after that.
 *
 * @param {{own: () => Own, look: () => Promise<void>, now: () => number}} screen
 *   `own`: what it is; `look`: asks the server again; `now`: the server's time, epoch ms
 * @returns {Record<string, (given: any, id: string) => Promise<string|null>>}
 */
export function commands({ own, look, now }) {
  const sign = notice(
    (/** @type {Own|null} */ one) =>
      html`<div class="sign" ?hidden=${!one}><b class="digits">${one?.number}</b><span>${one?.name}</span></div>`,
  );
  // What is long is smaller, so that all of it is seen.
  const message = notice(
    (/** @type {string|null} */ text) =>
      html`<p class="message" role="status" ?hidden=${!text} ${vars({ chars: Math.max(60, (text?.length ?? 0) * 1.3) })}>${text}</p>`,
  );

  return {
    async identify() {
      sign(own(), IDENTIFY_FOR);
      return t("screen.done.identify", { number: own().number, seconds: IDENTIFY_FOR });
    },

    async message({ text, seconds }) {
      const duration = seconds ?? MESSAGE_FOR;
      message(text, duration);
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

/**
 * Something that stands on top of the wall for a while.
 * @template T @param {(shown: T|null) => import("../lit.js").Template} picture of nothing while it does not
 * @returns {(shown: T, seconds: number) => void}
 */
function notice(picture) {
  /** @type {T|null} */
  let shown = null;
  let timer = 0;
  const { node, draw } = selfDrawn(() => picture(shown));
  document.body.append(node);
  const show = (/** @type {T|null} */ next) => {
    shown = next;
    draw();
  };
  return (next, seconds) => {
    show(next);
    clearTimeout(timer);
    timer = window.setTimeout(show, seconds * 1_000, null);
  };
}
