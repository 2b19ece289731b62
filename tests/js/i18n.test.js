import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as catalogue from "../../web/wwwroot/js/catalogue.js";
import { translator } from "../../web/wwwroot/js/i18n.js";
import { names } from "../../web/wwwroot/js/names.js";
import { REGISTERS } from "../../web/wwwroot/js/registers.js";
import { source, words } from "./words.js";

const ROOT = fileURLToPath(new URL("../../web/wwwroot", import.meta.url));
/** Every text by its key, Chinese and English. @type {Record<string, string[]>} */
const texts = Object.fromEntries(Object.keys(words["zh-CN"]).map((key) => [key, [words["zh-CN"][key], words.en[key]]]));
const FIELDS = [
  ...readFileSync(fileURLToPath(new URL("../../web/Import/Suggestion/Field.cs", import.meta.url)), "utf8").matchAll(
    /new\("(\w+)", FieldKind/g,
  ),
].map(([, name]) => name);
const KINDS_OF_FILES = [
  ...new Set(
    [
      ...readFileSync(fileURLToPath(new URL("../../web/Import/Suggestion/Proposal.cs", import.meta.url)), "utf8").matchAll(
        /"enforcement\.(\w+)\./g,
      ),
    ].map(([, kind]) => kind),
  ),
];
/** Events of the declared kinds of certification and training. */
const PEOPLE = [
  ...readFileSync(fileURLToPath(new URL("../../grains/Domain/People/PeopleKinds.cs", import.meta.url)), "utf8").matchAll(
    /new\("([\w.]+)", Text\(/g,
  ),
].map(([, type]) => type);

/** What the declarations of the kinds that are born here name. */
const BORN_HERE = (() => {
  const read = (/** @type {string} */ file) => readFileSync(fileURLToPath(new URL(`../../grains/Domain/${file}`, import.meta.url)), "utf8");
  const [orders, years, reports] = [read("Orders/OrderKind.cs"), read("Duties/YearKinds.cs"), read("Reports/ReportKind.cs")];
  const kinds = orders + years + reports + read("Books/BookKinds.cs") + read("Books/SupervisorKinds.cs");
  const moves = (/** @type {string} */ text, /** @type {string} */ kind) => [
    ...text.matchAll(new RegExp(`new\\("${kind}\\.(\\w+)", (?:\\[[^\\]]*\\]|Open), (null|"\\w+")`, "g")),
  ];
  const stages = (/** @type {string} */ text, /** @type {string} */ kind) => [
    ...new Set(
      moves(text, kind)
        .map(([, , stage]) => stage)
        .filter((stage) => stage !== "null")
        .map((stage) => stage.slice(1, -1)),
    ),
  ];
  const ofServer = [
    "orderId",
    "dutyId",
    "reportId",
    "cleanupId",
    "opinionId",
    "mediationId",
    "publicityId",
    "reviewerId",
    "agendaId",
    "by",
    "byTeam",
    "at",
    "origin",
    "what",
    "subject",
    "complaintId",
    "roundId",
    "since",
  ];
  return {
    events: [
      ...new Set(
        [
          ...kinds.matchAll(
            /"((?:order|agenda|duty|group|meeting|statement|lawCase|report|document|cleanup|opinion|mediation|publicity|complaint)\.\w+)"/g,
          ),
        ].map(([, name]) => name),
      ),
    ],
    acts: [
      ...new Set(
        [...moves(orders, "order"), ...moves(years, "duty"), ...moves(reports, "report")]
          .map(([, name]) => name)
          .filter((name) => !/assigned|measured|edited/.test(name)),
      ),
    ],
    stages: stages(orders, "order"),
    stagesOfDuty: stages(years, "duty"),
    stagesOfReport: stages(reports, "report"),
    fields: [...kinds.matchAll(/\b(?:Text|Codes|Prose|Word|Day|Instant|Flag|Count|Evidence|Team|Measure)\("(\w+)"/g)]
      .map(([, name]) => name)
      .filter((name) => !ofServer.includes(name)),
    words: [...kinds.matchAll(/\bWord\("\w+",([^)]*)\)/g)]
      .flatMap(([, list]) => [...list.matchAll(/"(\w+)"/g)].map(([, word]) => word))
      .filter((word) => !/^R\d/.test(word)),
  };
})();
const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));
const FINDINGS = fileURLToPath(new URL("../../grains/Domain/Guards/Finding.cs", import.meta.url));

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const files = filesIn(ROOT);
const sources = files.filter((file) => /\.(html|js)$/.test(file) && !file.includes(`${ROOT}/lib/`));

test("Every text is there once in both languages, in one order", () => {
  const keys = Object.keys(words["zh-CN"]);

  assert.deepEqual(Object.keys(words.en), keys);
  for (const language of /** @type {const} */ (["zh-CN", "en"])) {
    assert.ok(Object.values(words[language]).every((text) => typeof text === "string" && text.length > 0));
    assert.equal([...source(language).matchAll(/^ {2}"[^"]+": "/gm)].length, keys.length, language);
  }
});

