// Whoever wants it is told ten minutes before each of their sessions, as long as this page is open. The choice
// is this device's own and is asked for once; there is no push service behind it.

import { now } from "../../ui/clock.js";

const BEFORE = 10 * 60_000;
const EVERY = 15_000;
const told = new Set();
const place = document.querySelector("[data-notify]");
const button = place?.querySelector("button");
const key = `notify-${place?.dataset.notify}`;

function isChosen() {
  try {
    return localStorage.getItem(key) === "yes";
  } catch {
    return false;
  }
}

function choose(isWanted) {
  try {
    if (isWanted) localStorage.setItem(key, "yes");
    else localStorage.removeItem(key);
  } catch {
    // Without storage it is chosen until the page is closed.
  }
  button.setAttribute("aria-pressed", String(isWanted));
}

function remind() {
  if (button.getAttribute("aria-pressed") !== "true" || Notification.permission !== "granted") return;
  for (const { dataset } of document.querySelectorAll("[data-remind-at]")) {
    const left = Date.parse(dataset.remindAt) - now();
    const name = `${dataset.remindAt} ${dataset.remindOf}`;
    if (left <= 0 || left > BEFORE || told.has(name)) continue;
    told.add(name);
    const words = place.dataset.words
      .replace("{m}", Math.ceil(left / 60_000))
      .replace("{session}", dataset.remindOf)
      .replace("{room}", dataset.remindRoom);
    new Notification(words, { tag: name });
  }
}

if (place && "Notification" in window && window.isSecureContext) {
  place.hidden = false;
  button.setAttribute("aria-pressed", String(isChosen() && Notification.permission === "granted"));
  button.addEventListener("click", async () => {
    const isWanted = button.getAttribute("aria-pressed") !== "true";
    choose(isWanted && (await Notification.requestPermission()) === "granted");
    remind();
  });
  setInterval(remind, EVERY);
  remind();
}
