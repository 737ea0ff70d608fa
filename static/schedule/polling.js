// What others change is shown within two seconds. One request that fails is not the end of it: the next one comes
// a little later.

import { isHolding, takeUpAgain } from "./holding.js";
import { isUnsaved, tell } from "./moves.js";
import { root, text } from "./page.js";
import { refresh } from "./refresh.js";
import { ask } from "./server.js";

const PAUSE = 2000;
const LONGEST = 15000;

let pause = PAUSE;
let since = "";
let seen = "";

export function start() {
  since = root.dataset.version;
  document.addEventListener("schedule:drawn", () => {
    since = root.dataset.version;
    takeUpAgain();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  setTimeout(look, PAUSE);
}

let timer = 0;

async function look() {
  clearTimeout(timer);
  if (!document.hidden && !isUnsaved()) await lookOnce();
  timer = setTimeout(look, pause);
}

async function lookOnce() {
  const query = new URLSearchParams(seen ? { since, seen } : { since });
  const answer = await ask(`${root.dataset.state}?${query}`);
  pause = answer.isReached && answer.status < 500 ? PAUSE : Math.min(pause * 2, LONGEST);
  if (answer.isSignedOut) location.reload();
  const isRunning = document.querySelector("[data-run-state=going]") !== null;
  if (!answer.data) {
    if (isRunning) await refreshPlanner();
    return;
  }
  const { version, present = [], by = [], proposal, run } = answer.data;
  seen = answer.data.seen;
  showPresence(present);
  const isNewer = String(version) !== String(since);
  since = String(version);
  if (isRunning || Boolean(run)) await refreshPlanner();
  else if (isNewer || Boolean(proposal) !== (proposalNow() !== null)) await refreshPlanner();
  const step = by.at(-1);
  if (step && !isHolding()) tell(text("changedBy", { name: step.who, words: step.words }));
}

const proposalNow = () => document.getElementById("planner-link")?.dataset.proposal ?? null;

// What the planner proposes is shown as soon as it is there, unless somebody is in the middle of something.
async function refreshPlanner() {
  const before = proposalNow();
  await refresh();
  if (!proposalNow() || proposalNow() === before) return;
  const panel = document.getElementById("panel").dataset.panel;
  if (!isHolding() && ["tray", "planner"].includes(panel)) document.getElementById("planner-link").click();
  else tell(text("proposalReady"));
}

function showPresence(names) {
  const place = document.getElementById("presence");
  if (!place) return;
  place.hidden = !names.length;
  place.textContent = names.length
    ? text(names.length === 1 ? "presentOne" : "presentMany", {
        names: new Intl.ListFormat(document.documentElement.lang).format(names.map((one) => one.name ?? one)),
      })
    : "";
}
