import { url } from "../address.js";
import { inOneLanguage, request } from "../api.js";
import { t } from "../i18n.js";

const ANSWERS_WITHIN = 5_000;
const ASK_EVERY = 200;

/**
 * Tells a screen something, and waits a while for what it has done.
 * @param {any} screen @param {string} kind @param {object} args
 * @returns {Promise<{result: string, picture: string}>} what is said of it; the address of the picture that was asked for, or nothing
 */
export async function tell({ id, name }, kind, args) {
  const commands = `/api/screens/${id}/commands`;
  const path = `${commands}/${(await request(commands, { method: "POST", body: { kind, args } })).id}`;
  const until = Date.now() + ANSWERS_WITHIN;
  let command;
  do {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    command = await request(path);
  } while (command.state === "sent" && Date.now() < until);
  const isDone = command.state === "done";
  return {
    // A screen says what it has done in its own language, which need not be that of who told it.
    result: t(isDone ? "screens.did" : "screens.failed", {
      name,
      what: t(kind === "scene" ? "screen.scene" : `screens.${kind}`),
      why: inOneLanguage(command.result),
    }),
    picture: isDone && kind === "screenshot" ? url(`${path}/picture`) : "",
  };
}
