// Changes of the schedule: shown at once, saved one after another, taken back when they are refused,
// and kept while there is no network.

import { cardOf, cellAt, cellOf, forget } from "./cells.js";
import { announce, counted, element, root, text } from "./page.js";
import { refresh } from "./refresh.js";
import { send } from "./server.js";

const RETRY = 5000;

const waiting = [];
let isSending = false;
let timer = 0;

export const isUnsaved = () => waiting.length > 0;

export function move(change) {
  const believed = placeOf(change.from);
  const shown = show(change);
  waiting.push({ ...change, believed, shown });
  sendNext();
}

// Several changes as one step: all of them are made, or none.
export function moveSeveral(changes) {
  const [{ topic, run }] = changes;
  const sent = changes.map((change) => fieldsOf({ ...change, believed: placeOf(change.from) }));
  for (const change of changes) mark(change, true);
  waiting.push({ topic, run, changes: sent });
  sendNext();
}

addEventListener("online", sendNext);
addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});

async function sendNext() {
  clearTimeout(timer);
  if (isSending || !waiting.length) return;
  isSending = true;
  const change = waiting[0];
  const answer = await send(root.dataset.changes, fieldsOf(change));
  isSending = false;
  if (!answer.isReached) return keep();
  waiting.shift();
  if (answer.isSignedOut) return location.reload();
  mark(change, false);
  if (answer.isOk) {
    if (!waiting.length) await refresh();
    announce(answer.data.words ?? text("saved"));
    const said = answer.data.words;
    if (said) tell(said);
  } else {
    await refuse(change, answer);
  }
  sendNext();
}

function fieldsOf({ action, topic, run, slot, room, minutes, override, believed, changes }) {
  const fields = changes ? { changes: JSON.stringify(changes) } : { action, topic, run, believed };
  if (slot) Object.assign(fields, { slot, room });
  if (minutes) fields.minutes = minutes;
  if (override) fields.override = "1";
  return fields;
}

function placeOf(cell) {
  return cell ? `${cell.dataset.slot},${cell.dataset.room}` : "";
}

// What the grid will look like; the server's own drawing follows as soon as the change is saved.
function show(change) {
  const { action, to, from } = change;
  const card = cardOf(change.topic, change.run) ?? change.card;
  mark(change, true);
  if (!card || !to) {
    if (action === "leave_out") card?.toggleAttribute("data-unsent", true);
    return;
  }
  const other = to.querySelector(".card[data-topic]");
  if (other && from) from.append(other);
  else if (from) from.classList.add("free");
  to.classList.remove("free");
  const shown = from ? card : asCell(card);
  to.prepend(shown);
  shown.dataset.arrived = "";
  forget();
  to.focus({ preventScroll: true });
}

function asCell(card) {
  const copy = element("div", { className: "card" });
  Object.assign(copy.dataset, card.dataset);
  copy.append(...[...card.children].map((child) => child.cloneNode(true)));
  card.hidden = true;
  return copy;
}

function mark({ topic, run, changes = [] }, isUnsent) {
  for (const change of changes) mark(change, isUnsent);
  cardOf(topic, run)?.toggleAttribute("data-unsent", isUnsent);
}

function keep() {
  tell(counted("kept", waiting.length), { kind: "warning" });
  timer = setTimeout(sendNext, RETRY);
}

// The session goes back to where the server has it, and the reason stays until it is read.
async function refuse(change, answer) {
  await refresh({ isForced: true });
  const reasons = answer.data?.reasons ?? [];
  const words = answer.data?.words ?? text("failed");
  const buttons = [];
  if (answer.status === 409 && change.slot) {
    const now = cellOf(cardOf(change.topic, change.run));
    buttons.push(button("moveAnyway", () => move({ ...change, from: now, to: cellAt(change.slot, change.room) })));
  } else if (answer.data?.overridable && !change.override) {
    buttons.push(button("override", () => again({ ...change, override: true })));
  }
  tell([words, ...reasons.filter((reason) => !words.includes(reason))].join(" "), { kind: "alarm", buttons });
  cellOf(cardOf(change.topic, change.run))?.focus({ preventScroll: true });
}

function again(change) {
  if (!change.changes) return move({ ...change, to: cellAt(change.slot, change.room) });
  waiting.push(change);
  sendNext();
}

function button(name, action) {
  const made = element("button", { className: "button", type: "button", textContent: text(name) });
  made.addEventListener("click", () => {
    hush();
    action();
  });
  return made;
}

// ---- the bar that says what happened ----

export function tell(words, { kind = "", buttons = [] } = {}) {
  const bar = document.getElementById("said-bar");
  bar.dataset.kind = kind;
  bar.querySelector("p").textContent = words;
  bar.querySelector(".group").replaceChildren(...buttons);
  bar.hidden = false;
  clearTimeout(bar.timer);
  if (kind) announce(words);
  else bar.timer = setTimeout(hush, 6000);
}

export function hush() {
  document.getElementById("said-bar").hidden = true;
}

// ---- what has no place ----

export async function undo(isRedo = false) {
  const answer = await send(isRedo ? root.dataset.redo : root.dataset.undo, {});
  if (!answer.isReached) return tell(text("offline"), { kind: "warning" });
  if (answer.isOk) await refresh();
  tell(answer.data?.words ?? text("failed"), { kind: answer.isOk ? "" : "alarm" });
  if (answer.isOk) announce(answer.data?.words ?? "");
}
