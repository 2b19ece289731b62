import { request } from "../api.js";
import { element, setText } from "../dom.js";
import { t } from "../i18n.js";
import { actions, button, cell, sentenceOf, table } from "../table.js";

/**
 * The maps that are kept: each can be used for the file at hand and deleted; the map at hand can be kept under a name.
 * @param {{use: (name: string, map: string) => void, map: () => string}} page `map`: the one at hand
 */
export function keptMaps({ use, map }) {
  const list = table(["import.kept.name", "import.kept.fits", "col.actions"], "import.kept.none");
  const said = element("p", { class: "soft", role: "status" });
  const name = element("input", { type: "text", maxlength: 100, id: "keep" });
  const keeping = button("import.keep", keep);
  const node = element(
    "details",
    { class: "kept" },
    element("summary", { text: t("import.kept") }),
    list.node,
    element(
      "p",
      { class: "asked" },
      element("label", { class: "asked", for: "keep" }, element("span", { text: t("import.keepAs") }), name),
      keeping,
    ),
    said,
  );
  /** Names of those all of whose columns the file has. @type {string[]} */
  let fitting = [];

  return {
    node,
    name,
    keep,
    /** @param {string[]} fits */
    async draw(fits) {
      fitting = fits;
      await load();
    },
    /** @param {string} one */
    async open(one) {
      await guard(async () => use(one, await read(one)));
    },
  };

  async function load() {
    await guard(async () => {
      const names = /** @type {string[]} */ (await request("/api/maps"));
      const rows = names.map((one) => ({ name: one, fits: fitting.includes(one) })).sort((a, b) => Number(b.fits) - Number(a.fits));
      list.draw(
        rows,
        (row) => row.name,
        (row) => [
          cell("about", row.name),
          cell("", row.fits ? t("import.kept.fit") : t("import.kept.unfit")),
          actions(
            button("import.kept.use", () => guard(async () => use(row.name, await read(row.name)))),
            button("import.kept.delete", () => remove(row.name)),
          ),
        ],
      );
    });
  }

  /** @param {string} one @returns {Promise<string>} as it was kept, but for its blanks */
  async function read(one) {
    return JSON.stringify(await request(address(one)), null, 2);
  }

  async function keep() {
    const wanted = name.value.trim();
    if (wanted === "") {
      setText(said, t("import.keep.name"));
      name.focus();
      return;
    }
    await guard(async () => {
      await request(address(wanted), { method: "PUT", body: JSON.parse(map()) });
      setText(said, t("import.keep.done", { name: wanted }));
    });
    await load();
  }

  /** @param {string} one */
  async function remove(one) {
    if (confirm(t("import.kept.ask", { name: one }))) {
      await guard(async () => {
        await request(address(one), { method: "DELETE" });
        setText(said, t("import.kept.deleted", { name: one }));
      });
      await load();
    }
  }

  /** @param {() => Promise<void>} work */
  async function guard(work) {
    try {
      await work();
    } catch (error) {
      setText(said, sentenceOf(error));
    }
  }
}

/** @param {string} name */
function address(name) {
  return `/api/maps/${encodeURIComponent(name)}`;
}
