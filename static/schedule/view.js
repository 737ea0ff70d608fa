// How the grid is looked at: which day, how dense, and what is found. The choice is remembered on this device.

import { cards, cellOf } from "./cells.js";
import { tell } from "./moves.js";
import { announce, counted, isPhone, root, text } from "./page.js";
import { absorb } from "./refresh.js";
import { ask } from "./server.js";
import { folded } from "./tray.js";

const DENSITY = "schedule-density";

let asked = 0; // how often a day was asked for: what was asked for last is shown, whichever answer comes last

export function start() {
  root.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-day]");
    if (!tab || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openDay(tab);
  });
  root.addEventListener("change", (event) => {
    if (event.target.id === "density") setDensity(event.target.value);
  });
  const find = document.getElementById("find");
  find?.addEventListener("input", () => search(find.value));
  find?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") goToFirst(event);
    if (event.key === "Escape") {
      find.value = "";
      search("");
    }
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-session-link]");
    const card = link && document.getElementById(link.hash.slice(1));
    if (!card) return;
    event.preventDefault();
    goTo(card);
  });
  setDensity(localStorage.getItem(DENSITY) ?? root.dataset.density);
  document.addEventListener("schedule:drawn", () => {
    show(root.querySelector("a[data-day][aria-current]"), { isQuiet: true });
    if (find?.value) search(find.value, { isQuiet: true });
  });
}

// The day with that number, from 0; returns whether it is shown.
export async function showDay(number) {
  const tab = root.querySelectorAll("a[data-day]")[number];
  return tab ? openDay(tab) : false;
}

// Of a very large event the server draws one day at a time. Another one takes its place in this page, so that a
// session that is held goes along.
export async function openDay(tab) {
  if (isDrawn(tab)) {
    show(tab);
    return true;
  }
  const mine = ++asked;
  const address = addressOf(tab);
  const answered = await ask(address, { part: "schedule", accept: "text/html" });
  if (mine !== asked) return false;
  if (!answered.isReached) {
    tell(text("offline"), { kind: "warning" });
    return false;
  }
  if (!answered.page?.getElementById(`day-${tab.dataset.day}`)) {
    location.assign(tab.href);
    return false;
  }
  history.replaceState(null, "", address);
  markTab(tab);
  absorb(answered.page);
  document.dispatchEvent(new Event("schedule:shown"));
  return true;
}

function isDrawn(tab) {
  return tab.dataset.day === "all" || document.getElementById(`day-${tab.dataset.day}`) !== null;
}

function show(tab, { isQuiet = false } = {}) {
  if (!tab) return;
  const { day } = tab.dataset;
  if (!isQuiet) asked++;
  markTab(tab);
  for (const section of root.querySelectorAll(".board .day")) {
    section.hidden = day !== "all" && section.id !== `day-${day}`;
  }
  root.dataset.days = day === "all" ? "all" : "one";
  if (isQuiet) return;
  history.replaceState(null, "", addressOf(tab));
  document.dispatchEvent(new Event("schedule:shown"));
}

function markTab(tab) {
  for (const other of root.querySelectorAll("a[data-day]")) {
    if (other.dataset.day === tab.dataset.day) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
}

// Of this page with another day: the panel beside the grid stays.
function addressOf(tab) {
  const address = new URL(location.href);
  address.searchParams.set("day", tab.dataset.day);
  return address.href;
}

function setDensity(value) {
  if (!value) return;
  root.dataset.density = value;
  const field = document.getElementById("density");
  if (field) field.value = value;
  if (value === "comfortable") localStorage.removeItem(DENSITY);
  else localStorage.setItem(DENSITY, value);
}

function search(value, { isQuiet = false } = {}) {
  const words = folded(value).split(/\s+/).filter(Boolean);
  let number = 0;
  for (const card of cards()) {
    const isFound = words.length > 0 && words.every((word) => folded(card.dataset.find).includes(word));
    card.classList.toggle("is-found", isFound);
    card.classList.toggle("is-not-found", words.length > 0 && !isFound);
    if (isFound) number++;
  }
  if (words.length && !isQuiet) announce(number ? counted("found", number) : text("nothingFound"));
}

function goToFirst(event) {
  event.preventDefault();
  const first = [...cards()].find((card) => card.classList.contains("is-found"));
  if (first) goTo(first);
}

function goTo(card) {
  const day = card.closest(".day");
  if (day?.hidden) show(root.querySelector(`a[data-day="${day.id.replace("day-", "")}"]`));
  const target = isPhone() ? card.querySelector("a") : (cellOf(card) ?? card.querySelector("a"));
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
