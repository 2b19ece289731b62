import { request } from "./api.js";
import { LEVEL_SHAPES, MONEY } from "./catalogue.js";
import { definitionOf, drawDefinition, isMoney } from "./definition.js";
import { element, find, keyed, setAttribute, setHidden, setText } from "./dom.js";
import { belongs, isPicked, NO_TEAM, partNumber, queryOf, queryText, questions, shown } from "./figures.js";
import { amount, count, dueText, longDay, periodName, shortDay, yuan } from "./format.js";
import { known, nameOf, t, titleText } from "./i18n.js";
import { itemHref, recordHref, teamHref } from "./links.js";
import { isMoneyPart, metricName, metricRule, onRules, partsOf, startRules, warningName, warningTitle } from "./rules.js";
import { dayOf } from "./time.js";

/** @typedef {import("./figures.js").Query} Query */
/** @typedef {import("./live/types.js").ViewDocument} ViewDocument */
/** @typedef {{kind: string, id: string, team?: string, item?: string, stage?: string, day?: string, amount?: number, title?: string,
 *            rule?: string, level?: import("./live/types.js").Level|"none", due?: string, since?: string, events?: number,
 *            silentSince?: string, acknowledged?: boolean, conflict?: boolean}} Row */
/**
 * @typedef {{doc: ViewDocument|null, period: string|null, isLive: boolean, others?: Record<string, ViewDocument>}} Screen
 *   others: what else the page shows, by period, for its metrics
 */

const PREFIX = "#evidence=";
const SIZE = 100;
const WHOLE_SIZE = 500;

/** Between a fact's commit and its figure on screen pass milliseconds; only a lasting difference is one. */
const LOOKS = 4;
const LOOK_AGAIN_AFTER = 900;

/** @param {Query} query @returns {string} the address of a number's evidence on this page */
export function evidenceHash(query) {
  return PREFIX + queryText(query);
}

/**
 * The drawer that shows what stands behind a number, and above that what the number means and which article it
 * rests on: any element with `data-evidence` or `data-opens` opens it (the latter is no count itself, e.g. a rate),
 * so does the address (`#evidence=view=…&counter=…&period=…`).
 *
 * @param {() => Screen} screen what the page shows now
 * @returns {() => void} call after the figures changed
 */
