// The keys of the grid. One cell is in the tab order, and the arrow keys move it; while a session is held they
// choose its place.

import { cardOf, cellOf, cellAt, edge, neighbour, visibleCells } from "./cells.js";
import { TRAY, choose, drop, holding, isHolding, nextBest, pickUp, placeAt, putBack } from "./holding.js";
import { openMenu } from "./menu.js";
import { move, undo } from "./moves.js";
import { isPhone, root } from "./page.js";
import {
  aimNext, clearSeveral, dropSeveral, extend, hasSeveral, isMovingSeveral, leaveOutSeveral, moveBlock, pinSeveral,
  putSeveralBack,
} from "./several.js";
import { showDay } from "./view.js";

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

const SEVERAL = {
  m: () => moveBlock(),
  p: pinSeveral,
  Delete: leaveOutSeveral,
  Backspace: leaveOutSeveral,
  Escape: clearSeveral,
};

let current = null;

export function start() {
  addEventListener("keydown", onKey);
  root.addEventListener("focusin", (event) => {
    const cell = cellOf(event.target);
    if (cell) rove(cell);
  });
  document.addEventListener("schedule:drawn", prepare);
  document.addEventListener("schedule:shown", prepare);
  prepare();
}

// Tables are grids for those who can use the keys; a phone has a plain list.
function prepare() {
  if (isPhone()) return;
  for (const table of root.querySelectorAll(".grid")) {
    table.setAttribute("role", "grid");
    table.setAttribute("aria-describedby", "schedule-keys");
  }
  const remembered = current && cellAt(current.dataset.slot, current.dataset.room);
  for (const cell of root.querySelectorAll(".grid td[data-slot]")) {
    cell.tabIndex = -1;
    for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
  }
  const cell = remembered?.offsetParent ? remembered : visibleCells()[0];
  if (cell) rove(cell);
}

function rove(cell) {
  if (current && current !== cell) current.tabIndex = -1;
  current = cell;
  if (!isPhone()) cell.tabIndex = 0;
}

function onKey(event) {
  const isTyping = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog");
  const hasControl = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (hasControl && key === "z" && !isTyping) return act(event, () => undo(event.shiftKey));
  if (hasControl && key === "y" && !isTyping) return act(event, () => undo(true));
  if (event.altKey || hasControl || isTyping) return;
  if (isHolding()) return onKeyWhileHolding(event, key);
  if (isMovingSeveral()) return onKeyWhileMovingSeveral(event, key);
  if (key === "/") return act(event, () => document.getElementById("find").focus());
  const card = event.target.closest(".card[data-topic]") ?? cellOf(event.target)?.querySelector(".card[data-topic]");
  const cell = cellOf(event.target);
  if (cell && event.shiftKey && ARROWS.includes(key)) return act(event, () => extend(cell, key));
  if (hasSeveral()) {
    const action = SEVERAL[key];
    if (action && (cell || key === "Escape")) return act(event, action);
    if (ARROWS.includes(key)) clearSeveral();
  }
  if (card && key === "m") return act(event, () => pickUpBy(card));
  if (card && key === "p" && cell) return act(event, () => pin(card));
  if (card && (key === "Delete" || key === "Backspace") && cell) return act(event, () => leaveOut(card));
  if (!cell) return;
  if (ARROWS.includes(key)) return act(event, () => neighbour(cell, key)?.focus());
  if (key === "Home" || key === "End") return act(event, () => edge(cell, key)?.focus());
  if (card && (key === "Enter" || key === " ")) act(event, () => openMenu(card));
}

function onKeyWhileHolding(event, key) {
  const { target, from } = holding();
  if (key === "Escape") return act(event, putBack);
  if (key === "b") return act(event, () => focusOn(nextBest()));
  if (key === "Tab") return act(event, () => chooseTray(target));
  if (/^[1-9]$/.test(key)) return act(event, () => chooseDay(Number(key)));
  if (ARROWS.includes(key)) {
    const start = target && target !== TRAY ? target : (from ?? current);
    return act(event, () => focusOn(neighbour(start, key)));
  }
  if (event.target.closest("button, a")) return;
  const isSwap = target && target !== TRAY && placeAt(target)?.kind === "swap";
  if (key === "Enter" || key === " " || (key === "s" && isSwap)) act(event, drop);
}

function onKeyWhileMovingSeveral(event, key) {
  if (key === "Escape") return act(event, putSeveralBack);
  if (ARROWS.includes(key)) return act(event, () => aimNext(key));
  if ((key === "Enter" || key === " ") && !event.target.closest("button, a")) act(event, dropSeveral);
}

function act(event, action) {
  event.preventDefault();
  action();
}

function pickUpBy(card) {
  pickUp(card);
  focusOn(cellOf(card) ?? visibleCells()[0]);
}

function focusOn(cell) {
  if (!cell) return;
  cell.focus();
  choose(cell);
}

function chooseTray(target) {
  if (target === TRAY) focusOn(holding().from ?? visibleCells()[0]);
  else choose(TRAY);
}

async function chooseDay(number) {
  const isShown = await showDay(number - 1);
  if (isShown && isHolding()) focusOn(visibleCells()[0]);
}

export function pin(card) {
  const { topic, run, pinned } = card.dataset;
  move({ action: pinned === undefined ? "pin" : "unpin", topic, run, from: cellOf(card), ...placeFields(card) });
}

export function leaveOut(card) {
  const { topic, run, title } = card.dataset;
  move({ action: "leave_out", topic, run, title, card: cardOf(topic, run), from: cellOf(card) });
}

function placeFields(card) {
  const cell = cellOf(card);
  return cell ? { slot: cell.dataset.slot, room: cell.dataset.room } : {};
}
