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
  const well = { ledger: { writable: true, reason: null }, silos: { reason: null, rows: [{}] } };
  assert.deepEqual(ills(well, [{ online: true }]), []);
  assert.deepEqual(
    ills({ ledger: { writable: false, reason: "full" }, silos: { reason: "away", rows: [] } }, [{ online: false }, { online: true }]),
    [
      ["ops.ill.ledger", { reason: "full" }],
      ["ops.ill.silos", { reason: "away" }],
      ["ops.ill.screens", { count: 1 }],
    ],
  );
});