export function evidence(screen) {
  const parts = build();
  const { dialog } = parts;
  /** @type {Query|null} */
  let query = null;
  let session = 0;
  /** @type {Row[]} */
  let rows = [];
  let total = /** @type {number|null} */ (null);
  /** @type {{url: string, next: string|null, isStarted: boolean}[]} */
  let sources = [];
  let looks = 0;
  let again = 0;
  let compared = /** @type {number|null} */ (null);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-evidence], [data-opens]") : null;
    if (target) {
      location.hash = PREFIX + (target.getAttribute("data-evidence") ?? target.getAttribute("data-opens"));
    }
  });

  const open = () => {
    query = location.hash.startsWith(PREFIX) ? queryOf(location.hash.slice(PREFIX.length)) : null;
    if (!query) {
      dialog.close();
      return;
    }
    setText(parts.title, titleOf(query, screen().doc));
    setText(parts.note, noteOf(query));
    define();
    if (!dialog.open) {
      dialog.showModal();
    }
    looks = 0;
    load();
  };

  const define = () => {
    if (query) {
      setText(parts.title, titleOf(query, screen().doc));
      drawDefinition(parts.definition, definitionOf(query, screen().doc?.rulesVersion));
      drawSides();
    }
  };

  /** The document that shows the number: the page's own, or that of a period beside it. */
  const holder = () => {
    const { doc, period, others } = screen();
    const other = query?.metric ? others?.[query.period ?? ""] : undefined;
    return other ? { doc: other, period: query?.period ?? null, isOther: true } : { doc, period, isOther: false };
  };

  /** The other parts of the same metric, each with its number, one click away. */
  const drawSides = () => {
    const rule = metricRule(query?.metric ?? "");
    const sides = query?.metric ? partsOf(rule) : [];
    const { doc } = holder();
    const value = doc?.metrics?.[query?.metric ?? ""];
    setHidden(parts.sides, sides.length < 2);
    keyed(
      parts.sides,
      sides,
      (part) => part,
      () => element("button", { type: "button", class: "action" }),
      (node, part) => {
        const isOfDoc = value && query?.view === doc?.view;
        const number = isOfDoc ? (isMoneyPart(rule, part) ? yuan : count)(partNumber(value, part)) : "";
        setText(node, `${t(`metric.${part}`)} ${number}`.trim());
        setAttribute(node, "aria-pressed", String(part === (query?.part ?? "numerator")));
        setAttribute(node, "data-opens", queryText({ .../** @type {Query} */ (query), part }));
      },
    );
  };
  startRules();
  onRules(define);

  const load = async () => {
    const mine = ++session;
    clearTimeout(again);
    const asked = /** @type {Query} */ (query);
    const size = isPicked(asked) || isMoney(asked) ? WHOLE_SIZE : SIZE;
    setText(parts.verdict, t("evidence.checking"));
    setAttribute(parts.check, "data-state", "none");
    setHidden(parts.failure, true);
    try {
      sources = questions(asked).map((question) => ({
        url: `/api/evidence?${queryText(question)}&size=${size}`,
        next: null,
        isStarted: false,
      }));
      const first = await Promise.all(sources.map((source) => request(source.url)));
      if (mine !== session) {
        return;
      }
      rows = first.flatMap((page) => page.rows);
      total = first.reduce((all, page) => all + page.total, 0);
      sources.forEach((source, index) => {
        source.isStarted = true;
        source.next = first[index].next ?? null;
      });
      // What is picked from the rows, like a sum of money, is known only when every row is here.
      while ((isPicked(asked) || isMoney(asked)) && sources.some(({ next }) => next !== null)) {
        await page(mine);
        if (mine !== session) {
          return;
        }
      }
      if (isPicked(asked)) {
        const today = screen().doc?.day ?? "";
        rows = rows.filter((row) => belongs(asked, row, today));
        total = rows.reduce((all, row) => all + (row.amount ?? 1), 0);
      }
      draw();
      compare();
    } catch (error) {
      if (mine === session) {
        setHidden(parts.failure, false);
        setText(find("span", parts.failure), t("evidence.failed", { reason: error instanceof Error ? error.message : String(error) }));
        setText(parts.verdict, "");
      }
    }
  };

  /** Takes the next page of the first source that has one. @param {number} mine */
  const page = async (mine) => {
    const source = sources.find(({ next }) => next !== null);
    if (!source) {
      return;
    }
    const answer = await request(`${source.url}&next=${encodeURIComponent(source.next ?? "")}`);
    if (mine === session) {
      source.next = answer.next ?? null;
      rows = [...rows, ...answer.rows];
    }
  };

  const more = async () => {
    const mine = session;
    setAttribute(parts.more, "disabled", "");
    try {
      await page(mine);
      if (mine === session) {
        draw();
      }
    } catch (error) {
      setHidden(parts.failure, false);
      setText(find("span", parts.failure), t("evidence.failed", { reason: error instanceof Error ? error.message : String(error) }));
    } finally {
      setAttribute(parts.more, "disabled", null);
    }
  };

  /** Some counters add up an amount per record (persons on patrol, hours of training). */
  const isCounted = () => rows.some((row) => (row.amount ?? 1) !== 1);

  /** What the records say the number is. */
  const recorded = () => (query && isMoney(query) ? rows.reduce((all, row) => all + (row.amount ?? 0), 0) : total);

  const compare = () => {
    if (!query || total === null) {
      return;
    }
    const { doc, period, isOther } = holder();
    const onScreen = doc ? shown(doc, query, period) : null;
    compared = onScreen;
    const fact = recorded();
    const text = (/** @type {number|null} */ value) => (value === null ? "—" : query && isMoney(query) ? yuan(value) : count(value));
    setText(parts.shown, text(onScreen));
    setText(parts.total, text(fact));
    setText(parts.totalName, isMoney(query) || isCounted() ? t("evidence.sum") : t("evidence.total"));

    if (onScreen === null) {
      verdict("none", "○", t("evidence.unknown"));
    } else if (onScreen === fact) {
      verdict("ok", "✓", t("evidence.equal"));
    } else if (isOther || !screen().isLive) {
      verdict("none", "○", t("evidence.old"));
    } else if (looks < LOOKS) {
      looks++;
      again = window.setTimeout(load, LOOK_AGAIN_AFTER);
    } else {
      verdict("bad", "✗", t("evidence.differs"));
    }
  };

  /** @param {string} state @param {string} shape @param {string} text */
  const verdict = (state, shape, text) => {
    setAttribute(parts.check, "data-state", state);
    setText(parts.shape, shape);
    setText(parts.verdict, text);
  };

  const draw = () => {
    const { doc } = screen();
    setText(parts.title, query ? titleOf(query, doc) : "");
    drawSides();
    const isFen = query ? isMoney(query) : false;
    const isAmount = isFen || isCounted();
    const isWarning = Boolean(query?.warning ?? query?.due);
    for (const cell of parts.warnings) {
      setHidden(cell, !isWarning);
    }
    setHidden(parts.amount, !isAmount);
    setText(parts.amount, t(isFen ? "col.amountFen" : "col.amount"));
    keyed(
      parts.rows,
      rows,
      (row, index) => `${index}/${row.kind}/${row.id}/${row.rule ?? ""}`,
      createRow,
      (node, row) => {
        setText(node.day, row.day ?? "");
        setText(node.kind, known(`kind.${row.kind}`, row.kind));
        setText(node.link, row.id);
        setAttribute(node.link, "href", recordHref(row.kind, row.id));
        place(node.team, row.team, doc?.teams, teamHref);
        place(node.item, row.item, doc?.items, itemHref);
        setText(node.stage, row.stage ? known(`stage.${row.stage}`, row.stage) : "");
        setHidden(node.amount, !isAmount);
        setText(node.amount, amount(isFen ? MONEY : "", row.amount ?? 1));
        setText(node.about, row.conflict ? `▲ ${t("case.double")} ${titleText(row.title)}` : titleText(row.title));
        for (const cell of node.warning) {
          setHidden(cell, !isWarning);
        }
        if (isWarning) {
          const [rule, level, due, acknowledged] = node.warning;
          setText(rule, row.rule ? warningName(row.rule) : "");
          setText(level, row.level ? `${LEVEL_SHAPES[row.level]} ${t(`level.${row.level}`)}` : "");
          setAttribute(level, "data-level", row.level ?? null);
          setText(
            due,
            row.due
              ? `${row.due} ${dueText(row.due, doc?.day ?? dayOf(Date.now()))}`
              : row.since
                ? t("warning.since", { day: shortDay(dayOf(Date.parse(row.since))) })
                : "",
          );
          setText(acknowledged, t(row.acknowledged ? "warning.acknowledged.row" : "warning.unacknowledged"));
        }
      },
    );
    setHidden(parts.empty, rows.length > 0);
    setHidden(parts.more, !sources.some(({ next }) => next !== null));
    setText(parts.loaded, t(isAmount ? "evidence.listed" : "evidence.loaded", { loaded: count(rows.length), total: count(total) }));
  };

  parts.more.addEventListener("click", more);
  find("button", parts.failure).addEventListener("click", load);
  dialog.addEventListener("close", () => {
    session++;
    query = null;
    rows = [];
    keyed(
      parts.rows,
      [],
      () => "",
      createRow,
      () => {},
    );
    clearTimeout(again);
    if (location.hash.startsWith(PREFIX)) {
      history.replaceState(history.state, "", location.pathname + location.search);
    }
  });
  dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
  addEventListener("hashchange", open);
  open();

  return () => {
    if (!query || total === null) {
      return;
    }
    const { doc, period } = holder();
    if (doc && shown(doc, query, period) !== compared) {
      looks = 0;
      clearTimeout(again);
      again = window.setTimeout(load, 250);
    }
  };
}

