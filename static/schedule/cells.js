// Where things are in the grid: which cell covers a room at a time, and which is next to another.

import { root } from "./page.js";

let map = null;

export function forget() {
  map = null;
}

export const cards = () => root.querySelectorAll(".board .card[data-topic]");
export const cellOf = (thing) => thing?.closest?.("td[data-slot]") ?? null;

export function cardOf(topic, run) {
  return root.querySelector(`.card[data-topic="${topic}"][data-run="${run}"]:not([data-ghost])`);
}

export function cellAt(slot, room) {
  return layout().byPlace.get(`${slot},${room}`) ?? null;
}

// "Thu 20 May, 14:10, Camac"; a plenary that is as wide as the table is in its own room all the same.
export function nameOf(cell) {
  return `${cell.parentElement.dataset.when}, ${roomOf(cell)}`;
}

export function roomOf(cell) {
  const heading = cell.closest("table").tHead.querySelector(`[data-room-id="${cell.dataset.room}"]`);
  return heading?.dataset.roomName ?? "";
}

// Where a cell is in the grid, counted over all days, by the slot and the room that it stands for.
export function coordinatesOf(cell) {
  return layout().coordinates.get(`${cell.dataset.slot},${cell.dataset.room}`);
}

// The slot and the room there, if there is one.
export function placeIn(row, column) {
  return layout().keys[row]?.[column] ?? null;
}

export function visibleCells() {
  return layout().cells.filter((cell) => cell.offsetParent !== null);
}

// The cell that an arrow key leads to; within one day, or on to the next where all days are shown.
export function neighbour(cell, key) {
  const { rows, place } = layout();
  const position = place.get(cell);
  if (!position) return null;
  const [rowStep, columnStep] = STEPS[key];
  let { row, column } = position;
  for (;;) {
    row += rowStep;
    column += columnStep;
    const next = rows[row]?.[column];
    if (!next && !(rowStep && row >= 0 && row < rows.length)) return null;
    if (next && next !== cell && next.offsetParent !== null) return next;
  }
}

export function edge(cell, key) {
  const { rows, place } = layout();
  const row = rows[place.get(cell).row].filter(Boolean);
  return key === "Home" ? row[0] : row.at(-1);
}

const rightwards = () => (document.documentElement.dir === "rtl" ? -1 : 1);
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -rightwards()],
  ArrowRight: [0, rightwards()],
};

// A long session covers several rows, a plenary all rooms: each place of the grid knows the cell that covers it.
function layout() {
  if (map) return map;
  const rows = [];
  const place = new Map();
  const byPlace = new Map();
  const keys = [];
  const coordinates = new Map();
  for (const table of root.querySelectorAll(".grid")) {
    const first = rows.length;
    const trs = [...table.tBodies[0].rows].filter((tr) => tr.dataset.slot);
    const rooms = table.dataset.roomIds.split(" ");
    for (const { dataset } of trs) {
      rooms.forEach((room, column) => coordinates.set(`${dataset.slot},${room}`, { row: rows.length, column }));
      keys.push(rooms.map((room) => ({ slot: dataset.slot, room })));
      rows.push([]);
    }
    trs.forEach((tr, at) => {
      for (const td of tr.querySelectorAll("td[data-slot]")) {
        let column = rows[first + at].findIndex((taken) => taken === undefined);
        if (column < 0) column = rows[first + at].length;
        place.set(td, { row: first + at, column });
        for (let down = 0; down < td.rowSpan && at + down < trs.length; down++) {
          for (let across = 0; across < td.colSpan; across++) {
            rows[first + at + down][column + across] = td;
            byPlace.set(`${trs[at + down].dataset.slot},${rooms[column + across]}`, td);
          }
        }
      }
    });
  }
  map = { rows, place, byPlace, keys, coordinates, cells: [...place.keys()] };
  return map;
}
