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
  const address = location.href;
  const answer = await ask(address, { part: "schedule", accept: "text/html" });
  if (answer.isSignedOut) location.reload();
  if (!answer.isOk) return;
  // Another panel was opened meanwhile, and what is beside it may be drawn otherwise, as a proposal is.
  if (location.href !== address) return fetchAndShow();
  absorb(answer.page);
}

export function remember() {
  const panel = document.getElementById("panel");
  if (panel) drawn.set("panel", withoutTokens(panel));
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
  followPanel(page);
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

// A panel that says what the draft is worth follows it; what was typed, opened and scrolled in it stays.
function followPanel(page) {
  const [old, fresh] = [document, page].map((place) => place.getElementById("panel"));
  if (fresh?.dataset.follows === undefined || old?.dataset.panel !== fresh.dataset.panel) return;
  const html = withoutTokens(fresh);
  if (drawn.get("panel") === html) return;
  drawn.set("panel", html);
  const panel = document.importNode(fresh, true);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const top = old.querySelector(".panel-body")?.scrollTop ?? 0;
  for (const field of old.querySelectorAll("input:not([type=hidden]), textarea")) {
    const same = panel.querySelector(`#${CSS.escape(field.id)}`);
    if (same && field.value !== field.defaultValue) same.value = field.value;
  }
  const opened = [...old.querySelectorAll("details")].map((details) => details.open);
  for (const [at, details] of panel.querySelectorAll("details").entries()) details.open ||= opened[at] ?? false;
  old.replaceWith(panel);
  panel.querySelector(".panel-body")?.scrollTo(0, top);
  if (!focused) return;
  const again = (focused.id && document.getElementById(focused.id)) || panel.querySelector("h2");
  again.focus({ preventScroll: true });
  if (focused.selectionStart != null) again.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
}

// Hidden fields are others each time, and mean the same.
function withoutTokens(part) {
  return part.outerHTML.replaceAll(/<input[^>]*type="hidden"[^>]*>/g, "");
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
