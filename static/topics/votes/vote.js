// A vote is answered in place: the button's form is sent, and the answer takes its place on the page.
// Without a network it is kept on the device, marked as not saved, and sent when the network is back. What the
// server refuses is sent as it would be without this script, which shows the reason.

import { forget, keep, newEntry, post, waiting } from "../../ui/outbox.js";

const words = document.querySelector("[data-vote-words]").dataset;
const underway = new Map(); // what ends its request, so that an older choice never arrives after a newer one
const unkept = new Set(); // votes that the device has no room for: they wait for as long as the page is open

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-vote]") || !event.submitter) return;
  event.preventDefault();

  const { value } = event.submitter;
  const entry = await entryOf(form, value);
  const answer = await send(form, entry);
  if (answer.isOvertaken) return;
  if (answer.isUnreachable) return wait(form, entry, value);
  await forget(entry.key).catch(() => null);
  const part = answer.ok && answer.page.querySelector("[data-vote]");
  if (part) replace(form, document.adoptNode(part), value, { takesFocus: true });
  else sendPlainly(form, value);
});

document.addEventListener("outbox", ({ detail: { entry, ok, part: text, reason } }) => {
  const form = formOf(entry);
  if (!form || entry.part !== "vote") return;
  unkept.delete(entry.key);
  const part = ok && new DOMParser().parseFromString(text, "text/html").querySelector("[data-vote]");
  if (part) replace(form, document.adoptNode(part), entry.choice, { takesFocus: false });
  else if (ok) settle(form, words.saved);
  else settle(form, `${words.failed} ${reason || words.reload}`);
});

addEventListener("beforeunload", (event) => {
  if (unkept.size) event.preventDefault();
});

for (const entry of await waiting()) {
  const form = formOf(entry);
  if (form) mark(form, entry.choice);
}

function formOf({ address }) {
  return [...document.querySelectorAll("form[data-vote]")].find(({ action }) => action === address);
}

// What the server knew when the vote was cast goes with it, so that a vote cast elsewhere meanwhile is noticed.
async function entryOf(form, value) {
  const before = (await waiting()).find(({ address }) => address === form.action);
  if (before) await forget(before.key);
  const seen = before?.seen ?? form.querySelector('[aria-pressed="true"]')?.value ?? "";
  const fields = new FormData(form);
  fields.set("choice", value);
  fields.set("seen", seen);
  return newEntry(form, fields, form.dataset.title ?? words.vote, { part: "vote", choice: value, seen });
}

async function send(form, entry) {
  underway.get(form.dataset.vote)?.abort();
  const ending = new AbortController();
  underway.set(form.dataset.vote, ending);
  return post(entry, ending.signal);
}

async function wait(form, entry, value) {
  mark(form, value);
  try {
    await keep(entry);
  } catch {
    unkept.add(entry.key);
    addEventListener("online", () => form.querySelector(`button[value="${value}"]`)?.click(), { once: true });
  }
}

function mark(form, value) {
  form.toggleAttribute("data-unsaved", true);
  for (const button of form.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
  say(form, words.offline);
}

function settle(form, text) {
  form.toggleAttribute("data-unsaved", false);
  say(form, text);
}

function replace(form, part, value, { takesFocus }) {
  const { vote: number, wanted, split } = part.dataset;
  const hadFocus = takesFocus || form.contains(document.activeElement);
  form.replaceWith(part);
  for (const count of document.querySelectorAll(`[data-wanted-of="${number}"]`)) {
    count.textContent = wanted;
  }
  const tally = document.querySelector("[data-tally]");
  if (tally) tally.textContent = split;
  const line = part.closest(".topic-line");
  line?.toggleAttribute("data-mine", value !== "");
  if (hadFocus) part.querySelector(value ? `[value="${value}"]` : "button").focus({ preventScroll: true });
  // Said after the part stands on the page, so that screen readers notice it.
  requestAnimationFrame(() => say(part, value ? words.saved : words.removed));
}

function say(form, text) {
  form.querySelector("[data-said]").textContent = text;
}

function sendPlainly(form, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "choice", value });
  form.append(field);
  form.submit();
}
