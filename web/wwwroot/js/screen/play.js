import { ApiError, request } from "../api.js";
import { ownBuild } from "../build.js";
import { setAttribute } from "../dom.js";
import { shell } from "../shell.js";
import { timeOf } from "../time.js";
import { lay } from "../wall/lay.js";
import { wall } from "../wall.js";
import { isMoreUrgent } from "../warnings.js";
import { hold } from "./hold.js";
import { commands } from "./commands.js";
import { isShownTheSame, remember } from "./own.js";
import { partAt } from "./scene.js";

/** @typedef {import("./own.js").Own} Own */

/** A part alone is drawn so much larger. @type {Record<string, string>} */
const SCALES = { overview: "1", teams: "1.55", warnings: "1.5", items: "1.5", trends: "1.25" };
const REPORT_EVERY = 4_000;
const LOOK_EVERY = 3_600_000;
const LOOK_WHEN_LOST_EVERY = 5_000;
const INTERRUPTED_FOR = 30_000;

/** Shows the wall in the parts of the scene. @param {Own} present */
export async function play(present) {
  let own = present;
  let interruptedUntil = 0;
  let lookedAt = Date.now();
  await hang();
  shell({ signedOut: true });

  const look = async () => {
    lookedAt = Date.now();
    try {
      own = await request("/api/screen");
      remember(own);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        remember(null);
        location.reload();
      }
      throw error;
    }
  };
  const told = commands({ own: () => own, look, now: () => live.standing().now });
  const live = wall({
    view: present.view,
    isScreen: true,
    path: "/hubs/dashboard?screen=1",
    messages: { command },
    onUp: () => {
      report();
      lookAgain();
    },
    onWarnings: (before, now) => {
      const level = own.scene.interrupt;
      if (level !== "none" && isMoreUrgent(before, now, level)) {
        interruptedUntil = Date.now() + INTERRUPTED_FOR;
        turn();
      }
    },
  });

  /** @param {string} id @param {string} kind @param {string} given */
  async function command(id, kind, given) {
    try {
      const act = told[kind];
      if (!act) {
        throw new Error(`This page does not know the command ${kind}.`);
      }
      const result = await act(JSON.parse(given), id);
      if (result !== null) {
        live.say("Done", id, true, result);
      }
    } catch (error) {
      live.say("Done", id, false, error instanceof Error ? error.message : String(error));
    }
    turn();
  }

  function lookAgain() {
    look().then(
      () => isShownTheSame(own, present) || location.reload(),
      () => {},
    );
  }

  function report() {
    live.say("Report", ownBuild(), `${Math.round(screen.width * devicePixelRatio)}x${Math.round(screen.height * devicePixelRatio)}`);
  }

  function turn() {
    const { now } = live.standing();
    const part = Date.now() < interruptedUntil ? "warnings" : partAt(own.scene, now, timeOf(now));
    if (document.body.dataset.part !== part || document.body.dataset.seams !== String(own.scene.seams ?? 0)) {
      document.body.dataset.part = part;
      document.body.style.setProperty("--scale", SCALES[part] ?? "1");
      setAttribute(document.body, "data-place", own.place);
      setAttribute(document.body, "data-seams", String(own.scene.seams ?? 0));
      live.fit();
    }
  }

  hold(() => live.standing().now);
  turn();
  setInterval(turn, 500);
  setInterval(report, REPORT_EVERY);
  setInterval(() => {
    const pause = live.standing().isLinked ? LOOK_EVERY : LOOK_WHEN_LOST_EVERY;
    if (Date.now() - lookedAt > pause) {
      lookAgain();
    }
  }, 1_000);
}

/** The wall, out of reach of whoever passes: there is nothing here to open. */
async function hang() {
  document.body.className = "wall screen";
  for (const node of (await lay()).children) {
    node.setAttribute("inert", "");
  }
}
