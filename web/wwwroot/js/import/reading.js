import { inLanguage, t } from "../i18n.js";
import { sentenceOf } from "../lines.js";
import { assigned, choicesOf, unsaid } from "./choices.js";
import { look } from "./server.js";

/** @typedef {ReturnType<typeof reading>} Reading */

/**
 * A file as it is read: by what was said of its columns, or by a map as it stands.
 * @param {() => void} looked it was looked at again @param {() => void} draw
 */
export function reading(looked, draw) {
  /** A map that is read by as it stands, and not made from the choices: one that was kept, or written by hand. @type {string|null} */
  let given = null;
  /** The kept map that the choices are of. */
  let basis = "";
  /** Counts the looks, so that an answer that comes late is not drawn over a later one. */
  let looks = 0;
  const read = {
    /** @type {File|null} */
    file: null,
    choices: unsaid(),
    /** What the file holds, by what was said of it. @type {any} */
    seen: null,
    isLooking: false,
    failure: "",
    /** As it was made of the choices, or as it is given. */
    map: "",
    isByHand: false,
    /** What is to be known of the map before anything else. */
    unclear: "",
    mayTry: false,
    /** Under which the map is kept. */
    name: "",
    /** The column that was picked up, to be put on a field. @type {string|null} */
    held: null,
    ...{ choose, hold, put, changed, readBy, write },
  };
  return read;

  /** @param {File} file */
  async function choose(file) {
    Object.assign(read, { file, choices: unsaid(), seen: null, name: file.name.replace(/\.[^.]*$/, "").slice(-100) });
    given = null;
    basis = "";
    await see();
  }

  /** @param {string|null} column that is picked up; null: none is any more */
  function hold(column) {
    read.held = column;
    draw();
  }

  /** A column becomes a field. @param {string} column @param {string} field empty: none */
  function put(column, field) {
    hold(null);
    const columns = /** @type {any[]} */ (read.seen.columns);
    if ((columns.find(({ name }) => name === column)?.field ?? "") !== field) {
      read.choices.fields = assigned(columns, column, field);
      changed();
    }
  }

  /** Something was said of the columns: the map follows from that again. */
  function changed() {
    given = null;
    see();
  }

  /** Reads the file by a map that was kept, so that what came in before is known again. @param {string} name @param {string} map */
  async function readBy(name, map) {
    read.choices = choicesOf(map) ?? read.choices;
    read.name = basis = name;
    given = map;
    await see();
  }

  /** Reads the file by a map that was written by hand. @param {string} map */
  function write(map) {
    given = read.map = map;
    see();
  }

  async function see() {
    const number = ++looks;
    Object.assign(read, { failure: "", isLooking: true });
    draw();
    try {
      const seen = await look(/** @type {File} */ (read.file), read.choices, given ?? "");
      if (number === looks) {
        const map = given ?? seen.map ?? "";
        Object.assign(read, { seen, map, held: null, mayTry: map !== "", isByHand: given !== null && choicesOf(given) === null });
        read.unclear = sentence();
        looked();
      }
    } catch (error) {
      if (number === looks) {
        read[given === null ? "failure" : "unclear"] = sentenceOf(error);
        read.mayTry = false;
        looked();
      }
    }
    read.isLooking = false;
    draw();
  }

  function sentence() {
    const { seen, name } = read;
    if (given !== null) {
      return read.isByHand ? t("import.byHand") : t("import.keptUsed", { name });
    }
    if (seen.missing.length > 0) {
      const fields = seen.missing.map((/** @type {string} */ field) => t(`import.field.${field}`)).join(t("list.and"));
      return t("import.missing", { fields });
    }
    return seen.problem ? inLanguage(seen.problem) : basis ? t("import.keptChanged", { name: basis }) : "";
  }
}
