import { acknowledge } from "../acknowledge.js";
import { ApiError, request } from "../api.js";
import { lookForUpdate } from "../build.js";
import { heading, picture } from "../case/picture.js";
import { definitions } from "../case/values.js";
import { personalDetail } from "../detail.js";
import { find } from "../dom.js";
import { evidence } from "../evidence.js";
import { known, named, t } from "../i18n.js";
import { href, idOfPage, parameter, teamHref } from "../links.js";
import { html, nothing, render } from "../lit.js";
import { pause } from "../live/backoff.js";
import { follow } from "../live/follow.js";
import { needRules } from "../rules.js";
import { offer, setCrumbs, shell, stand } from "../shell.js";
import { dayOf } from "../time.js";

/** The record is read again at most this often while its team moves, in ms. */
const LOOK_AFTER = 2_000;

const id = idOfPage();
const kind = parameter("kind") ?? "case";
shell({ crumbs: crumbs(null), up: href("/") });

const detail = personalDetail({ kind, id, draw: definitions });
const ask = acknowledge(() => load());
/** @type {any} */
let subject = null;
let failure = "";
let lookedAt = 0;
let timer = 0;
let failures = 0;
let isFollowing = false;

evidence(() => ({ doc: null, period: null, isLive: false }));
draw();
load();

async function load() {
  clearTimeout(timer);
  lookedAt = Date.now();
  try {
    subject = await request(`/api/subject?${new URLSearchParams({ id, kind })}`);
    failure = "";
    failures = 0;
    followTeam(subject.team);
    setCrumbs(crumbs(subject));
  } catch (error) {
    const isMissing = error instanceof ApiError && error.status === 404;
    failure = isMissing
      ? `${t("case.none")} (${id})`
      : t("banner.request", { reason: error instanceof Error ? error.message : String(error) });
    timer = window.setTimeout(load, isMissing ? 15_000 : 500 + pause(failures++));
  }
  draw();
}

function draw() {
  render(
    html`${heading(subject ?? { id, kind }, detail.button)} ${failure ? html`<p class="failure" role="alert">${failure}</p>` : nothing}
    ${
      subject
        ? html`<div class="sheets">
            ${detail.panel} ${picture(subject, dayOf(Date.now()), ({ rule }) => ask.open([{ rule, kind: subject.kind, id: subject.id }]))}
          </div>`
        : failure
          ? nothing
          : html`<p class="soft">${t("app.loading")}</p>`
    }`,
    find("#main"),
  );
  offer(find("#main"));
}

/** The page moves with its team: whatever touches the record changes the team's view. @param {string|undefined} team */
function followTeam(team) {
  if (isFollowing) {
    return;
  }
  isFollowing = true;
  let version = /** @type {number|null} */ (null);
  follow({
    view: `team/${team ?? "unassigned"}`,
    draw: (held) => {
      needRules(held.doc?.rulesVersion);
      if (held.version !== version) {
        version = held.version;
        clearTimeout(timer);
        timer = window.setTimeout(load, Math.max(0, lookedAt + LOOK_AFTER - Date.now()));
      }
    },
    tick: (standing) => stand(standing),
    onUp: lookForUpdate,
  });
}

/** @param {any|null} found */
function crumbs(found) {
  return [
    { text: t("app.wall"), href: href("/") },
    ...(found?.team ? [{ text: named(found.teamName, found.team), href: teamHref(found.team) }] : []),
    { text: `${known(`kind.${kind}`, kind)} ${id}`, href: "" },
  ];
}
