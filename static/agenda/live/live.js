// An open page learns within fifteen seconds that something changed. It asks one small address at most once
// every ten seconds, less often while nobody looks at it or the server does not answer, and marks what changed
// in place. Parts that show the present are drawn anew; nothing else on the page moves.

import { compare, now } from "../../ui/clock.js";

const PAUSE = 10_000;
const JITTER = 3_000;
const HIDDEN = 60_000;
const MOST = 120_000;
const SHOWN = 3;

const { live, revision, noticed } = document.querySelector("[data-live]")?.dataset ?? {};
const shown = document.querySelector("[data-revision]")?.dataset.revision ?? revision;
let known = { revision: shown === undefined ? undefined : Number(shown), noticed };
let failures = 0;
let asked = 0;
let timer = 0;
let boundary = 0;

async function ask() {
  clearTimeout(timer);
  asked = Date.now();
  const request = {
    cache: "no-cache",
    credentials: "omit",
    headers: { "Accept-Language": document.documentElement.lang },
  };
  try {
    const answer = await fetch(`${live}?since=${shown ?? 0}`, request);
    if (!answer.ok) throw new Error(`${live} answered ${answer.status}`);
    compare(answer.headers.get("Date"));
    const state = await answer.json();
    failures = 0;
    lost(false);
    await take(state);
  } catch {
    failures += 1;
    lost(failures > 1);
  }
  plan();
}

function plan() {
  const pause = document.hidden ? HIDDEN : Math.min(MOST, PAUSE * 2 ** Math.min(failures, 4));
  timer = setTimeout(ask, pause + Math.random() * JITTER);
}

async function take(state) {
  const isFirst = known.revision === undefined;
  const hasMoved = !isFirst && state.revision !== known.revision;
  const hasMessage = known.noticed !== undefined && state.noticed !== known.noticed;
  known = { revision: state.revision, noticed: state.noticed };
  if (!hasMoved && !hasMessage) return;
  await renewParts();
  if (hasMoved) mark(state.changes);
  tell(state, hasMoved, hasMessage);
}

// Each part is drawn anew by the server; a page that holds the whole agenda names a smaller address for it.
async function renewParts() {
  for (const part of document.querySelectorAll("[data-live-part]")) {
    const { livePart: name, liveFrom: address = location.href } = part.dataset;
    const answer = await fetch(address, { cache: "no-cache" }).catch(() => null);
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.querySelector(`[data-live-part="${name}"]`);
    const hadFocus = part.contains(document.activeElement);
    if (drawn) part.replaceWith(document.adoptNode(drawn));
    else part.remove();
    if (hadFocus) document.getElementById("main")?.focus({ preventScroll: true });
  }
  document.dispatchEvent(new Event("part-replaced"));
  waitForBoundary();
}

function mark(changes) {
  for (const { key, words, kind } of changes) {
    for (const session of document.querySelectorAll(`[data-session="${CSS.escape(key)}"]`)) {
      session.dataset.changed = kind;
      session.querySelector(".changed")?.remove();
      const said = document.createElement("span");
      said.className = "changed";
      said.textContent = words;
      (session.querySelector(".what") ?? session).append(said);
    }
  }
}

function tell({ changes, more, notice }, hasMoved, hasMessage) {
  const place = document.querySelector("[data-news]");
  if (!place) return;
  const list = place.querySelector("ul") ?? place.insertBefore(document.createElement("ul"), place.firstChild);
  const lines = hasMoved ? changes.slice(0, SHOWN).map((change) => line(change, place.dataset.topics)) : [];
  const left = hasMoved ? changes.length - lines.length + more : 0;
  if (left > 0) lines.push(text(place.dataset.more.replace("{n}", left)));
  if (hasMessage && notice) lines.push(text(`${place.dataset.message} ${notice}`));
  if (hasMoved && lines.length === 0) lines.push(text(place.dataset.changed));
  if (lines.length === 0) return;
  list.replaceChildren(...lines);
  place.querySelector("[data-reload]").hidden = !(hasMoved && document.querySelector(".programme"));
  place.hidden = false;
}

function line({ title, words, topic }, topics) {
  const item = document.createElement("li");
  const said = document.createElement("strong");
  const link = document.createElement("a");
  said.textContent = `${words}: `;
  link.textContent = title;
  link.href = topics + topic;
  link.dir = "auto";
  item.append(said, link);
  return item;
}

function text(words) {
  const item = document.createElement("li");
  item.textContent = words;
  return item;
}

function lost(isLost) {
  for (const place of document.querySelectorAll("[data-lost]")) place.hidden = !isLost;
  for (const place of document.querySelectorAll("[data-freshness]")) {
    if (!isLost) {
      const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: place.dataset.zone };
      const time = new Intl.DateTimeFormat(document.documentElement.lang, options).format(now());
      place.textContent = place.dataset.words.replace("{time}", time);
    }
  }
}

// When something begins or ends, what is on now is something else.
function waitForBoundary() {
  clearTimeout(boundary);
  const times = [...document.querySelectorAll("[data-changes-at]")].map((part) => Date.parse(part.dataset.changesAt));
  const next = Math.min(...times);
  if (Number.isFinite(next)) boundary = setTimeout(renewParts, Math.max(1_000, next - now() + 500));
}

const news = document.querySelector("[data-news]");
news?.querySelector("[data-reload]").addEventListener("click", () => location.reload());
news?.querySelector("[data-close]").addEventListener("click", () => {
  news.hidden = true;
});

if (live) {
  waitForBoundary();
  plan();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - asked >= PAUSE) ask();
  });
  addEventListener("online", () => {
    if (Date.now() - asked >= PAUSE) ask();
  });
}
