// How the grid is looked at: which day, how dense, and what is found. The choice is remembered on this device.

import { cards, cellOf } from "./cells.js";
import { announce, counted, isPhone, root, text } from "./page.js";
import { folded } from "./tray.js";

const DENSITY = "schedule-density";

export function start() {
  root.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-day]");
    if (!tab || event.ctrlKey || event.metaKey || !isDrawn(tab)) return;
    event.preventDefault();
    show(tab);
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

// The day with that number, from 0; returns whether there is one.
export function showDay(number) {
  const tab = root.querySelectorAll("a[data-day]")[number];
  if (tab && !isDrawn(tab)) location.assign(tab.href);
  else if (tab) show(tab);
  return Boolean(tab);
}

// Of a very large event the server draws one day at a time; the link of another day loads it.
function isDrawn(tab) {
  return tab.dataset.day === "all" || document.getElementById(`day-${tab.dataset.day}`) !== null;
}

function show(tab, { isQuiet = false } = {}) {
  if (!tab) return;
  const { day } = tab.dataset;
  for (const other of root.querySelectorAll("a[data-day]")) {
    if (other.dataset.day === day) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  }
  for (const section of root.querySelectorAll(".board .day")) {
    section.hidden = day !== "all" && section.id !== `day-${day}`;
  }
  root.dataset.days = day === "all" ? "all" : "one";
  if (isQuiet) return;
  const address = new URL(location.href);
  address.searchParams.set("day", day);
  history.replaceState(null, "", address);
  document.dispatchEvent(new Event("schedule:shown"));
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
