import assert from "node:assert/strict";
import { test } from "node:test";
import { merging, takingBack } from "../../web/wwwroot/js/merge.js";

test("one record stands for all others of its kind, each by an event of its own", () => {
  const records = [
    { kind: "case", id: "A" },
    { kind: "case", id: "B" },
    { kind: "case", id: "C" },
  ];

  const events = merging(records[1], records, { id: "x", time: "2026-11-26T10:00:00Z" });

  assert.deepEqual(
    events.map((event) => [event.id, event.type, event.data]),
    [
      ["x-0", "enforcement.record.merged.v1", { subjectType: "case", subjectId: "A", intoId: "B" }],
      ["x-1", "enforcement.record.merged.v1", { subjectType: "case", subjectId: "C", intoId: "B" }],
    ],
  );
});

test("a merge is taken back by the same event with another id", () => {
  const [merged] = merging({ kind: "case", id: "B" }, [{ kind: "case", id: "A" }], { id: "x", time: "2026-11-26T10:00:00Z" });

  const taken = takingBack({ kind: "case", id: "A" }, "B", { id: "y", time: "2026-11-26T11:00:00Z" });

  assert.deepEqual(taken, { ...merged, id: "y", time: "2026-11-26T11:00:00Z", op: "d" });
});
