// Sends events by the CloudEvents SDK for JavaScript: node sdk.js URL DATA TEAM. Says for each mode the status and how many were accepted.
import { CloudEvent, HTTP, emitterFor } from "cloudevents";

const [url, data, team] = process.argv.slice(2);

/** @param {string} id */
function filed(id) {
  return new CloudEvent({
    id: `js-${id}-${team}`,
    type: "enforcement.case.filed.v1",
    source: "/test/js-sdk",
    time: new Date(Date.now() - 1000).toISOString(),
    teamid: team,
    seq: 1,
    data: { ...JSON.parse(data), caseId: `JS-${id}-${team}`, caseNo: `JS-${id}-${team}` },
  });
}

/** @param {string} mode @param {{ headers: any, body: any }} message */
async function send(mode, message) {
  const answer = await fetch(url, { method: "POST", headers: message.headers, body: message.body });
  const text = await answer.text();
  console.log(`${mode} ${answer.status} ${JSON.parse(text).accepted ?? text}`);
}

await emitterFor(async (message) => send("binary", message))(filed("1"));
await send("structured", HTTP.structured(filed("2")));
await send("batch", { headers: { "content-type": "application/cloudevents-batch+json" }, body: JSON.stringify([filed("3"), filed("4")]) });
