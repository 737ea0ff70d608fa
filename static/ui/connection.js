// A form that is sent without a network would be replaced by the browser's own error page, and what was typed
// with it. Comments and answers are kept on the device and sent later. Any other form stays where it is, and
// says so; sending it again works as soon as the network is back.

import { keep, newEntry, post } from "./outbox.js";

const underway = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-vote]")) return;
  if (form.matches("[data-keeps]")) {
    event.preventDefault();
    send(form, event.submitter);
  } else if (!navigator.onLine) {
    event.preventDefault();
    notSent(form, "not-sent");
  }
});

addEventListener("online", () => {
  for (const notice of document.querySelectorAll("[data-offline]")) notice.remove();
});

async function send(form, submitter) {
  if (underway.has(form)) return;
  underway.add(form);
  const fields = new FormData(form, submitter);
  const text = fields.get("text");
  const entry = newEntry(form, fields, text ? `${form.dataset.keeps}: ${text.slice(0, 60)}` : form.dataset.keeps);
  // Two comments from one page are two: the key of the form is that of the entry.
  entry.fields = entry.fields.map(([name, value]) => [name, name === "form_key" ? entry.key : value]);
  const answer = await post(entry);
  underway.delete(form);
  if (answer.ok) return go(answer.url);
  // The server's own page says best what is wrong.
  if (!answer.isUnreachable) return form.submit();
  try {
    await keep(entry);
    form.reset();
    notSent(form, "kept-for-later");
  } catch {
    notSent(form, "not-sent");
  }
}

function go(address) {
  const { pathname, search } = new URL(address);
  if (pathname === location.pathname && search === location.search) {
    location.hash = new URL(address).hash;
    location.reload();
  } else location.assign(address);
}

function notSent(form, id) {
  const old = form.querySelector("[data-offline]");
  const notice = form.insertBefore(document.getElementById(id).content.firstElementChild.cloneNode(true), form.firstChild);
  old?.remove();
  notice.focus();
}
