// The end of a slot, dragged at the foot of its time; the same is done by keyboard and without a script in the panel
// that its time opens.

import { tell } from "./moves.js";
import { announce, root, text } from "./page.js";
import { absorb } from "./refresh.js";
import { send } from "./server.js";

const STEP = 5; // minutes
const DAY = 24 * 60;

let drag = null;

export function start() {
  root.addEventListener("pointerdown", begin);
  addEventListener("pointermove", follow);
  addEventListener("pointerup", release);
  addEventListener("pointercancel", forget);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") forget();
  });
}

function begin(event) {
  const handle = event.target.closest(".slot-end");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const starts = minutesOf(handle.dataset.starts);
  const length = (minutesOf(handle.dataset.ends) - starts + DAY) % DAY || DAY;
  const row = handle.closest("tr");
  drag = { handle, row, id: event.pointerId, y: event.clientY, starts, length, minutes: length };
  drag.scale = length / row.offsetHeight;
  handle.dataset.dragged = "";
}

function follow(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const wanted = drag.length + (event.clientY - drag.y) * drag.scale;
  const minutes = Math.min(Math.max(Math.round(wanted / STEP) * STEP, STEP), DAY - STEP);
  if (minutes === drag.minutes) return;
  drag.minutes = minutes;
  tell(text("slotEnds", { starts: drag.handle.dataset.starts, ends: timeOf(drag.starts + minutes), minutes }));
}

async function release(event) {
  if (!drag || event.pointerId !== drag.id) return;
  const { handle, row, starts, length, minutes } = drag;
  forget();
  if (minutes === length) return;
  const address = root.dataset.slotEnd.replace("/slots/0/", `/slots/${row.dataset.slot}/`);
  const fields = { ends: timeOf(starts + minutes), was: handle.dataset.ends };
  const answered = await send(address, fields, { part: "schedule", accept: "text/html" });
  if (!answered.isReached) return tell(text("offline"), { kind: "warning" });
  if (!answered.page) return tell(text("failed"), { kind: "alarm" });
  absorb(answered.page);
  const said = answered.page.querySelector(".problems p, .notice:not([data-offline]) p");
  const words = said?.textContent.replaceAll(/\s+/g, " ").trim() || text("saved");
  tell(words, { kind: answered.isOk ? "" : "alarm" });
  announce(words);
}

function forget() {
  if (drag) delete drag.handle.dataset.dragged;
  drag = null;
}

function minutesOf(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function timeOf(minutes) {
  const pad = (number) => String(number).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
}