/**
 * @param {HTMLElement} cell
 * @param {string|undefined} id
 * @param {Record<string, {name?: string}>|undefined} parts
 * @param {(id: string) => string} link
 */
function place(cell, id, parts, link) {
  const anchor = find("a", cell);
  setText(anchor, id ? nameOf(parts?.[id], id) : "");
  if (id) {
    setAttribute(anchor, "href", link(id));
  }
}

function createRow() {
  const cell = (/** @type {string} */ name) => element("td", { class: name });
  const link = element("a", { class: "digits" });
  const day = element("td", { class: "digits" });
  const kind = cell("kind");
  const team = element("td", { class: "team" }, element("a"));
  const item = element("td", { class: "item" }, element("a"));
  const stage = cell("stage");
  const amountCell = element("td", { class: "digits right" });
  const about = cell("about");
  const warning = ["rule", "stage level", "stage digits", "stage"].map(cell);
  const node = element("tr", {}, day, kind, element("td", {}, link), ...warning, team, item, stage, amountCell, about);
  return Object.assign(node, { day, kind, link, team, item, stage, amount: amountCell, about, warning });
}

/** @param {Query} query @param {ViewDocument|null} doc */
function titleOf(query, doc) {
  const what = query.metric
    ? `${metricName(query.metric)} · ${t(`metric.${query.part ?? "numerator"}`)}`
    : query.due
      ? t("evidence.due", { day: [...new Set(query.due.split(".."))].map(longDay).join(" – ") })
      : query.warning
        ? [
            t("panel.warnings"),
            query.warning === "all" ? "" : warningTitle(query.warning),
            query.level ? t(`level.${query.level}`) : "",
            query.acknowledged ? t("warning.acknowledged") : "",
          ]
            .filter(Boolean)
            .join(" · ")
        : query.open
          ? [
              query.open === "cases" ? t("evidence.all") : known(`stage.${query.open}`, known(`open.${query.open}`, query.open)),
              query.age ? t(`age.${query.age}`) : "",
            ]
              .filter(Boolean)
              .join(" · ")
          : (query.counter ?? "")
              .split(",")
              .map((counter) => known(`counter.${counter}`, counter))
              .join(" + ");
  const [kind, id] = query.view.split("/");
  const where =
    doc && query.view === doc.view
      ? nameOf(doc, id)
      : kind === "team"
        ? nameOf(doc?.teams?.[id], id)
        : kind === "item"
          ? nameOf(doc?.items?.[id], id)
          : id;
  const within = [
    query.team === NO_TEAM ? t("warning.noTeam") : query.team ? nameOf(doc?.teams?.[query.team], query.team) : "",
    query.item ? nameOf(doc?.items?.[query.item], query.item) : "",
  ];
  return [what, query.period ? periodName(query.period) : "", where, ...within].filter(Boolean).join(" · ");
}

