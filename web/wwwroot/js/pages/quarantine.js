import { request } from "../api.js";
import { element, find, keyed, setHidden, setText } from "../dom.js";
import { count, stamp, typeOf } from "../format.js";
import { inLanguage, known, t } from "../i18n.js";
import { pager, panel } from "../panel.js";
import { href, parameter } from "../links.js";
import { payloadLines } from "../payload.js";
import { shell } from "../shell.js";

shell({
  crumbs: [
    { text: t("app.wall"), href: href("/") },
    { text: t("nav.quarantine"), href: "" },
  ],
  up: href("/"),
});

const source = parameter("source");
const ofSource = source ? `&source=${encodeURIComponent(source)}` : "";
const codes = element("p", { class: "soft" });
const list = panel("nav.quarantine", {});
const total = find("h2 small", list);
const body = element("tbody");
const message = element("p", { class: "soft", text: t("table.loading") });
let page = 1;
const pages = pager((step) => {
  page += step;
  load();
});
const said = element("p", { class: "said", role: "status" });
list.append(
  element(
    "div",
    { class: "scroll" },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...["col.received", "col.source", "col.id", "col.type", "col.code", "col.reason", "col.state", "col.actions"].map((key) =>
            element("th", { text: t(key) }),
          ),
        ),
      ),
      body,
    ),
  ),
  message,
  pages.node,
);
find("#main").append(
  element(
    "div",
    { class: "title" },
    element("div", {}, element("h1", { text: t("nav.quarantine") }), element("p", { class: "soft", text: t("quarantine.note") })),
  ),
  ...(source ? [element("h2", { text: t("quarantine.source", { source }) })] : []),
  codes,
  said,
  list,
);

let failures = 0;
load();
setInterval(load, 15_000);

async function load() {
  try {
    const answer = await request(`/api/quarantine?page=${page}&size=50${ofSource}`);
    failures = 0;
    keyed(
      codes,
      Object.entries(answer.open ?? {}),
      ([code]) => code,
      createCode,
      ({ text }, [code, open]) => setText(text, t("quarantine.open", { code, open: count(Number(open)) })),
    );
    setText(total, t("table.total", { total: count(answer.total) }));
    pages.update(page, Math.max(1, Math.ceil(answer.total / 50)), answer.total);
    setText(message, t("table.empty"));
    setHidden(message, answer.rows.length > 0);
    keyed(body, /** @type {any[]} */ (answer.rows), (row) => String(row.key), create, update);
  } catch (error) {
    setHidden(message, false);
    setText(message, t("banner.request", { reason: error instanceof Error ? error.message : String(error) }));
    if (failures++ < 3) {
      setTimeout(load, 2_000);
    }
  }
}

/** @param {any} row */
function create(row) {
  const state = element("td", { class: "stage" });
  const reason = element("span");
  const payload = element("ol", { class: "payload" });
  const show = (/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.target).open && payload.childElementCount === 0) {
      drawPayload(payload, row.key);
    }
  };
  const buttons = ["retry", "dismiss"].map((name) =>
    element("button", { type: "button", class: "action", text: t(`quarantine.${name}`), on: { click: () => act(row.key, name) } }),
  );
  const type = typeOf(row.type ?? "");
  return Object.assign(
    element(
      "tr",
      {},
      element("td", { class: "digits first", text: stamp(row.receivedAt) }),
      element("td", { class: "digits", text: row.source ?? "" }),
      element("td", { class: "digits", text: row.id ?? "" }),
      element("td", { text: known(`event.${type}`, type) }),
      element("td", { class: "digits", text: row.code ?? "" }),
      element(
        "td",
        { class: "about" },
        reason,
        element("details", { on: { toggle: show } }, element("summary", { text: t("quarantine.payload") }), payload),
      ),
      state,
      element("td", { class: "actions" }, ...buttons),
    ),
    { state, reason, buttons },
  );
}

/** The event as it came, its field at fault marked. @param {HTMLElement} list @param {string|number} key */
async function drawPayload(list, key) {
  list.replaceChildren(element("li", { class: "soft", text: t("table.loading") }));
  try {
    const { event, field } = await request(`/api/quarantine/${encodeURIComponent(key)}`);
    list.replaceChildren(
      ...payloadLines(event ?? {}, field).map(({ name, text, depth, isAtFault }) =>
        element(
          "li",
          { "data-depth": depth, "data-fault": isAtFault ? "" : null },
          element("b", { text: `${isAtFault ? "▲ " : ""}${name}` }),
          element("span", { text: text ?? t("quarantine.absent") }),
        ),
      ),
    );
  } catch (error) {
    list.replaceChildren(element("li", { text: t("banner.request", { reason: error instanceof Error ? error.message : String(error) }) }));
  }
}

/** @param {any} node @param {any} row */
function update(node, row) {
  setText(node.state, known(`quarantine.state.${row.state}`, row.state ?? ""));
  setText(node.reason, inLanguage(row.sentence, row.reason ?? ""));
  for (const button of node.buttons) {
    setHidden(button, row.state !== "open");
  }
}

/** What can be done with all open rows of a code at once. @param {[string, unknown]} entry */
function createCode([code]) {
  const text = element("span", {});
  const buttons = ["retry", "dismiss"].map((name) =>
    element("button", { type: "button", class: "action", text: t(`quarantine.${name}All`), on: { click: () => actOnAll(code, name) } }),
  );
  return Object.assign(element("span", { class: "codes" }, text, ...buttons), { text });
}

/** @param {string} code @param {string} action */
async function actOnAll(code, action) {
  try {
    const answer = await request(`/api/quarantine/${action}?code=${encodeURIComponent(code)}${ofSource}`, { method: "POST" });
    const through = answer.dismissed ?? answer.accepted + answer.duplicates;
    setText(said, t("quarantine.through", { through: count(through), again: count(answer.quarantined ?? 0) }));
  } catch (error) {
    setText(said, t("quarantine.failed", { reason: error instanceof Error ? error.message : String(error) }));
  }
  load();
}

/** @param {string|number} key @param {string} action */
async function act(key, action) {
  try {
    const answer = await request(`/api/quarantine/${encodeURIComponent(key)}/${action}`, { method: "POST" });
    setText(
      said,
      answer?.outcome === "quarantined"
        ? t("quarantine.again", { reason: inLanguage(answer.sentence, answer.reason ?? answer.code) })
        : t("quarantine.done", { key }),
    );
  } catch (error) {
    setText(said, t("quarantine.failed", { reason: error instanceof Error ? error.message : String(error) }));
  }
  load();
}
