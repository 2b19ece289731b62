import { url } from "../address.js";
import { request } from "../api.js";

const ANSWERS_WITHIN = 5_000;
const ASK_EVERY = 200;

/**
 * Tells a screen something, and waits a while for what it has done.
 * @param {any} screen @param {string} kind @param {object} args
 * @returns {Promise<{result: string, picture: string}>} what is said of it; the address of the picture that was asked for, or nothing
 */
export async function tell({ id, name }, kind, args) {
  const orders = `/api/screens/${id}/commands`;
  const path = `${orders}/${(await request(orders, { method: "POST", body: { kind, args } })).id}`;
  const until = Date.now() + ANSWERS_WITHIN;
  let order;
  do {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    order = await request(path);
  } while (order.state === "sent" && Date.now() < until);
  const isDone = order.state === "done";
  return {
    result: `${name}: ${isDone ? "✓" : "✗"} ${order.result}`,
    picture: isDone && kind === "screenshot" ? url(`${path}/picture`) : "",
  };
}
