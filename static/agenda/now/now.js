// Keeps pages of the day right as time passes: minutes until something begins, the row of the agenda in which
// it is now, what is over, and the reader's own time where it is not that of the event.

import { now } from "../../ui/clock.js";

const MINUTE = 60_000;
const HOUR = 60;

function tick() {
  countDown();
  markRows();
  showClock();
}

function countDown() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const minutes = Math.ceil((Date.parse(place.dataset.until) - now()) / MINUTE);
    const { one, many, hours, begun } = place.dataset;
    const words = minutes < 1 ? begun : minutes === 1 ? one : minutes < HOUR ? many : hours;
    const said = words
      .replace("{m}", minutes < HOUR ? minutes : minutes % HOUR)
      .replace("{h}", Math.floor(minutes / HOUR));
    if (place.textContent !== said) place.textContent = said;
  }
}

function markRows() {
  for (const row of document.querySelectorAll(".programme tbody tr")) {
    const [starts, ends] = Array.from(row.querySelectorAll("th time"), (time) => Date.parse(time.dateTime));
    const isNow = starts <= now() && now() < ends;
    if (row.hasAttribute("data-now") === isNow) continue;
    row.toggleAttribute("data-now", isNow);
    row.querySelector(".programme-now")?.remove();
    if (isNow) row.querySelector("th").append(word(document.querySelector("[data-now-word]")?.dataset.nowWord ?? "Now"));
  }
}

function word(text) {
  const made = document.createElement("span");
  made.className = "programme-now";
  made.textContent = text;
  return made;
}

function showClock() {
  for (const place of document.querySelectorAll("[data-clock]")) {
    const zone = place.dataset.zone;
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
    place.textContent = new Intl.DateTimeFormat(document.documentElement.lang, options).format(now());
  }
  for (const place of document.querySelectorAll("[data-weekday]")) {
    const options = { weekday: "long", timeZone: place.dataset.zone };
    place.textContent = new Intl.DateTimeFormat(document.documentElement.lang, options).format(now());
  }
  for (const place of document.querySelectorAll("[data-own-time]")) {
    const own = clockIn(undefined, now());
    place.hidden = own === clockIn(place.dataset.zone, now());
    place.textContent = place.dataset.words.replace("{time}", own);
  }
}

// Beside each time of the event, the reader's own where it differs.
function addOwnTimes() {
  const place = document.querySelector("[data-event-zone]");
  if (!place) return;
  for (const time of document.querySelectorAll("time[datetime]:first-of-type")) {
    const moment = Date.parse(time.dateTime);
    const own = clockIn(undefined, moment);
    const beside = time.closest("th, .when, .mine-time, .number, li > time");
    if (!beside || own === clockIn(place.dataset.eventZone, moment) || beside.querySelector(".own-time")) continue;
    const made = document.createElement("small");
    made.className = "own-time";
    made.textContent = place.dataset.ownWords.replace("{time}", own);
    beside.append(made);
  }
}

function clockIn(timeZone, moment) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  return new Intl.DateTimeFormat("en-GB", options).format(moment);
}

// What changed stays on the page until its reader has seen it.
function offerToDismiss() {
  for (const notice of document.querySelectorAll("[data-dismiss]")) {
    const button = notice.querySelector("button");
    const name = notice.dataset.dismiss;
    notice.hidden = recall(name) !== null;
    button.hidden = false;
    button.onclick = () => {
      remember(name);
      notice.hidden = true;
      document.getElementById("main").focus();
    };
  }
}

function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function remember(name) {
  try {
    localStorage.setItem(name, "seen");
  } catch {
    // It is hidden until the page is opened again.
  }
}

// An agenda of several days is opened where it is now, unless the address names a place in it.
function jumpToNow() {
  if (location.hash || scrollY > 0 || !document.querySelector(".programme")) return;
  const row = document.querySelector(".programme tr[data-now]");
  if (row && row.getBoundingClientRect().top > innerHeight * 0.8) row.closest(".programme").scrollIntoView();
}

export function refresh() {
  tick();
  addOwnTimes();
  offerToDismiss();
}

refresh();
jumpToNow();
setInterval(tick, 15_000);
document.addEventListener("visibilitychange", () => document.hidden || tick());
document.addEventListener("part-replaced", refresh);
