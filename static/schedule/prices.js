// What dropping a session on each place does to people, drawn into every cell at once.

import { cellAt } from "./cells.js";
import { counted, element, text } from "./page.js";

const AT_ONCE = 60; // cells for each frame, so that a large grid never holds the pointer up

let drawing = 0;
let drawn = new Map(); // the price in each cell

export function draw(places, title) {
  clear();
  const mine = ++drawing;
  const waiting = visibleFirst(places.filter((place) => place.kind !== "here"));
  function next() {
    if (mine !== drawing) return;
    for (const { cell, place } of waiting.splice(0, AT_ONCE)) {
      if (drawn.has(cell)) continue;
      const price = label(place, title);
      // One of the session before may still be on its way out.
      const old = cell.querySelector(".price");
      if (old) old.replaceWith(price);
      else cell.append(price);
      drawn.set(cell, price);
    }
    if (waiting.length) requestAnimationFrame(next);
  }
  next();
}

// Those in view, which were drawn first, go at once; the others a frame at a time.
export function clear() {
  drawing++;
  document.querySelector(".side-panel .price")?.remove();
  const leaving = [...drawn.values()];
  drawn = new Map();
  function next() {
    for (const price of leaving.splice(0, 2 * AT_ONCE)) price.remove();
    if (leaving.length) requestAnimationFrame(next);
  }
  next();
}

// In words: "3 more lose a session", "Same as now", "Ada is in Liffey".
export function inWords(place) {
  if (place.kind === "forbidden") return place.reasons.join("; ");
  const people = place.people === 0 ? text("same") : changeInWords(place.people);
  return place.seats_short > 0 ? `${people}, ${counted("short", place.seats_short)}` : people;
}

export function changeInWords(people) {
  if (people === 0) return text("same");
  return people > 0 ? counted("more", people) : counted("fewer", -people);
}

// Its shape and colour: better, same, worse, small (too few seats), no (a rule forbids it).
export function kindOf(place) {
  if (place.kind === "forbidden") return "no";
  if (place.seats_short > 0) return "small";
  return place.people < 0 ? "better" : place.people > 0 ? "worse" : "same";
}

// Best first: what forbids it last, then people, then seats.
export function inOrder(places) {
  const rank = (place) => (place.kind === "forbidden" ? (place.overridable ? 1 : 2) : 0);
  return places
    .filter((place) => place.kind !== "here")
    .sort((a, b) => rank(a) - rank(b) || a.people - b.people || a.seats_short - b.seats_short);
}

export function label(place) {
  const kind = kindOf(place);
  const parts = [];
  if (kind === "no") {
    parts.push(element("b", { textContent: place.reasons[0] ?? text("no") }));
    if (place.overridable) parts.push(element("span", { textContent: text("overridable") }));
  } else {
    if (place.kind === "swap") parts.push(element("span", { className: "swap", textContent: text("swap") }));
    parts.push(...figures(kind, place));
  }
  return element("p", { className: "price", kind }, ...spaced(parts));
}

function figures(kind, { people, seats_short: short }) {
  if (kind === "small") {
    const main = people ? signed(people) : text("small");
    return [element("b", { textContent: main }), element("span", { textContent: counted("short", short) })];
  }
  if (people === 0) {
    return [element("b", { textContent: text("sameShort") }), element("span", { textContent: text("asNow") })];
  }
  const words = counted(people > 0 ? "moreAfter" : "fewerAfter", Math.abs(people));
  return [element("b", { textContent: signed(people) }), element("span", { textContent: words })];
}

function signed(people) {
  return (people > 0 ? "+" : "−") + Math.abs(people);
}

function spaced(parts) {
  return parts.flatMap((part, at) => (at ? [" ", part] : [part]));
}

function visibleFirst(places) {
  const found = places.map((place) => ({ place, cell: cellAt(place.slot, place.room) })).filter(({ cell }) => cell);
  const [near, far] = [[], []];
  for (const one of found) {
    const isShown = one.cell.closest("[hidden]") === null;
    (isShown ? near : far).push(one);
  }
  return [...near, ...far];
}
