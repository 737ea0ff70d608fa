// The topics without a place: filtered while one types, and sorted.

import { root } from "./page.js";

const ORDERS = {
  interest: (a, b) => Number(b.dataset.interest) - Number(a.dataset.interest),
  length: (a, b) => Number(b.dataset.length) - Number(a.dataset.length),
  title: (a, b) => a.dataset.title.localeCompare(b.dataset.title, document.documentElement.lang),
  area: (a, b) => a.dataset.area.localeCompare(b.dataset.area) || ORDERS.interest(a, b),
};

let wanted = "";
let order = "interest";

export function start() {
  root.addEventListener("input", (event) => {
    if (event.target.id === "tray-filter") wanted = event.target.value;
    else if (event.target.id === "tray-order") order = event.target.value;
    else return;
    arrange();
  });
  document.addEventListener("schedule:drawn", arrange);
  document.addEventListener("schedule:panel", arrange);
}

function arrange() {
  const list = document.getElementById("tray");
  if (!list) return;
  const cards = [...list.querySelectorAll(".card")];
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  for (const card of cards) card.hidden = !words.every((word) => folded(card.textContent).includes(word));
  list.append(...cards.sort(ORDERS[order]));
}

// Without case and accents: "Zajac" finds "Zając".
export function folded(value) {
  return value.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
