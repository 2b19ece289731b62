import { words } from "./form.js";
import { known, t } from "./i18n.js";
import { html, nothing } from "./lit.js";

/**
 * A field as the declaration of the event has it.
 * @typedef {{name: string, sort: string, required: boolean, most: number, words: string[]}} Field
 */

/** @param {string} word a word of a word list of an event */
export const wordText = (word) => known(`word.${word}`, word);

/**
 * The word for a member: `to` is whom something goes to, or, where it is a day, the last one.
 * @param {string} name @param {unknown} value what it is, or the sort of its field
 */
export function saidKey(name, value) {
  return name === "to" && (value === "day" || /^\d{4}-/.test(String(value))) ? "said.until" : `said.${name}`;
}

/**
 * The form of an act: its fields follow from the declaration of its event.
 *
 * @param {object} of
 * @param {string} of.name      of the act
 * @param {string} [of.text]    of its button
 * @param {Field[]} of.fields
 * @param {Record<string, string>} of.said   what is written in it; kept while the page is open
 * @param {[string, string][]} of.teams      ids and names
 * @param {string} of.failure   why it was refused; empty while it was not
 * @param {boolean} of.isSending
 * @param {(data: Record<string, unknown>) => void} of.send
 */
export function actForm({ name, text = t(`act.${name}`), fields, said, teams, failure, isSending, send }) {
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send(dataOf(fields, said));
  };
  return html`<form class="ask" data-act=${name} @submit=${submit}>
    ${fields.map((field) => input(field, said, teams))} ${failure ? html`<p class="failure" role="alert">${failure}</p>` : nothing}
    <p class="buttons"><button class="action strong" ?disabled=${isSending}>${text}</button></p>
  </form>`;
}

/**
 * Sends what a form says: while it is under way, and when it is refused, the page says so; what was written stays until it is taken.
 *
 * @param {{isSending: boolean, refusal: string, open: string}} state of the page
 * @param {() => void} draw
 * @param {() => Promise<unknown>} send
 * @param {() => Promise<void>} taken what is done once it is
 */
export async function sending(state, draw, send, taken) {
  Object.assign(state, { isSending: true, refusal: "" });
  draw();
  try {
    await send();
    state.open = "";
    await taken();
  } catch (error) {
    state.refusal = error instanceof Error ? error.message : String(error);
  }
  state.isSending = false;
  draw();
}

/** @param {Field} field @param {Record<string, string>} said @param {[string, string][]} teams */
function input({ name, sort, required, most, words: list }, said, teams) {
  const label = t(saidKey(name, sort));
  const write = (/** @type {Event} */ event) => {
    const node = /** @type {HTMLInputElement} */ (event.target);
    said[name] = node.type === "checkbox" ? String(node.checked) : node.value;
  };
  if (sort === "flag") {
    return html`<label class="check"
      ><input type="checkbox" name=${name} .checked=${said[name] === "true"} @change=${write} /><span>${label}</span></label
    >`;
  }
  const options = sort === "word" ? list.map((word) => [word, wordText(word)]) : sort === "team" ? teams : null;
  return html`<label>
    <span>${label}${required ? "" : t("order.optional")}</span>
    ${
      options
        ? html`<select name=${name} ?required=${required} @change=${write}>
            <option value="">${t("order.choose")}</option>
            ${options.map(([value, text]) => html`<option value=${value} ?selected=${said[name] === value}>${text}</option>`)}
          </select>`
        : sort === "prose"
          ? html`<textarea
              name=${name}
              rows="3"
              maxlength=${most}
              ?required=${required}
              .value=${said[name] ?? ""}
              @input=${write}
            ></textarea>`
          : html`<input
              name=${name}
              type=${sort === "day" ? "date" : sort === "count" ? "number" : "text"}
              ?required=${required}
              autocomplete="off"
              placeholder=${sort === "measure" ? "lawCase.published >= 4" : ""}
              .value=${said[name] ?? ""}
              @input=${write}
            />`
    }
  </label>`;
}

/**
 * What is written in a form, as the event has it.
 * @param {Field[]} fields @param {Record<string, string>} said
 */
function dataOf(fields, said) {
  /** @type {Record<string, unknown>} */
  const data = {};
  for (const { name, sort } of fields) {
    const text = (said[name] ?? "").trim();
    if (text === "") {
      continue;
    }
    data[name] =
      sort === "flag"
        ? text === "true"
        : sort === "count"
          ? Number(text)
          : sort === "evidence"
            ? (words(text) ?? []).map((ref) => ({ kind: "subject", ref }))
            : sort === "subjects"
              ? (words(text) ?? []).map(subjectOf)
              : sort === "codes"
                ? (words(text) ?? [])
                : sort === "measure"
                  ? measureOf(text)
                  : text;
  }
  return data;
}

/** A subject as it is written: `case/ID`, or the id of a case. @param {string} text */
function subjectOf(text) {
  const slash = text.indexOf("/");
  return slash < 0 ? { subjectType: "case", subjectId: text } : { subjectType: text.slice(0, slash), subjectId: text.slice(slash + 1) };
}

/**
 * A measure as it is written: `M07 >= 95`, `lawCase.published >= 4`, `meeting.held PartyGroupOnLaw >= 1`; else by evidence.
 * @param {string} text
 */
function measureOf(text) {
  const [, name = "", word = "", least = ""] = /^([\w.]+)(?:\s+(\w+))?\s*(?:>=|≥)\s*(\d+)$/u.exec(text) ?? [];
  if (!name) {
    return { kind: "Evidence" };
  }
  return name.includes(".")
    ? { kind: "Facts", factType: name, least: Number(least), ...(word ? { where: { kind: word } } : {}) }
    : { kind: "Metric", metricId: name, target: Number(least) };
}
