/** Events as an upstream sends them, so many a second, each in a post of its own. */

import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

const run = Math.random().toString(36).slice(2, 8);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let last = 0;

/** Now, in epoch ms with fractions: what pages of this machine call `performance.timeOrigin + performance.now()`. */
export const instant = () => performance.timeOrigin + performance.now();

/** A case that is filed today, or one that is decided on the spot. @param {number} index @param {boolean} isFiled */
function eventOf(index, isFiled) {
  const time = new Date(Date.now() + 8 * 3_600_000).toISOString();
  const [id, team, item] = [`WALL-${run}-${++last}`, `T0${1 + (index % 9)}`, `S${String(1 + (index % 34)).padStart(2, "0")}`];
  const type = isFiled ? "case.filed" : "case.onSpotDecided";
  const day = time.slice(0, 10);
  const party = {
    kind: "LegalPerson",
    displayName: "示例运输有限公司",
    codeType: "hash",
    code: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    isMinor: false,
  };
  const officers = [{ certNo: "示例0001" }, { certNo: "示例0002" }];
  const more = isFiled
    ? { caseNo: `示例〔2026〕${id}号`, decidingAuthority: "District", procedure: "Ordinary", filedOn: day }
    : { docNo: `示例当〔2026〕${id}号`, decidedOn: day, kinds: ["Fine"], fine: 20_000 };
  return {
    specversion: "1.0",
    id: `${id}-${type}`,
    source: "/tests/wall",
    type: `enforcement.${type}.v1`,
    subject: id,
    time: time.replace("Z", "+08:00"),
    teamid: team,
    itemcode: item,
    seq: 1,
    op: "i",
    data: { caseId: id, teamId: team, primaryItemCode: item, party, officers, ...more },
  };
}

/** @param {string} url @param {object} event @returns {Promise<void>} */
function post(url, event) {
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL("/api/events", url),
      { method: "POST", agent, headers: { "content-type": "application/cloudevents+json" } },
      (answer) => {
        answer.resume();
        answer.on("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error(`POST answered ${answer.statusCode}`))));
      },
    );
    asked.on("error", reject);
    asked.end(JSON.stringify(event));
  });
}

/**
 * Posts for so long, whatever the answers take (an open loop); every second event files a case.
 * @param {string} url @param {{rate: number, seconds: number}} options
 * @returns {Promise<number[]>} when each case that is filed was sent, as instants
 */
export async function postFor(url, { rate, seconds }) {
  const began = instant();
  const [sent, answers] = [/** @type {number[]} */ ([]), /** @type {Promise<void>[]} */ ([])];
  for (let index = 0; index < rate * seconds; index++) {
    const wait = began + (index * 1_000) / rate - instant();
    if (wait > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    const isFiled = index % 2 === 0;
    if (isFiled) {
      sent.push(instant());
    }
    answers.push(post(url, eventOf(index, isFiled)));
  }
  await Promise.all(answers);
  return sent;
}
