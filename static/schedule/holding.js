// A session that is picked up: one way for the mouse, the finger, the keyboard and the menu.

import { cardOf, cellAt, cellOf, nameOf } from "./cells.js";
import { move } from "./moves.js";
import { announce, counted, element, root, text } from "./page.js";
import { changeInWords, clear, draw, inOrder, inWords, kindOf, label } from "./prices.js";
import { ask } from "./server.js";

export const TRAY = "tray";

let held = null;

export const isHolding = () => held !== null;
export const holding = () => held;

// Ask for the prices of a session, without picking it up.
export async function pricesOf({ topic, run }, signal) {
  const query = new URLSearchParams({ topic, run });
  return ask(`${root.dataset.places}?${query}`, { signal });
}

export async function pickUp(card) {
  if (held) putBack();
  const { topic, run, title } = card.dataset;
  const ending = new AbortController();
  const day = card.closest(".day")?.id;
  held = { topic, run, title, card, day, from: cellOf(card), places: null, leaveOut: null, target: null, ending };
  card.dataset.picked = "";
  root.dataset.held = "";
  showBar(text("held", { title }), text("counting"));
  announce(text("pickedUp", { title }));
  const mine = held;
  const answer = await pricesOf(held, ending.signal);
  if (held !== mine || answer.isAborted) return;
  if (!answer.isOk) {
    showBar(text("held", { title }), answer.data?.words ?? text("noPrices"));
    return;
  }
  held.places = new Map(answer.data.places.map((place) => [`${place.slot},${place.room}`, place]));
  held.leaveOut = answer.data.leave_out;
  held.version = answer.data.version;
  draw(answer.data.places);
  drawLeavingOut();
  if (held.target) choose(held.target);
  else showBar(text("held", { title }), bestInWords());
}

export function putBack() {
  if (!held) return;
  const { card, title, from } = held;
  end();
  announce(text("backAgain", { title }));
  (from ?? card.closest("li"))?.querySelector("a")?.focus({ preventScroll: true });
}

// The place under the pointer or the keyboard: a cell, or the tray.
export function choose(target) {
  if (!held) return;
  unmark();
  held.target = target;
  const isOut = target === TRAY;
  root.querySelector(".side-panel")?.toggleAttribute("data-dropping", isOut);
  if (!target) return;
  if (!isOut) mark(target);
  const [what, detail] = isOut ? leavingOutInWords() : placeInWords(target);
  showBar(what, detail, isOut ? null : placeAt(target));
  announce(`${what}. ${detail}`);
}

export function placeAt(cell) {
  return held?.places?.get(`${cell.dataset.slot},${cell.dataset.room}`) ?? null;
}

export function nextBest() {
  if (!held?.places) return null;
  const order = inOrder([...held.places.values()]).filter((place) => place.kind !== "forbidden");
  const cells = [...new Set(order.map((place) => cellAt(place.slot, place.room)).filter(Boolean))];
  const next = cells[(cells.indexOf(held.target) + 1) % cells.length] ?? null;
  if (next) choose(next);
  return next;
}

// Drop it on the chosen place. What breaks a rule that may be broken is dropped only when told so once more.
export function drop({ override = false } = {}) {
  if (!held?.target) return;
  const { topic, run, title, card, from, target } = held;
  if (target === from) return putBack();
  if (target === TRAY) {
    end();
    if (from) move({ action: "leave_out", topic, run, title, card, from });
    return;
  }
  const place = placeAt(target);
  if (place?.kind === "forbidden" && !override) {
    announce(`${text("notHere")} ${place.reasons.join("; ")}. ${place.overridable ? text("overrideHow") : ""}`);
    if (place.overridable) bar().querySelector("[data-do=override]").focus();
    return;
  }
  const action = place?.kind === "swap" ? "swap" : from ? "move" : "place";
  const { slot, room } = target.dataset;
  end();
  move({ action, topic, run, title, card, from, to: target, slot, room, override });
}

