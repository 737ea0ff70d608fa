// Picking up with a mouse, or with a finger after a long press: a swipe scrolls, as everywhere.
// While it is held, nothing asks where things are: in a large grid each question has all of it laid out again.

import { cellOf } from "./cells.js";
import { TRAY, choose, drop, holding, isHolding, pickUp, putBack } from "./holding.js";
import { aimAt, dropSeveral, isMovingSeveral, isSelected, moveBlock, putSeveralBack } from "./several.js";
import { element, isPhone, root } from "./page.js";
import { openDay } from "./view.js";

const FAR_ENOUGH = 5; // pixels that a mouse moves before it drags
const TREMBLE = 10; // pixels that a finger may move during a long press
const LONG_PRESS = 400;
const EDGE = 48; // pixels from the edge of the board within which it scrolls
const SPEED = 14;
const DWELL = 400; // how long it is held over the tab of a day before that day opens

let press = null;
let ghost = null;
let frame = 0;
let point = { x: 0, y: 0 };
let under = null; // what the pointer is on, as the browser says with each of its events
let edges = null; // of what scrolls, measured when the session is picked up
let isScrolling = false;
let dwelling = { tab: null, timer: 0 };
let isJustDropped = false;

export function start() {
  root.addEventListener("pointerdown", begin);
  addEventListener("pointermove", follow);
  addEventListener("pointerup", release);
  addEventListener("pointercancel", cancel);
  addEventListener("touchmove", keepStill, { passive: false });
  // The click that ends a drag opens nothing.
  root.addEventListener("click", swallow, { capture: true });
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("contextmenu", (event) => {
    if (press?.isHeld) event.preventDefault();
  });
  document.addEventListener("schedule:released", stop);
}

function begin(event) {
  const card = event.target.closest(".card[data-topic]");
  if (!card || event.button !== 0 || event.ctrlKey || event.shiftKey || card.dataset.fixed !== undefined) return;
  if (isHolding() || isMovingSeveral()) return;
  point = { x: event.clientX, y: event.clientY };
  press = { card, start: event.target, id: event.pointerId, x: point.x, y: point.y, isHeld: false };
  under = card;
  if (event.pointerType !== "mouse") press.timer = setTimeout(hold, LONG_PRESS);
}

function follow(event) {
  if (!press || event.pointerId !== press.id) return;
  point = { x: event.clientX, y: event.clientY };
  under = event.target instanceof Element ? event.target : null;
  if (!press.isHeld) {
    const distance = Math.hypot(point.x - press.x, point.y - press.y);
    if (press.timer && distance > TREMBLE) return forgetPress();
    if (press.timer || distance < FAR_ENOUGH) return;
    hold();
  }
  if (!frame) frame = requestAnimationFrame(moveTo);
}

function hold() {
  press.isHeld = true;
  clearTimeout(press.timer);
  edges = edgesNow();
  isScrolling = false;
  // A finger stays with what it touched first, unless it is let go.
  if (press.start.hasPointerCapture(press.id)) press.start.releasePointerCapture(press.id);
  navigator.vibrate?.(15);
  press.isBlock = isSelected(press.card);
  if (press.isBlock) moveBlock(press.card);
  else pickUp(press.card);
  ghost = element("div", { className: "held", "aria-hidden": "true", textContent: press.card.dataset.title });
  if (press.card.dataset.area) ghost.dataset.area = press.card.dataset.area;
  document.body.append(ghost);
  moveTo();
}

// Scrolling comes before anything is changed: right after a frame was drawn, both questions cost nothing.
function moveTo() {
  frame = 0;
  if (!press?.isHeld) return;
  if (isScrolling) under = document.elementFromPoint(point.x, point.y);
  isScrolling = scrollAtEdge();
  dwellOn(under?.closest("a[data-day]") ?? null);
  ghost.style.transform = `translate(${point.x + 8}px, ${point.y - 20}px) rotate(-1.5deg)`;
  const target = under?.closest(".side-panel") ? TRAY : cellOf(under);
  if (press.isBlock) aimAt(cellOf(under));
  else if (target !== holding()?.target) choose(target);
  if (isScrolling) frame = requestAnimationFrame(moveTo);
}

// Held over the tab of another day for a moment, it goes there.
function dwellOn(tab) {
  if (tab === dwelling.tab) return;
  clearTimeout(dwelling.timer);
  dwelling = { tab, timer: tab && !tab.hasAttribute("aria-current") ? setTimeout(openDay, DWELL, tab) : 0 };
}

function edgesNow() {
  if (isPhone()) return { top: 0, bottom: innerHeight, left: 0, right: innerWidth };
  return root.querySelector(".board").getBoundingClientRect();
}

function scrollAtEdge() {
  // On its way to the tray or to the toolbar, it leaves the board without pulling at it.
  const isBeside = point.x > edges.right || point.x < edges.left;
  const isAway = point.y < edges.top - EDGE || point.y > edges.bottom + EDGE;
  if (isBeside || isAway) return false;
  const pull = (at, from, to) => (at < from + EDGE ? -1 : at > to - EDGE ? 1 : 0);
  const down = pull(point.y, edges.top, edges.bottom) * SPEED;
  const along = pull(point.x, edges.left, edges.right) * SPEED;
  if (!down && !along) return false;
  if (isPhone()) scrollBy(0, down);
  else root.querySelector(".board").scrollBy(along, down);
  return true;
}

function release(event) {
  if (!press || event.pointerId !== press.id) return;
  // It is dropped where the pointer is, even if that move still waits to be drawn.
  if (frame) {
    cancelAnimationFrame(frame);
    moveTo();
  }
  const { isHeld, isBlock } = press;
  forgetPress();
  if (!isHeld) return;
  isJustDropped = true;
  setTimeout(() => (isJustDropped = false));
  removeGhost();
  // Outside the grid, and on its headings, nothing happens: the session is where it was.
  if (isBlock) releaseBlock();
  else if (!holding()?.target) putBack();
  else drop();
}

function cancel(event) {
  if (!press || event.pointerId !== press.id) return;
  const { isHeld, isBlock } = press;
  forgetPress();
  if (isHeld && isBlock) releaseBlock(null);
  else if (isHeld) putBack();
}

function releaseBlock(place = under) {
  removeGhost();
  if (cellOf(place)) dropSeveral();
  else putSeveralBack();
}

function keepStill(event) {
  if (press?.isHeld) event.preventDefault();
}

function swallow(event) {
  if (!isJustDropped) return;
  event.preventDefault();
  event.stopPropagation();
}

function stop() {
  forgetPress();
  removeGhost();
}

function forgetPress() {
  dwellOn(null);
  clearTimeout(press?.timer);
  press = null;
}

function removeGhost() {
  ghost?.remove();
  ghost = null;
}
