import assert from "node:assert/strict";
import test from "node:test";
import { bytes, duration, ills, share } from "../../web/wwwroot/js/operation.js";

test("Times and sizes are told in the unit one reads them in", () => {
  assert.deepEqual([0.0004, 0.0354, 0.9999, 2.14].map(duration), ["0.4 ms", "35 ms", "1000 ms", "2.1 s"]);
  assert.equal(bytes(431_500_000), "412 MB");
  assert.equal(share({ cpuSeconds: 30, started: "2026-11-27T08:00:00Z", now: "2026-11-27T08:01:00Z" }), "50");
  assert.equal(share({ cpuSeconds: 1, started: "2026-11-27T08:00:00Z", now: "2026-11-27T08:00:00Z" }), "0");
});

test("Only what an operator is to look at is named", () => {
  const round = { missingSince: null, reason: "late once" };
  const well = { ledger: { writable: true, reason: null }, round, silos: { reason: null, rows: [{}] } };
  assert.deepEqual(ills(well, [{ online: true }]), []);
  const ill = {
    ledger: { writable: false, reason: "full" },
    round: { missingSince: "2026-11-27T08:00:00Z", reason: "full" },
    silos: { reason: "away", rows: [] },
  };
  assert.deepEqual(ills(ill, [{ online: false }, { online: true }]), [
    ["ops.ill.ledger", { reason: "full" }],
    ["ops.ill.round", { since: "2026-11-27 16:00:00" }],
    ["ops.ill.silos", { reason: "away" }],
    ["ops.ill.screens", { count: 1 }],
  ]);
});