// Once the grid was drawn again, the card and the cells of the held session are others.
export function takeUpAgain() {
  if (!held) return;
  const card = cardOf(held.topic, held.run);
  const isOnAnotherDay = held.day && !document.getElementById(held.day);
  if (!card && !isOnAnotherDay) return end();
  const target = held.target;
  if (card) {
    held.card = card;
    held.day = card.closest(".day")?.id;
    held.from = cellOf(card);
    card.dataset.picked = "";
  }
  if (held.places) draw([...held.places.values()]);
  drawLeavingOut();
  if (target && target !== TRAY) choose(cellAt(target.dataset.slot, target.dataset.room));
}

function end() {
  held.ending.abort();
  delete held.card.dataset.picked;
  held = null;
  delete root.dataset.held;
  unmark();
  root.querySelector(".side-panel")?.removeAttribute("data-dropping");
  clear();
  bar().hidden = true;
  document.dispatchEvent(new Event("schedule:released"));
}

let marked = null; // the cell that is marked as the place to drop on

function mark(cell) {
  cell.dataset.target = "";
  marked = cell;
}

function unmark() {
  if (marked) delete marked.dataset.target;
  marked = null;
}

function bar() {
  return document.getElementById("drop-bar");
}

function showBar(what, detail, place = null) {
  bar().hidden = false;
  bar().querySelector(".drop-bar-what").textContent = what;
  bar().querySelector(".drop-bar-detail").textContent = detail;
  const isForbidden = place?.kind === "forbidden";
  bar().querySelector("[data-do=drop]").hidden = isForbidden || !held.target;
  bar().querySelector("[data-do=override]").hidden = !(isForbidden && place.overridable);
}

function placeInWords(cell) {
  const where = nameOf(cell);
  const place = placeAt(cell);
  if (cell === held.from) {
    return [text("here", { title: held.title, where }), held.places ? bestInWords() : text("counting")];
  }
  if (!place) return [text("to", { title: held.title, where }), held.places ? text("notHere") : text("counting")];
  if (place.kind === "forbidden") {
    const more = place.overridable ? ` ${text("canBeOverridden")}` : "";
    return [text("notTo", { title: held.title, where }), `${place.reasons.join("; ")}.${more}`];
  }
  const swap = swapInWords(place);
  return [
    text("toPrice", { title: held.title, where, price: inWords(place) }),
    (swap ? `${swap} ` : "") + names(place),
  ];
}

function leavingOutInWords() {
  const { title, leaveOut } = held;
  if (!leaveOut) return [text("leaveOut", { title }), ""];
  return [
    text("leaveOutPrice", { title, price: changeInWords(leaveOut.people) }),
    names(leaveOut),
  ];
}

export function swapInWords(place) {
  const other = place.kind === "swap" && place.taken_by && cardOf(place.taken_by.topic, place.taken_by.run);
  return other ? text("swapWith", { title: other.dataset.title }) : "";
}

function names({ gains, gaining, loses, losing }) {
  if (!gaining && !losing) return text("nobody");
  const winners = gaining ? counted("gains", gaining, { names: listed(gains, gaining) }) : text("nobodyGains");
  const losers = losing ? counted("loses", losing, { names: listed(loses, losing) }) : text("nobodyLoses");
  return `${winners} ${losers}`;
}

const MOST_NAMES = 5;

function listed(people, number) {
  const shown = people.slice(0, MOST_NAMES);
  const rest = number - shown.length;
  if (rest) shown.push(counted("others", rest));
  return new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(shown);
}

function bestInWords() {
  const possible = inOrder([...held.places.values()]).filter((place) => place.kind !== "forbidden");
  const best = possible.find((place) => cellAt(place.slot, place.room));
  if (!best) return text("noPlace");
  return text("best", { where: nameOf(cellAt(best.slot, best.room)), price: inWords(best) });
}

function drawLeavingOut() {
  const panel = root.querySelector('.side-panel[data-panel="tray"] .panel-body');
  if (!panel || !held.leaveOut || !held.from || panel.querySelector(".price")) return;
  const { people } = held.leaveOut;
  const place = { kind: "free", people, seats_short: 0 };
  const price = label(place);
  price.prepend(element("span", { textContent: text("leaveItOut") }), " ");
  price.dataset.kind = kindOf(place);
  panel.prepend(price);
}
