import { request } from "../api.js";
import { find } from "../dom.js";
import { button } from "../form.js";
import { t } from "../i18n.js";
import { lines, sentenceOf } from "../lines.js";
import { html } from "../lit.js";

const COLUMNS = ["import.kept.name", "import.kept.fits", "col.actions"];

/**
 * The maps that are kept: each can be used for the file at hand and deleted; the map at hand can be kept under a name.
 * @param {import("./reading.js").Reading} read @param {() => void} draw
 */
export function keptMaps(read, draw) {
  /** Those that are kept; null until they are here. @type {string[]|null} */
  let names = null;
  /** Names of those all of whose columns the file has. @type {string[]} */
  let fitting = [];
  let said = "";
  return { drawn, load, open, keep };

  function drawn() {
    const rows = names && names.map((name) => ({ name, fits: fitting.includes(name) })).sort((a, b) => Number(b.fits) - Number(a.fits));
    return html`<details class="kept">
      <summary>${t("import.kept")}</summary>
      ${lines(COLUMNS, rows, ({ name }) => name, cells, "import.kept.none")}
      <p class="asked">${mapName(read, "import.keepAs", draw)} ${button("import.keep", keep)}</p>
      <p class="soft" role="status">${said}</p>
    </details>`;
  }

  /** @param {{name: string, fits: boolean}} row @returns {[string, unknown][]} */
  function cells({ name, fits }) {
    return [
      ["about", name],
      ["", t(fits ? "import.kept.fit" : "import.kept.unfit")],
      ["actions", [button("import.kept.use", () => open(name)), button("import.kept.delete", () => remove(name))]],
    ];
  }

  /** @param {string[]} [fits] */
  async function load(fits = fitting) {
    fitting = fits;
    await guard(async () => {
      names = await request("/api/maps");
    });
  }

  /** Reads the file by one of them, as it was kept but for its blanks. @param {string} name */
  async function open(name) {
    await guard(async () => read.readBy(name, JSON.stringify(await request(address(name)), null, 2)));
  }

  async function keep() {
    const name = read.name.trim();
    if (name === "") {
      said = t("import.keep.name");
      draw();
      find("#keepAs").focus();
      return;
    }
    await guard(async () => {
      await request(address(name), { method: "PUT", body: JSON.parse(read.map) });
      said = t("import.keep.done", { name });
    });
    await load();
  }

  /** @param {string} name */
  async function remove(name) {
    if (confirm(t("import.kept.ask", { name }))) {
      await guard(async () => {
        await request(address(name), { method: "DELETE" });
        said = t("import.kept.deleted", { name });
      });
      await load();
    }
  }

  /** @param {() => Promise<void>} work */
  async function guard(work) {
    try {
      await work();
    } catch (error) {
      said = sentenceOf(error);
    }
    draw();
  }
}

/**
 * The name under which the map at hand is kept, wherever it is asked for.
 * @param {import("./reading.js").Reading} read @param {"import.keepAs"|"import.keepTooAs"} key of its words @param {() => void} draw
 */
export function mapName(read, key, draw) {
  const write = (/** @type {Event} */ event) => {
    read.name = /** @type {HTMLInputElement} */ (event.target).value;
    draw();
  };
  const id = key.split(".")[1];
  return html`<label class="asked" for=${id}>
    <span>${t(key)}</span><input type="text" maxlength="100" id=${id} .value=${read.name} @input=${write} />
  </label>`;
}

/** @param {string} name */
function address(name) {
  return `/api/maps/${encodeURIComponent(name)}`;
}
