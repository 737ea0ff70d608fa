// Several sessions at once: selected with Shift and a click or the arrow keys, then moved as one block, pinned or
// left out in one step.

import { cardOf, cellOf, coordinatesOf, nameOf, neighbour, placeIn, cellAt } from "./cells.js";
import { isHolding } from "./holding.js";
import { hush, moveSeveral, tell } from "./moves.js";
import { counted, element, root, text } from "./page.js";

const selected = new Map(); // topic and run, by "topic,run"

let block = null; // while they are moved: the place from which the steps are counted, and the steps

export const hasSeveral = () => selected.size > 0;
export const isMovingSeveral = () => block !== null;
export const isSelected = (card) => card.dataset.selected !== undefined && selected.size > 1;

export function start() {
  // Shift and a click neither open the session in another window nor select text.
  root.addEventListener("mousedown", (event) => {
    if (event.shiftKey && event.target.closest(".board .card[data-topic]")) event.preventDefault();
  });
  root.addEventListener("click", onClick, { capture: true });
  root.querySelector(".workspace").addEventListener("pointermove", (event) => {
    if (isMovingSeveral()) aimAt(cellOf(event.target));
  });
  document.addEventListener("schedule:drawn", drawAgain);
}

function onClick(event) {
  const card = event.target.closest(".board .card[data-topic]");
  const isOnBoard = event.target.closest(".board") !== null;
  if (isMovingSeveral() && isOnBoard) {
    event.preventDefault();
    event.stopPropagation();
    const cell = cellOf(event.target);
    if (cell) aim(cell);
    if (cell) dropSeveral();
  } else if (card && event.shiftKey && !isHolding()) {
    event.preventDefault();
    event.stopPropagation();
    cellOf(card)?.focus({ preventScroll: true });
    toggle(card);
  } else if (isOnBoard && hasSeveral()) {
    clearSeveral();
  }
}

// The cell and the next one in the direction of an arrow key belong to the selection.
export function extend(cell, key) {
  const next = neighbour(cell, key);
  for (const one of [cell, next]) add(one?.querySelector(".card[data-topic]"));
  next?.focus();
  say();
}

function toggle(card) {
  if (selected.delete(keyOf(card))) delete card.dataset.selected;
  else add(card);
  say();
}

function add(card) {
  if (!card || card.dataset.fixed !== undefined) return;
  const { topic, run } = card.dataset;
  selected.set(keyOf(card), { topic, run });
  card.dataset.selected = "";
}

export function clearSeveral() {
  stopMoving();
  for (const card of root.querySelectorAll("[data-selected]")) delete card.dataset.selected;
  selected.clear();
  hush();
}

export function leaveOutSeveral() {
  send(members().map(({ topic, run, cell }) => ({ action: "leave_out", topic, run, from: cell })));
}

// Pins all of them, or unpins them where all are pinned.
export function pinSeveral() {
  const isPinned = members().every(({ card }) => card.dataset.pinned !== undefined);
  const action = isPinned ? "unpin" : "pin";
  send(members().map(({ topic, run, cell }) => ({ action, topic, run, from: cell })));
}

// ---- moving them as a block ----

export function moveBlock(grabbed = document.activeElement) {
  const first = members()[0];
  if (!first) return;
  const focused = cellOf(grabbed);
  const anchor = members().find(({ cell }) => cell === focused) ?? first;
  block = { anchor: coordinatesOf(anchor.cell), rows: 0, columns: 0 };
  anchor.cell.focus();
  aim(anchor.cell);
}

// Aim at the cell under the pointer; the block is where it was when there is none.
export function aimAt(cell) {
  if (block && cell && cell !== targetOfAnchor()) aim(cell);
}

export function aimNext(key) {
  const next = neighbour(targetOfAnchor() ?? members()[0].cell, key);
  if (!next) return;
  next.focus();
  aim(next);
}

export function putSeveralBack() {
  stopMoving();
  say();
}

export function dropSeveral() {
  const places = targets();
  if (!doFit(places)) return;
  const { rows, columns } = block;
  if (!rows && !columns) return putSeveralBack();
  // The foremost first, so that each finds its place empty.
  const ahead = ({ from }) => from.row * rows + from.column * columns;
  const changes = [...places]
    .sort((a, b) => ahead(b) - ahead(a))
    .map(({ topic, run, cell, to }) => ({ action: "move", topic, run, from: cell, slot: to.slot, room: to.room }));
  send(changes);
}

function aim(cell) {
  const { row, column } = coordinatesOf(cell);
  block.rows = row - block.anchor.row;
  block.columns = column - block.anchor.column;
  drawTargets();
  const places = targets();
  const where = nameOf(cell);
  const words = counted(doFit(places) ? "block" : "blockNot", selected.size, { where });
  tell(words, {
    kind: "several",
    buttons: [button("dropBlock", dropSeveral), button("putBack", putSeveralBack)],
  });
}

function targets() {
  return members().map((one) => {
    const from = coordinatesOf(one.cell);
    return { ...one, from, to: placeIn(from.row + block.rows, from.column + block.columns) };
  });
}

function doFit(places) {
  return places.every(({ to }) => {
    const cell = to && cellAt(to.slot, to.room);
    if (!cell || cell.dataset.closed !== undefined) return false;
    return [...cell.querySelectorAll(".card[data-topic]")].every((card) => selected.has(keyOf(card)));
  });
}

function targetOfAnchor() {
  const to = placeIn(block.anchor.row + block.rows, block.anchor.column + block.columns);
  return to && cellAt(to.slot, to.room);
}

function drawTargets() {
  unmark();
  for (const { to } of targets()) {
    const cell = to && cellAt(to.slot, to.room);
    if (cell) cell.dataset.blockTarget = "";
  }
}

function unmark() {
  for (const cell of root.querySelectorAll("[data-block-target]")) delete cell.dataset.blockTarget;
}

function stopMoving() {
  block = null;
  unmark();
}

// ---- what they have in common ----

function members() {
  return [...selected.values()]
    .map(({ topic, run }) => ({ topic, run, card: cardOf(topic, run) }))
    .map((one) => ({ ...one, cell: cellOf(one.card) }))
    .filter(({ cell }) => cell);
}

function send(changes) {
  clearSeveral();
  if (changes.length) moveSeveral(changes);
}

function say() {
  if (!selected.size) return hush();
  tell(counted("selected", selected.size), {
    kind: "several",
    buttons: [
      button("doMove", () => moveBlock()),
      button("doPin", pinSeveral),
      button("doLeaveOut", leaveOutSeveral),
    ],
  });
}

function button(name, action) {
  const made = element("button", { className: "button", type: "button", textContent: text(name) });
  made.addEventListener("click", action);
  return made;
}

// Whoever was taken out by somebody else meanwhile is no longer selected.
function drawAgain() {
  for (const [key, { topic, run }] of selected) {
    const card = cardOf(topic, run);
    if (cellOf(card)) card.dataset.selected = "";
    else selected.delete(key);
  }
  if (!block) return;
  if (selected.size) drawTargets();
  else stopMoving();
}

function keyOf(card) {
  return `${card.dataset.topic},${card.dataset.run}`;
}