test("Both languages fill in the same values, dates apart", () => {
  const values = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
  for (const [key, [chinese, english]] of Object.entries(texts)) {
    if (!key.startsWith("date.")) {
      assert.equal(values(english), values(chinese), key);
    }
  }
});

test("English texts hold no Chinese, apart from the way back to it", () => {
  for (const [key, [, english]] of Object.entries(texts)) {
    if (!key.startsWith("app.language")) {
      assert.doesNotMatch(english, /[\u4e00-\u9fff]/, key);
    }
  }
});

test("No key that a page or a module names is missing", () => {
  for (const file of sources) {
    const text = readFileSync(file, "utf8");
    const keys = [...text.matchAll(/data-i18n(?:-label)?="([^"]+)"/g), ...text.matchAll(/\b(?:t|panel)\(\s*"([^"]+)"/g)].map(
      (match) => match[1],
    );
    for (const key of keys) {
      assert.ok(Object.hasOwn(texts, key), `${relative(ROOT, file)} names ${key}`);
    }
  }
});

test("No key that is put together from a prefix and a name is missing", () => {
  /** @type {Record<string, Iterable<string>>} */
  const families = {
    counter: catalogue.COUNTERS,
    group: [...catalogue.ALL, ...catalogue.BOARD].map(({ group }) => group),
    stage: catalogue.STAGES,
    age: catalogue.AGES.map(({ band }) => band),
    metric: ["numerator", "denominator", "pending", "missing", "none", "value"],
    "metric.kind": [...catalogue.METRIC_KINDS, "other"],
    level: catalogue.LEVELS,
    "weekday.short": ["0", "1", "2", "3", "4", "5", "6"],
    "calendar.legend": ["work", "rest", "off", "makeup", "today"],
    filter: ["level", "rule", "team", "acknowledged", "kind", "item", "stage", "query"],
    rules: ["limits", "guards", "warnings", "metrics", "parameters"],
    definition: ["meaning", "counted", "kind", "source", "limit", "thresholds", "sure", "version"],
    open: ["cases", "licences", "tasks", "rectifications", "stage", "age"]
      .map((name) => `${name}.note`)
      .concat(catalogue.OPEN_TOTALS.filter((name) => name !== "cases")),
    series: catalogue.SERIES.map(({ name }) => name),
    kind: catalogue.KINDS,
    "order.stage": BORN_HERE.stages,
    "duty.stage": BORN_HERE.stagesOfDuty,
    "report.stage": [...BORN_HERE.stagesOfReport, "none", "running"],
    word: ["Law", "Tables", "Publicity"],
    nav: ["documents", "disputes", "publicity", "complaints", "supervisors"],
    "book.note": ["documents", "disputes", "publicity", "complaints", "supervisors"],
    "book.column": ["kind", "title", "team", "stage", "day", "due"],
    act: ["issue", ...BORN_HERE.acts],
    said: [...BORN_HERE.fields, "targets", "title", "severity", "rule", "teamId"],
    "order.level": ["0", "1", "2", "3"],
    "year.column": ["no", "text", "team", "due", "progress", "checks"],
    "order.void": ["stage", "bounds", "again", "measured", "K1", "K2", "K3", "K4", "closing", "act"].concat([
      "number",
      "figure",
      "locked",
      "blank",
      "known",
      "unpublished",
    ]),
    guard: ["closedByOthers"],
    weekday: ["0", "1", "2", "3", "4", "5", "6"],
    month: Array.from({ length: 12 }, (_, index) => String(index + 1)),
    day: ["workday", "makeup", "weekend", "holiday"],
    link: ["live", "connecting", "doubt", "lost", "fetched", "asOf"],
    tile: ["stale", "old"],
    "proof.digest": ["ok", "bad", "none"],
    "proof.sum": ["ok", "bad", "title"],
    verdict: ["waiting", "unheard", "red", "yellow"],
    standing: ["breach", "red", "yellow", "ok", "unheard"],
    against: ["0", "1", "2"],
    tabs: ["late", "due", "unmet", "against", "figures"],
    team: ["inspections", "filed", "penalties", "card"],
    col: [
      "inspections",
      "problems",
      "filed",
      "penalties",
      "open",
      "kind",
      "id",
      "team",
      "item",
      "stage",
      "first",
      "last",
      "title",
      "received",
      "source",
      "type",
      "code",
      "reason",
      "state",
      "actions",
    ],
    "import.field": FIELDS,
    "import.kind": KINDS_OF_FILES,
    "import.looks": ["Text", "Day", "Money", "Whole", "CreditCode", "DocumentNumber"],
    "import.unit": ["元", "万元", "万", "分"],
    import: ["team", "item"].flatMap((field) => ["all", "none", "value", "means", "of", "values"].map((word) => `${field}.${word}`)),
    "level.of": ["National", "Province", "City", "District"],
    field: Object.values(REGISTERS).flatMap((register) => register.fields.map((field) => field.name)),
    register: Object.keys(REGISTERS).flatMap((name) => [name, `${name}.note`]),
    setUp: [
      ...["bureau", "teams", "items", "data", "officers", "enterprises", "people", "law"],
      ...["teams", "items"].flatMap((step) => ["none", "state", "seeded", "open"].map((word) => `${step}.${word}`)),
    ],
    ops: ["commit", "group", "behind", "drawn", "round"],
    "ops.fact": ["ledger", "round", "memory", "cpu"],
    "forecast.line": ["floor", "plan", "need"],
    "forecast.pipeline": ["onPost", "certified", "uncertified", "registered", "passed", "retiring"],
    "forecast.organiser": ["Province", "City", "Ministry"],
    "dossier.exam": ["Qualification", "Annual", "Business"],
    "forecast.training": ["Public", "Business", "Political", "Other"],
    "forecast.why": ["certified", "forecast", "noPlan", "share", "fullTime", "unqualified"],
    "forecast.choose": ["team", "months"],
    "people": ["reset.ask", "close.ask"],
    "period.kind": ["year", "month", "day"],
    "quality.by": ["caseNo", "docNo", "id", "mergedInto"],
    quarantine: ["retry", "dismiss"],
    "quarantine.state": ["open", "dismissed", "retried"],
    "scenes.interrupt": ["none", "breach", "red"],
    "scenes.seams": ["0", "1"],
    "scenes.part": ["overview", "teams", "warnings", "items", "trends"],
    scenes: ["from", "to"],
    place: ["hall", "corridor", "command"],
    screen: ["number", "name", "place", "scene", "state", "resolution", "build", "delay"],
    screens: ["identify", "message", "screenshot", "reload", "rename", "revoke"],
    "role": ["viewer", "leader", "supervisor", "auditor", "operator", "admin"],
  };
  const prefixes = new Set();
  for (const file of sources) {
    for (const match of readFileSync(file, "utf8").matchAll(/\bt\(`([\w.]+?)\.?\$\{/g)) {
      prefixes.add(match[1]);
    }
  }

  for (const prefix of prefixes) {
    assert.ok(Object.hasOwn(families, prefix), `the texts of ${prefix}.… are not listed in this test`);
  }
  for (const [prefix, members] of Object.entries(families)) {
    for (const member of members) {
      assert.ok(Object.hasOwn(texts, `${prefix}.${member}`), `${prefix}.${member}`);
    }
  }
});

test("Every counter says what it counts, and everything that stands open", () => {
  for (const counter of catalogue.COUNTERS) {
    assert.ok(Object.hasOwn(texts, `counter.${counter}.note`), counter);
  }
});

test("Every rule that warns says what is to be done next", () => {
  const { warnings } = JSON.parse(readFileSync(join(SEEDS, "rules.json"), "utf8"));

  assert.deepEqual(
    warnings.map((/** @type {{id: string}} */ { id }) => `next.${id}`).filter((/** @type {string} */ key) => !Object.hasOwn(texts, key)),
    [],
  );
});

test("Every word of the word lists of what is born here is said", () => {
  assert.ok(BORN_HERE.events.length > 25 && BORN_HERE.acts.length > 16 && BORN_HERE.words.length > 30);
  assert.deepEqual(
    BORN_HERE.words.filter((word) => !Object.hasOwn(texts, `word.${word}`) && word !== "Evidence"),
    [],
  );
});

test("Every field that a record's page shows has a name", () => {
  const lists = readFileSync(fileURLToPath(new URL("../../grains/Reading/ShownData.cs", import.meta.url)), "utf8");
  const [start, end] = [lists.indexOf("Fields = new"), lists.indexOf("ToFrozenDictionary")];
  const said = [...lists.slice(start, end).matchAll(/"([^"]*)"/g)].map(([, text]) => text).filter((text) => !/^[\w]+\.[\w]+$/.test(text));
  const fields = [
    ...new Set(
      said.flatMap((text) =>
        text
          .split(" ")
          .filter(Boolean)
          .map((field) => field.replace(/[#@~&=]$/, "")),
      ),
    ),
  ];

  assert.ok(fields.length > 150);
  assert.deepEqual(
    fields.filter((field) => !Object.hasOwn(texts, `fact.${field}`) && !Object.hasOwn(texts, `said.${field}`)),
    [],
  );
});

test("Every event of the catalogue has a name", () => {
  const facts = readFileSync(fileURLToPath(new URL("../../grains/Domain/FactCatalogue.cs", import.meta.url)), "utf8");
  const types = [...facts.matchAll(/(?:Opening|Later)\(\s*"([\w.]+)"/g)]
    .map(([, type]) => `event.${type}`)
    .concat(BORN_HERE.events.map((name) => `event.${name}`))
    .concat(PEOPLE.map((type) => `event.${type}`));

  assert.ok(types.length > 50, String(types.length));
  assert.deepEqual(
    types.filter((type) => !Object.hasOwn(texts, type)),
    [],
  );
});

test("Every finding of a guard has its sentence, and no sentence is without a finding", () => {
  const findings = [...readFileSync(FINDINGS, "utf8").matchAll(/^ {4}(\w+),$/gm)].map(
    ([, name]) => `guard.${name[0].toLowerCase()}${name.slice(1)}`,
  );

  assert.deepEqual(
    findings.sort(),
    Object.keys(texts)
      .filter((key) => key.startsWith("guard."))
      .sort(),
  );
});

test("Every name of the reference data has its English", () => {
  for (const [file, list] of /** @type {[string, string][]} */ ([
    ["teams.json", "teams"],
    ["items.json", "items"],
    ["jurisdictions.json", "jurisdictions"],
  ])) {
    for (const { name } of JSON.parse(readFileSync(join(SEEDS, file), "utf8"))[list]) {
      assert.ok(Object.hasOwn(names, name), name);
    }
  }
});

test("Values are filled in, what is not given stays visible", () => {
  const t = translator(words.en);

  assert.equal(t("table.page", { page: 2, pages: 9 }), "Page 2 of 9");
  assert.equal(t("table.page", { page: 2 }), "Page 2 of {pages}");
  assert.equal(t("no.such.key"), "no.such.key");
});

test("The service worker keeps every file of the shell and nothing that is not there", () => {
  const listed =
    readFileSync(join(ROOT, "sw.js"), "utf8")
      .match(/const SHELL = \[([^\]]*)\]/)?.[1]
      .match(/"[^"]+"/g)
      ?.map((text) => text.slice(1, -1)) ?? [];
  const served = files
    .map((file) => "/" + relative(ROOT, file).replaceAll("\\", "/"))
    .filter((path) => path !== "/sw.js" && !/LICENSE$|\.d\.ts$/.test(path));

  assert.deepEqual([...listed].sort(), served.sort());
});

test("No page sets mark-up from text", () => {
  for (const file of sources) {
    assert.doesNotMatch(readFileSync(file, "utf8"), /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, file);
  }
});

test("What scrolls by itself can be reached by the keyboard, whatever stands in it", () => {
  for (const file of sources) {
    assert.doesNotMatch(readFileSync(file, "utf8"), /class="scroll"(?! tabindex="0")/, file);
  }
});

test("The libraries are those that libman.json names", () => {
  const { libraries } = JSON.parse(readFileSync(fileURLToPath(new URL("../../web/libman.json", import.meta.url)), "utf8"));
  const named = libraries.flatMap((/** @type {any} */ library) =>
    library.files.map((/** @type {string} */ file) => `${library.destination.replace("wwwroot", "")}/${file}`),
  );
  const fonts = filesIn(join(ROOT, "../fonts")).map((file) => relative(join(ROOT, ".."), file));
  const found = files
    .map((file) => "/" + relative(ROOT, file).replaceAll("\\", "/"))
    .filter((path) => path.startsWith("/lib/"))
    .concat(fonts.map((file) => file.replaceAll("\\", "/")));

  assert.deepEqual(found.sort(), named.sort());
  assert.ok(libraries.every((/** @type {any} */ { library }) => /@\d+\.\d+\.\d+$/.test(library)));
});
