import assert from "node:assert/strict";
import { test } from "node:test";
import { idOfPage, recordHref, subjectHref, teamHref } from "../../web/wwwroot/js/links.js";

/** What a page whose link was followed reads as its name. @param {string} link */
function opened(link) {
  const { pathname, search } = new URL(link, "http://localhost");
  return idOfPage({ pathname, search });
}

test("a link leads to the page of the very id it was made for", () => {
  const plain = ["C-1", "甬海交罚/2026/001", "A%2FB", "A%B", "a?b#c", "a+b c", "a\\b", "<b>x</b>", "a//b"];
  const ids = [...plain, "..", ".", "/lead", "trail/", "%2e%2e"];
  for (const id of ids) {
    assert.equal(opened(subjectHref("case", id)), id);
    assert.equal(opened(subjectHref("inspection", id)), id);
    assert.equal(opened(teamHref(id)), id);
    assert.equal(opened(recordHref("item", id)), id);
    assert.equal(opened(recordHref("enterprise", id)), id);
  }
});

test("an address typed by hand is read as far as it can be", () => {
  assert.equal(idOfPage({ pathname: "/cases/100%", search: "" }), "100%");
  assert.equal(idOfPage({ pathname: "/cases/a/b", search: "" }), "a/b");
  assert.equal(idOfPage({ pathname: "/cases", search: "" }), "");
});
