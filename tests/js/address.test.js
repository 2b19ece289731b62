import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { baseOf, file, pathOf, url } from "../../web/wwwroot/js/address.js";

const ROOT = new URL("../../web/wwwroot/", import.meta.url);

/** @param {string} folder @param {string} end */
const files = (folder, end) =>
  readdirSync(new URL(folder, ROOT), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(end) && !name.startsWith("lib"))
    .map((name) => folder + name);

test("under a sub-path addresses lead there, and are read back from there", () => {
  for (const base of ["", "/dashboard", "/a/b"]) {
    for (const path of ["/", "/rules", "/cases/A%2FB", "/dashboardish", "/dashboard/x"]) {
      assert.equal(pathOf(url(path, base), base), path);
    }
  }
  assert.equal(pathOf("/dashboard", "/dashboard"), "/");
  assert.equal(pathOf("/dashboards/x", "/dashboard"), "/dashboards/x");
});

test("files stand under the name of their build, and the product above it", () => {
  for (const base of ["", "/dashboard", "/a/b"]) {
    assert.equal(baseOf(`${base}/~1.0.0-3f2a9c01`), base);
    assert.equal(baseOf(base), base);
    assert.equal(file("/lib/x.js", `${base}/~1.0.0-3f2a9c01`), `${base}/~1.0.0-3f2a9c01/lib/x.js`);
  }
});

test("no script and no style names a path from the root but by way of url, href or request", () => {
  const inScript = /\bfetch\(["'`]\/|\.(assign|replace|register|open)\(["'`]\/|\b(href|src)["']?[:,] ?["'`]\//g;
  const inStyle = /url\(["']?\//g;
  const found = [...files("js/", ".js"), ...files("css/", ".css"), "sw.js"].flatMap((name) =>
    [...readFileSync(new URL(name, ROOT), "utf8").matchAll(name.endsWith(".js") ? inScript : inStyle)].map(
      ([match]) => `${name}: ${match}`,
    ),
  );
  assert.deepEqual(found, []);
});

test("pages name paths from the root as href and src only, which the server leads to the sub-path", () => {
  const found = files("", ".html").flatMap((name) =>
    [...readFileSync(new URL(name, ROOT), "utf8").matchAll(/([a-z-]+)=["']\//g)]
      .filter(([, attribute]) => attribute !== "href" && attribute !== "src")
      .map(([match]) => `${name}: ${match}`),
  );
  assert.deepEqual(found, []);
});
