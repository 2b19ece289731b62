import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/**
 * The pages run from Chromium 92 on: held by what they use, looked up in Mozilla's tables of what came when. A name that several things
 * have counts by the oldest of them.
 */
const OLDEST = 92;

/** Whose members the pages use; what else has a name of ours is none of it. */
const OWNERS =
  `AbortController AbortSignal Blob Cache CacheStorage CanvasRenderingContext2D Clients CSSStyleDeclaration DOMTokenList Document
  Element Event EventTarget File FormData Headers History HTMLCanvasElement HTMLDialogElement HTMLDetailsElement HTMLElement HTMLFormElement
  HTMLImageElement HTMLInputElement HTMLSelectElement HTMLTableElement KeyboardEvent Location MediaQueryList Navigator Node NodeList
  Performance Request ResizeObserver Response ServiceWorkerContainer ServiceWorkerRegistration Storage URL URLSearchParams Window`.split(
    /\s+/,
  );

const OURS = "a member of our own data and nodes";

/** What is used and came later, and why it does no harm. @type {Record<string, string>} */
const HARMLESS = {
  "js displayName": OURS,
  "js index": OURS,
  "js reason": OURS,
  "js role": OURS,
  "js when": OURS,
  "js content": "of a template, there since 26",
  "js capture": "of the options of a listener, there since 52",
  "css align-content: start": "in a grid, where it is used, it is understood since 57",
  "css accent-color": "a check box keeps the browser's own colour",
  "css :has": "the line that was led to is not marked where it holds the target",
};

/** Those that are read as modules are held to it like our own; the older ones have been seen to run. */
const LIBRARIES = ["lit-html.js", "directive.js", "directive-helpers.js", "directives/guard.js", "directives/repeat.js"].map(
  (file) => `lib/lit-html/${file}`,
);

const ROOT = fileURLToPath(new URL("../../web/wwwroot", import.meta.url));

/** @type {any} */
let tools = null;
try {
  const [acorn, walk, css] = await Promise.all([import("acorn"), import("acorn-walk"), import("css-tree")]);
  tools = { acorn, walk, css, tables: createRequire(import.meta.url)("@mdn/browser-compat-data") };
} catch {
  // Said by the tests.
}
const options = { skip: tools ? false : "npm install in tests/js brings what this test reads code by" };

/** @param {string} ending @returns {string[]} */
const files = (ending) =>
  readdirSync(ROOT, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending) && !name.startsWith("lib"));

/** From which Chromium on there is something; 0 where the tables do not know it. @param {any} entry */
function since(entry) {
  const support = entry?.__compat?.support?.chrome;
  const all = (Array.isArray(support) ? support : support ? [support] : []).filter(({ flags, prefix }) => !flags && !prefix);
  const versions = all.map(({ version_added: version }) =>
    version === false || version === "preview" ? Infinity : Number.parseInt(String(version).replace("≤", ""), 10),
  );
  return versions.length === 0 ? 0 : Math.min(...versions);
}

/** By name of a member, from which version on the oldest thing has it. @returns {Map<string, number>} */
function membersOf() {
  const { javascript, api } = tools.tables;
  const oldest = new Map();
  for (const owner of [...Object.values(javascript.builtins), ...OWNERS.map((name) => api[name])]) {
    for (const [name, entry] of Object.entries(/** @type {any} */ (owner))) {
      const plain = name.replace(/_(static|event)$/, "");
      const version = since(entry);
      if (version > 0) {
        oldest.set(plain, Math.min(oldest.get(plain) ?? Infinity, version));
      }
    }
  }
  return oldest;
}

test("No script uses what the oldest browser has not", options, () => {
  const { javascript, api } = tools.tables;
  const members = membersOf();
  const found = new Set();
  for (const file of [...files(".js"), ...LIBRARIES]) {
    const tree = tools.acorn.parse(readFileSync(`${ROOT}/${file}`, "utf8"), { ecmaVersion: 2022, sourceType: "module" });
    const say = (/** @type {string} */ name, /** @type {number} */ version) => {
      if (version > OLDEST && !HARMLESS[`js ${name}`]) {
        found.add(`${file}: ${name} (Chromium ${version})`);
      }
    };
    tools.walk.full(tree, (/** @type {any} */ node) => {
      if (node.type === "StaticBlock") {
        say("static block", 94);
      } else if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") {
        const name = node.property.name;
        const owner = node.object.type === "Identifier" ? (javascript.builtins[node.object.name] ?? api[node.object.name]) : null;
        const own = owner?.[`${name}_static`] ?? owner?.[name];
        say(owner && own ? `${node.object.name}.${name}` : name, own ? since(own) : (members.get(name) ?? 0));
      } else if (node.type === "NewExpression" && node.callee.type === "Identifier") {
        say(node.callee.name, since(api[node.callee.name] ?? javascript.builtins[node.callee.name]));
      } else if (node.type === "CallExpression" && node.callee.type === "Identifier") {
        say(node.callee.name, since(api[node.callee.name] ?? api.Window[node.callee.name]));
      }
    });
  }
  assert.deepEqual([...found], []);
});

test("No style uses what the oldest browser has not, but where it asks first", options, () => {
  const { css } = tools.tables;
  const found = new Set();
  for (const file of files(".css")) {
    const say = (/** @type {string} */ name, /** @type {number} */ version) => {
      if (version > OLDEST && !HARMLESS[`css ${name}`]) {
        found.add(`${file}: ${name} (Chromium ${version})`);
      }
    };
    tools.css.walk(tools.css.parse(readFileSync(`${ROOT}/${file}`, "utf8")), {
      /** @this {any} @param {any} node */
      enter(node) {
        if (this.atrule?.name === "supports") {
          return;
        }
        switch (node.type) {
          case "Declaration": {
            const property = css.properties[node.property];
            say(node.property, node.property.startsWith("--") ? 0 : since(property));
            tools.css.walk(node.value, (/** @type {any} */ part) => {
              if (part.type === "Identifier") {
                say(`${node.property}: ${part.name}`, since(property?.[part.name]));
              } else if (part.type === "Function") {
                for (const type of Object.values(css.types)) {
                  say(`${part.name}()`, since(/** @type {any} */ (type)[part.name]));
                }
              } else if (part.type === "Dimension" && /^([sld]v|cq)/.test(part.unit)) {
                say(part.unit, 108);
              }
            });
            break;
          }
          case "PseudoClassSelector":
          case "PseudoElementSelector":
            say(`:${node.name}`, since(css.selectors[node.name]));
            break;
          case "NestingSelector":
            say("nesting", 120);
            break;
          case "Atrule":
            say(`@${node.name}`, since(css["at-rules"][node.name]));
            break;
        }
      },
    });
  }
  assert.deepEqual([...found], []);
});

test("Every page says one sentence in a browser that is older, before its modules run", () => {
  for (const file of files(".html")) {
    const page = readFileSync(`${ROOT}/${file}`, "utf8");
    assert.match(
      page,
      /<script src="\/js\/old\.js" defer><\/script>\s*(<script src="\/lib[^>]*><\/script>\s*)*<script [^>]*type="module"/,
      file,
    );
  }
  const old = readFileSync(`${ROOT}/js/old.js`, "utf8");
  assert.doesNotMatch(old.replace(/\/\/.*/g, ""), /=>|`|\b(let|const|class|import|export|async)\b|\?\./);
  assert.match(old, /92/);
});
