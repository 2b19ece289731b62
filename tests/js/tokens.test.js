import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const STYLES = fileURLToPath(new URL("../../web/wwwroot/css", import.meta.url));
const TOKENS = readFileSync(`${STYLES}/tokens.css`, "utf8");

/** Each theme: what it says of itself over what the first one says. */
const dark = valuesOf(":root {");
const THEMES = {
  dark,
  light: { ...dark, ...valuesOf(`:root[data-theme="light"] {`) },
  night: { ...dark, ...valuesOf(`:root[data-theme="night"] {`) },
};

/** Grounds that texts stand on, and the texts that may stand on any of them. */
const GROUNDS = ["ground", "panel", "panel-2", "raised", "sheet", "bar-ground", "rest-ground"];
const TEXTS = ["text", "soft", "accent", "second", "ok", "breach", "red", "yellow", "blue", "rest"];

/** Texts on a ground of their own. */
const PAIRS = [
  ["on-accent", "accent"],
  ["on-signal", "signal"],
  ["on-signal", "signal-2"],
  ["on-signal", "gone"],
  ["on-breach", "breach"],
  ["text", "deep"],
  ["text", "track"],
  ["rest", "off-ground"],
  ["makeup", "makeup-ground"],
  ["ink", "paper"],
  ["ink", "paper-marked"],
  ["ink-soft", "paper"],
  ["ink-figure", "paper"],
  ["ink-figure", "paper-touched"],
];

/** @param {string} head @returns {Record<string, string>} */
function valuesOf(head) {
  const from = TOKENS.indexOf(head);
  const block = TOKENS.slice(from, TOKENS.indexOf("\n}", from));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

/** WCAG 2.2, 1.4.3. @param {string} one @param {string} other */
function contrast(one, other) {
  const light = (/** @type {string} */ colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

for (const [name, theme] of Object.entries(THEMES)) {
  test(`Every text can be read on every ground: ${name}`, () => {
    const pairs = [...PAIRS, ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground]))];
    const weak = pairs
      .map(([text, ground]) => ({ text, ground, ratio: contrast(theme[text], theme[ground]) }))
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ text, ground, ratio }) => `${text} on ${ground}: ${ratio.toFixed(2)}`);

    assert.deepEqual(weak, []);
  });

  test(`Breach has a red of its own: ${name}`, () => {
    assert.equal(new Set(["breach", "red", "yellow", "blue", "ok"].map((level) => theme[level])).size, 5);
    assert.ok(contrast(theme.breach, theme.red) > 1.15);
  });
}

test("A colour stands in the tokens and nowhere else", () => {
  for (const file of readdirSync(STYLES).filter((file) => file !== "tokens.css")) {
    const found = readFileSync(`${STYLES}/${file}`, "utf8").match(/#[0-9a-f]{3,8}\b(?=[^{]*[;}])|rgba?\([^)]*\)/gi) ?? [];

    assert.deepEqual(found, [], file);
  }
});

test("Every colour that a style names is a token", () => {
  const known = new Set([...TOKENS.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  const set = new Set();
  const used = new Set();
  for (const file of readdirSync(STYLES)) {
    const style = readFileSync(`${STYLES}/${file}`, "utf8");
    [...style.matchAll(/--([\w-]+):/g)].forEach(([, name]) => set.add(name));
    // What has a value to fall back on is given by a script.
    [...style.matchAll(/var\(--([\w-]+)\)/g)].forEach(([, name]) => used.add(name));
  }

  assert.deepEqual(
    [...used].filter((name) => !known.has(name) && !set.has(name) && !["columns", "chars-day"].includes(name)),
    [],
  );
});
