// The panel beside the grid is opened, answered and closed without loading the page; each has an address, so Back
// works, and without this script its link opens it all the same.

import { announce, root, text } from "./page.js";
import { tell } from "./moves.js";
import { absorb, remember } from "./refresh.js";
import { ask, renewToken, send } from "./server.js";

let asked = 0; // how often a panel was asked for: what was asked for last is shown, whichever answer comes last

export function start() {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href);
  });
  addEventListener("popstate", () => show(location.href));
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-quick]") || !navigator.onLine) return;
    event.preventDefault();
    answer(event.target, event.submitter);
  });
  root.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-recount]");
    if (form) recount(form);
  });
}

async function go(address) {
  history.pushState(null, "", address);
  await show(address);
}

async function show(address) {
  for (const pop of root.querySelectorAll("[popover]:popover-open")) pop.hidePopover();
  const mine = ++asked;
  const answered = await ask(address, { part: "schedule", accept: "text/html" });
  if (mine !== asked) return;
  if (!answered.isReached) return tell(text("offline"), { kind: "warning" });
  if (!answered.isOk || !replacePanel(answered.page)) return location.assign(address);
  absorb(answered.page);
  const heading = document.querySelector("#panel h2");
  heading?.focus({ preventScroll: true });
}

function replacePanel(page) {
  const panel = page.getElementById("panel");
  if (!panel) return false;
  document.getElementById("panel").replaceWith(document.importNode(panel, true));
  document.dispatchEvent(new Event("schedule:panel"));
  return true;
}

// A form is sent, and the page that answers it takes the place of this one: what was typed and why it was refused,
// or what was done.
async function answer(form, submitter) {
  const body = new FormData(form, submitter);
  const mine = ++asked;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  const answered = await send(submitter?.getAttribute("formaction") ?? form.getAttribute("action"), body, { part: "schedule", accept: "text/html" });
  for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  if (!answered.isReached) return tell(text("offline"), { kind: "warning" });
  if (!answered.page?.getElementById("panel")) return form.submit();
  for (const pop of root.querySelectorAll("[popover]:popover-open")) pop.hidePopover();
  renewToken(answered.page);
  const isLast = mine === asked;
  if (isLast && answered.isOk && answered.address) history.pushState(null, "", answered.address);
  if (isLast) replacePanel(answered.page);
  absorb(answered.page);
  if (isLast) remember();
  const said = answered.page.querySelector(".notice:not([data-offline]) p, [data-said]");
  if (said) {
    const kind = said.closest(".notice")?.dataset.kind;
    tell(said.textContent.replaceAll(/\s+/g, " ").trim(), { kind: kind === "good" ? "" : kind });
    announce(said.textContent);
  }
  if (isLast) document.querySelector("#panel [autofocus], #panel h2")?.focus({ preventScroll: true });
}

// What is ticked is counted again by the server.
async function recount(form) {
  const asked = String(new URLSearchParams(new FormData(form)));
  const answered = await send(form.dataset.recount, new FormData(form), { part: "schedule", accept: "text/html" });
  // What was ticked meanwhile is counted by the request after this one.
  if (asked !== String(new URLSearchParams(new FormData(form)))) return;
  const count = answered.page?.querySelector("[data-count]");
  if (!count) return;
  form.querySelector("[data-count]")?.replaceWith(document.importNode(count, true));
  announce(count.textContent.replaceAll(/\s+/g, " ").trim());
}
