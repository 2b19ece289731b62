import { url } from "../address.js";
import { ApiError, request } from "../api.js";
import { SERIES, SERIES_SHAPES } from "../catalogue.js";
import { stamp } from "../format.js";
import { lang, nameOf, t, words } from "../i18n.js";
import { html } from "../lit.js";
import { comparedPeriods } from "./answers.js";

/** @typedef {import("./model.js").Page} Page */
/** @typedef {import("../live/types.js").ViewDocument} ViewDocument */

/** What of the words of the page a workbook needs. */
const CAPTION = /^(counter|stage|kind)\.\w+$/;

/** Around a chart that is taken away, in its own height of type. */
const HEAD = 5;
const FOOT = 5;

/** What a page takes away, as a workbook or on paper. @param {Page} page @param {ViewDocument|null} doc */
export function takeAway(page, doc) {
  const by = (/** @type {() => Promise<void>} */ take) => () =>
    take().then(
      () => page.failed(null),
      (error) => page.failed(error),
    );
  return html`<span class="take-away">
    <button type="button" class="action" @click=${by(() => saveBook(page, doc))}>${t("takeAway.book")}</button>
    <button type="button" class="action" @click=${by(() => print(page))}>${t("takeAway.paper")}</button>
  </span>`;
}

/** @param {Page} page @param {ViewDocument|null} doc */
async function saveBook({ view, period, beside }, doc) {
  const periods = doc && !view.startsWith("enterprise/") ? comparedPeriods(period, doc.day, beside).filter((of) => of !== period) : [];
  const captions = Object.fromEntries(
    Object.keys(words)
      .filter((key) => CAPTION.test(key))
      .map((key) => [key, t(key)]),
  );
  const answer = await fetch(url("/api/exports"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ view, kind: "xlsx", period, periods, captions }),
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => null);
    throw new ApiError(problem?.sentence?.[lang === "en" ? "english" : "chinese"] ?? `HTTP ${answer.status}`, answer.status);
  }
  save(await answer.blob(), `${nameOfFile(view, period ?? doc?.day)}.xlsx`);
}

/** A browser prints to PDF too; the paper's own mark says whose it is. @param {Page} page */
async function print({ view, period }) {
  await markOf({ view, period }, "pdf");
  window.print();
}

/**
 * A chart as a picture: its name, which series is which, and whose copy it is.
 * @param {HTMLCanvasElement} chart @param {{page: Page, doc: ViewDocument, id: string, title: string, fontSize: number}} of
 */
export async function savePicture(chart, { page, doc, id, title, fontSize }) {
  const mark = await markOf(page, "png", id);
  const scale = chart.width / chart.clientWidth;
  const size = fontSize * scale;
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [chart.width + 2 * size, chart.height + (HEAD + FOOT) * size];
  const pen = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  const css = getComputedStyle(document.body);
  const colour = (/** @type {string} */ name) => css.getPropertyValue(name).trim();
  const write = (
    /** @type {string} */ text,
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {string} */ name,
    weight = 400,
  ) => {
    pen.fillStyle = colour(name);
    pen.font = `${weight} ${size}px ${css.fontFamily}`;
    pen.fillText(text, x, y);
  };
  pen.fillStyle = colour("--panel");
  pen.fillRect(0, 0, picture.width, picture.height);
  write(`${nameOf(doc)} · ${title}${doc.demo ? ` · ${t("app.demo")}` : ""}`, size, 2 * size, "--text", 600);
  let x = size;
  SERIES.forEach(({ name }, index) => {
    write(SERIES_SHAPES[index], x, 4 * size, `--series-${index + 1}`);
    write(t(`series.${name}`), x + 1.4 * size, 4 * size, "--text");
    x += 2.6 * size + pen.measureText(t(`series.${name}`)).width;
  });
  pen.drawImage(chart, size, HEAD * size);
  mark.split(/[；;]\s*/).forEach((/** @type {string} */ text, /** @type {number} */ line) => {
    write(text, size, picture.height - (FOOT - 1.6 - 1.4 * line) * size, "--soft");
  });
  const blob = await new Promise((done) => picture.toBlob(done, "image/png"));
  if (!blob) {
    throw new Error(t("takeAway.picture.none"));
  }
  save(blob, `${nameOfFile(page.view, doc.day)}-${id}.png`);
}

/** What the server says of a copy: who takes it, when, and which state it is. It stands in the audit then. */
async function markOf(/** @type {{view: string, period: string|null}} */ { view, period }, /** @type {string} */ kind, what = "") {
  const said = await request("/api/exports", { method: "POST", body: { view, kind, what, period } });
  return lang === "en" ? said.english : said.chinese;
}

/** @param {string} view @param {string|undefined} when */
function nameOfFile(view, when = stamp(new Date().toISOString()).slice(0, 10)) {
  return `${view.replace(/[^\p{L}\p{N}]+/gu, "-")}-${when}`;
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
