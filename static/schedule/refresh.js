// The server says how the page looks now; what differs is put in its place. Focus, what is being typed and where
// the board is scrolled stay.

import { forget } from "./cells.js";
import { root } from "./page.js";
import { ask, renewToken } from "./server.js";

const drawn = new Map(); // what the server said last, by the id of its element

let underway = null;
let next = null;

// What comes back began after it was asked for; whatever is asked for meanwhile is answered by one more.
export function refresh({ isForced = false } = {}) {
  if (isForced) drawn.clear();
  if (!underway) return (underway = fetchAndShow().finally(() => (underway = null)));
  next ??= underway.then(() => {
    next = null;
    return refresh();
  });
  return next;
}

async function fetchAndShow() {
  const answer = await ask(location.href, { part: "schedule", accept: "text/html" });
  if (answer.isSignedOut) location.reload();
  if (!answer.isOk) return;
  absorb(answer.page);
}

export function remember() {
  for (const part of parts(document)) drawn.set(part.id, part.outerHTML);
}

export function absorb(page) {
  const fresh = page.getElementById("schedule");
  if (!fresh) return false;
  renewToken(page);
  root.dataset.version = fresh.dataset.version;
  const focus = focusNow();
  const isSameShape = shape(page) === shape(document);
  if (!isSameShape) drawn.delete("board");
  for (const part of [...parts(page)]) {
    if (part.id === "board" ? isSameShape : part.closest("#board") && !isSameShape) continue;
    const html = part.outerHTML;
    const old = document.getElementById(part.id);
    if (drawn.get(part.id) === html || (old && isBeingTyped(old))) continue;
    drawn.set(part.id, html);
    old?.replaceWith(document.importNode(part, true));
  }
  if (!isSameShape) remember();
  forget();
  document.dispatchEvent(new Event("schedule:drawn"));
  focus();
  return true;
}

function parts(page) {
  return page.querySelectorAll("[data-part]");
}

// Which days, slots and rooms there are: rows are replaced one by one only within the same table.
function shape(page) {
  return [...page.querySelectorAll(".grid, .grid tr")].map((part) => part.id + (part.dataset.roomIds ?? "")).join();
}

function isBeingTyped(part) {
  return [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some((field) =>
    field.type === "checkbox" || field.type === "radio"
      ? field.checked !== field.defaultChecked
      : field.tagName === "SELECT"
        ? document.activeElement === field
        : field.value !== field.defaultValue,
  );
}

function focusNow() {
  const focused = document.activeElement;
  const anchor = focused?.closest("[id]");
  if (!anchor || !root.contains(focused)) return () => {};
  const { id } = anchor;
  return () => {
    if (!focused.isConnected) document.getElementById(id)?.focus({ preventScroll: true });
  };
}