/** @param {Query} query */
function noteOf(query) {
  return query.age ? t("evidence.age.note") : "";
}

function build() {
  const title = element("h2", { id: "evidence-title" });
  const note = element("p", { class: "soft" });
  const definition = element("dl", { class: "definition", "aria-label": t("definition.title") });
  const shownValue = element("b", { class: "digits" });
  const total = element("b", { class: "digits" });
  const totalName = element("span", { text: t("evidence.total") });
  const shape = element("i", { text: "○" });
  const verdict = element("span");
  const check = element("p", { class: "check", role: "status" }, shape, verdict);
  const sides = element("div", { class: "sides", role: "group", "aria-label": t("evidence.sides"), hidden: true });
  const rows = element("tbody");
  const amountHead = element("th", { text: t("col.amount"), class: "right", hidden: true });
  const warnings = ["col.rule", "col.level", "col.due", "col.acknowledged"].map((key) => element("th", { text: t(key), hidden: true }));
  const more = element("button", { type: "button", class: "action", text: t("evidence.more"), hidden: true });
  const loaded = element("span", { class: "soft" });
  const empty = element("p", { class: "soft", text: t("evidence.empty"), hidden: true });
  const failure = element(
    "p",
    { class: "failure", role: "alert", hidden: true },
    element("span"),
    " ",
    element("button", { type: "button", class: "action", text: t("evidence.retry") }),
  );
  const dialog = element(
    "dialog",
    { class: "evidence", "aria-labelledby": "evidence-title" },
    element(
      "div",
      { class: "sheet" },
      element(
        "header",
        {},
        element("div", {}, element("p", { class: "soft", text: t("evidence.title") }), title, note),
        element("form", { method: "dialog" }, element("button", { class: "action", text: t("evidence.close") })),
      ),
      definition,
      sides,
      element(
        "div",
        { class: "numbers" },
        element("p", {}, element("span", { text: t("evidence.shown") }), shownValue),
        element("p", {}, totalName, total),
        check,
      ),
      failure,
      element(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "evidence-title" },
        element(
          "table",
          {},
          element(
            "thead",
            {},
            element(
              "tr",
              {},
              element("th", { text: t("col.day") }),
              element("th", { text: t("col.kind") }),
              element("th", { text: t("col.id") }),
              ...warnings,
              element("th", { text: t("col.team") }),
              element("th", { text: t("col.item") }),
              element("th", { text: t("col.stage") }),
              amountHead,
              element("th", { text: t("col.title") }),
            ),
          ),
          rows,
        ),
        empty,
      ),
      element("footer", {}, loaded, more),
    ),
  );
  document.body.append(dialog);
  return {
    dialog,
    title,
    note,
    definition,
    sides,
    warnings,
    shown: shownValue,
    total,
    totalName,
    shape,
    verdict,
    check,
    rows,
    amount: amountHead,
    more,
    loaded,
    empty,
    failure,
  };
}
