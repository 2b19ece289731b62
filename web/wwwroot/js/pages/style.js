import { find, setText } from "../dom.js";
import { lang, nameOf, t, translate } from "../i18n.js";
import { href, parameter } from "../links.js";
import { render } from "../lit.js";
import { onRules, rules, startRules } from "../rules.js";
import { stand } from "../shell.js";
import { CASES, madeUp, madeUpPasts } from "../style/documents.js";
import { dress } from "../theme.js";
import { events } from "../wall/events.js";
import { lay } from "../wall/lay.js";
import { modelOf } from "../wall/model.js";
import { pager } from "../wall/pager.js";
import { picture } from "../wall/picture.js";
import { sources, sumProof } from "../wall/proof.js";
import { room, SPLICE } from "../wall/room.js";
import { within } from "../wall/within.js";
import { fold } from "../warnings.js";

/**
 * The wall's components with data at their extremes, made up here: `?case=`, with `lang`, `theme` and `seams`. Nothing of it comes from
 * a server but the names of rules.
 */
await lay();
document.documentElement.lang = lang;
dress();
translate(document);
const asked = parameter("case") ?? "";
const name = CASES.includes(asked) ? asked : CASES[0];
const doc = madeUp(name);
const { view } = doc;
const held = { view, version: doc.version, digest: null, at: doc.asOf, doc };
const freshness = name === "old" ? "old" : "live";
const age = name === "old" ? 3_723_000 : 0;
const now = Date.parse(doc.asOf) + age;
const standing = /** @type {any} */ ({ held, freshness, age, now, isLinked: age === 0, isAsked: false, wasLinked: true, digestOk: true });
document.body.dataset.kind = "jurisdiction";
document.body.dataset.seams = parameter("seams") ?? "0";

const narrow = matchMedia(document.querySelector('link[href*="narrow.css"]')?.getAttribute("media") ?? "not all");
const isWide = matchMedia(SPLICE);
const unit = () => parseFloat(getComputedStyle(document.body).fontSize) / 1.1;
let turned = 0;
const redraw = () => {
  turned++;
  draw();
};
const still = (/** @type {string} */ one) => pager(one, { isStill: () => true, redraw });
const pagers = { warnings: still("warnings"), items: still("items"), trends: still("trends") };
const { lines, watch } = room({ isPage: () => narrow.matches, unit, onChange: redraw });

function draw() {
  const pasts = isWide.matches ? madeUpPasts(doc) : null;
  const more = { view, folds: fold(doc), rules: rules(), pagers, pasts, room: { ...lines }, turned, fontSize: () => unit() * 0.95 };
  render(picture(modelOf(doc, standing, more)), find("main"));
  render(events(doc), find("#recent"));
  render(sources(doc), find("#heard"));
  render(sumProof(doc), find("#sum"));
  setText(find("#name a"), nameOf(doc));
  within(doc);
  stand(standing);
}

document.title = t("style.title");
setText(find(".bureau p span"), `${t("style.note")} · ${name}`);
// A click on the name leads to the next case.
find("#name a").setAttribute("href", href("/style", { case: CASES[(CASES.indexOf(name) + 1) % CASES.length] }));
find("[data-language]").setAttribute("hidden", "");
startRules();
onRules(redraw);
isWide.addEventListener("change", redraw);
draw();
watch();
