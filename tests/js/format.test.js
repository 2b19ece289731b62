import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clock,
  clockOn,
  count,
  itemTitle,
  periodLabels,
  periodName,
  rate,
  span,
  splitName,
  stamp,
  yuan,
} from "../../web/wwwroot/js/format.js";
import { addDays, dayOf, daysBetween, isPeriod, lastDays, lastMonths, neighbour, timeOf } from "../../web/wwwroot/js/time.js";

test("The day turns at midnight in Shanghai, wherever the browser stands", () => {
  assert.equal(dayOf(Date.parse("2026-11-23T15:59:59Z")), "2026-11-23");
  assert.equal(dayOf(Date.parse("2026-11-23T16:00:00Z")), "2026-11-24");
  assert.equal(timeOf(Date.parse("2026-11-23T16:00:00Z")), "00:00:00");
});

test("Yesterday's figures are not called today's", () => {
  assert.deepEqual(periodLabels("2026-11-23", "2026-11-23"), { day: "今日", month: "本月", year: "本年" });
  assert.deepEqual(periodLabels("2026-11-23", "2026-11-24"), { day: "11月23日", month: "本月", year: "本年" });
  assert.deepEqual(periodLabels("2026-11-30", "2026-12-01"), { day: "11月30日", month: "2026年11月", year: "本年" });
  assert.deepEqual(periodLabels("2026-12-31", "2027-01-01"), { day: "12月31日", month: "2026年12月", year: "2026年" });
});

test("What was heard yesterday carries its date, so that it does not look like today's", () => {
  assert.equal(clockOn("2026-11-23T10:21:05+08:00", "2026-11-23"), "10:21:05");
  assert.equal(clockOn("2026-11-22T10:21:05+08:00", "2026-11-23"), "11-22 10:21");
});

test("A rate is rounded down: 99.96 % does not read 100 %", () => {
  assert.equal(rate({ numerator: 9996, denominator: 10000 }), "99.9%");
  assert.equal(rate({ numerator: 10000, denominator: 10000 }), "100.0%");
  assert.equal(rate({ numerator: 0, denominator: 4 }), "0.0%");
});

test("A rate of nothing is a dash, never 0 % or 100 %", () => {
  assert.equal(rate({ numerator: 0, denominator: 0, value: null }), "—");
  assert.equal(rate(undefined), "—");
});

test("Money is exact to the fen", () => {
  assert.equal(yuan(602542600), "6,025,426");
  assert.equal(yuan(5), "0.05");
  assert.equal(yuan(-123456), "-1,234.56");
  assert.equal(yuan(null), "—");
  assert.equal(count(2006), "2,006");
  assert.equal(count(undefined), "—");
});

test("A figure beyond what can be counted exactly is shown as at least that", () => {
  assert.equal(count(Number.MAX_SAFE_INTEGER), "≥ 9,007,199,254,740,991");
  assert.equal(yuan(Number.MAX_SAFE_INTEGER), "≥ 90,071,992,547,409.91");
  assert.equal(yuan(Number.MAX_SAFE_INTEGER - 1), "90,071,992,547,409.90");
});

test("An age is said in the units that matter", () => {
  assert.equal(span(37_900), "37 秒");
  assert.equal(span(312_000), "5 分 12 秒");
  assert.equal(span(11_100_000), "3 小时 5 分");
  assert.equal(span(183_600_000), "2 天 3 小时");
  assert.equal(span(-5), "0 秒");
});

test("Instants are shown in Shanghai time", () => {
  assert.equal(clock("2026-11-23T02:21:05.123Z"), "10:21:05");
  assert.equal(stamp("2026-11-23T10:21:05+08:00"), "2026-11-23 10:21:05");
  assert.equal(clock(null), "—");
});

test("The last days and months end with the day given", () => {
  assert.deepEqual(lastDays("2026-03-01", 3), ["2026-02-27", "2026-02-28", "2026-03-01"]);
  assert.deepEqual(lastMonths("2026-01-31", 3), ["2025-11", "2025-12", "2026-01"]);
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(daysBetween("2026-11-01", "2026-11-23"), 22);
});

test("A period is a year, a month or a day that exists", () => {
  for (const text of ["2020", "2020-05", "2020-05-17"]) {
    assert.ok(isPeriod(text), text);
  }
  for (const text of ["", "20", "2020-13", "2020-02-30", "2020-5", "today"]) {
    assert.ok(!isPeriod(text), text);
  }
});

test("The neighbour of a period is one of the same kind", () => {
  assert.equal(neighbour("2020", -1), "2019");
  assert.equal(neighbour("2020-12", 1), "2021-01");
  assert.equal(neighbour("2020-02", 1), "2020-03");
  assert.equal(neighbour("2021-01", -1), "2020-12");
  assert.equal(neighbour("2020-03-01", -1), "2020-02-29");
});

test("Names are split into what they are and what they look after", () => {
  assert.deepEqual(splitName("一中队（道路运政·客运出租）"), { main: "一中队", scope: "道路运政·客运出租" });
  assert.deepEqual(splitName("法规科"), { main: "法规科", scope: "" });
  assert.equal(itemTitle("对公路超限运输的监管(治超)"), "公路超限运输(治超)");
  assert.equal(itemTitle("未归类"), "未归类");
  assert.equal(periodName("2020-05"), "2020年5月");
});
