import assert from "node:assert/strict";
import { test } from "node:test";
import { assigned, choicesOf, columnOf } from "../../web/wwwroot/js/import/choices.js";

const columns = [{ name: "立案号", field: "caseNo" }, { name: "日期", field: "filedOn" }, { name: "备注" }];

test("A column that becomes a field leaves the one it was, and takes the place of another", () => {
  assert.deepEqual(assigned(columns, "日期", "caseNo"), { "立案号": "", "日期": "caseNo", "备注": "" });
  assert.deepEqual(assigned(columns, "日期", ""), { "立案号": "caseNo", "日期": "", "备注": "" });
  assert.equal(columnOf(columns, "filedOn")?.name, "日期");
  assert.equal(columnOf(columns, "fine"), null);
});

test("What was said when a map was made is known again; a map that was written by hand says nothing", () => {
  assert.deepEqual(choicesOf('{"_choices": {"kind": "case", "fields": {"日期": "filedOn"}, "day": "2026-03-01"}}'), {
    kind: "case",
    fields: { "日期": "filedOn" },
    day: "2026-03-01",
    units: {},
    formats: {},
    teams: {},
    items: {},
  });
  assert.equal(choicesOf('{"source": "/x"}'), null);
  assert.equal(choicesOf("{"), null);
});
