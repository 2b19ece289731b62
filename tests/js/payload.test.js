import assert from "node:assert/strict";
import { test } from "node:test";
import { payloadLines } from "../../web/wwwroot/js/payload.js";

const EVENT = {
  source: "/zj/cfba",
  id: "1",
  data: { caseId: "C-1", filedOn: "2026-13-45", party: { kind: "Person" }, kinds: ["Fine", "Warning"] },
};

/** @param {string|null} field */
const atFault = (field) => payloadLines(EVENT, field).filter((line) => line.isAtFault);

test("The field that is at fault is marked, and no other", () => {
  assert.deepEqual(atFault("data.filedOn"), [{ path: "data.filedOn", name: "filedOn", depth: 1, text: "2026-13-45", isAtFault: true }]);
  assert.deepEqual(atFault(null), []);
  assert.equal(payloadLines(EVENT, null).length, 8);
});

test("A field that is not there has a line of its own, beneath what holds it", () => {
  assert.deepEqual(atFault("data.party.code"), [{ path: "data.party.code", name: "code", depth: 2, text: null, isAtFault: true }]);
  assert.deepEqual(atFault("time"), [{ path: "time", name: "time", depth: 0, text: null, isAtFault: true }]);
  const lines = payloadLines(EVENT, "data.docNo");
  assert.equal(lines[lines.findIndex((line) => line.path === "data") + 1].path, "data.docNo");
});

test("Of a list the whole list is marked", () => {
  assert.deepEqual(
    atFault("data.kinds[1]").map((line) => line.path),
    ["data.kinds"],
  );
});
