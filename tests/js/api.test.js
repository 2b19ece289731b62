import assert from "node:assert/strict";
import { test } from "node:test";

const { inOneLanguage } = await import("../../web/wwwroot/js/api.js");

test("a sentence that is said in two languages is shown in the page's", () => {
  for (const [said, chinese, english] of [
    ["屏幕未连接。The screen is not connected.", "屏幕未连接。", "The screen is not connected."],
    ["屏幕 3 秒内没有应答。The screen did not answer within 3 s.", "屏幕 3 秒内没有应答。", "The screen did not answer within 3 s."],
    [
      "args.scene 须为现有场景的编号。args.scene is the id of a scene.",
      "args.scene 须为现有场景的编号。",
      "args.scene is the id of a scene.",
    ],
    [
      "屏幕“大厅”正在使用。请先更换。The screen “大厅” shows it; give it another.",
      "屏幕“大厅”正在使用。请先更换。",
      "The screen “大厅” shows it; give it another.",
    ],
  ]) {
    assert.equal(inOneLanguage(said, false), chinese);
    assert.equal(inOneLanguage(said, true), english);
  }
  for (const said of ["HTTP 500", "屏幕未连接。", "Nothing is known of “大厅”. Look again."]) {
    assert.equal(inOneLanguage(said, false), said);
    assert.equal(inOneLanguage(said, true), said);
  }
});
