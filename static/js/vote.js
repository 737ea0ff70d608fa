// A vote is answered in place: the button's form is sent, and the answer takes its place on the page.
// Without a network it stays on the page, marked as not saved, and is sent when the network is back, for as
// long as the page is open. What the server refuses is sent as it would be without this script, which shows
// the reason.

const words = document.querySelector("[data-vote-words]").dataset;
const RETRY = 5000;
const UNREACHABLE = [502, 503, 504];
const waiting = new Map(); // the latest choice, by the topic's number
const underway = new Map(); // what ends its request, so that an older choice never arrives after a newer one
let timer = 0;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-vote]") || !event.submitter) return;
  event.preventDefault();

  const { value } = event.submitter;
  waiting.delete(form.dataset.vote);
  const answer = await send(form, value);
  if (answer.isOvertaken) return;
  if (answer.part) replace(form, answer.part, value, { takesFocus: true });
  else if (answer.isUnreachable) keep(form, value);
  else sendPlainly(form, value);
});

addEventListener("online", sendWaiting);
addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});

async function send(form, value) {
  const body = new FormData(form);
  body.set("choice", value);
  underway.get(form.dataset.vote)?.abort();
  const ending = new AbortController();
  underway.set(form.dataset.vote, ending);
  const request = { method: "POST", body, headers: { "X-Part": "vote" }, signal: ending.signal };
  try {
    const answer = await fetch(form.action, request);
    if (UNREACHABLE.includes(answer.status)) return { isUnreachable: true };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = answer.ok ? page.querySelector("[data-vote]") : null;
    return { part: part && document.adoptNode(part), page };
  } catch {
    return ending.signal.aborted ? { isOvertaken: true } : { isUnreachable: true };
  }
}

function replace(form, part, value, { takesFocus }) {
  const { vote: number, wanted, split } = part.dataset;
  const hadFocus = takesFocus || form.contains(document.activeElement);
  form.replaceWith(part);
  for (const count of document.querySelectorAll(`[data-wanted-of="${number}"]`)) {
    count.textContent = wanted;
    const noun = count.nextElementSibling;
    noun.textContent = wanted === "1" ? noun.dataset.one : noun.dataset.many;
  }
  const tally = document.querySelector("[data-tally]");
  if (tally) tally.textContent = split;
  const line = part.closest(".topic-line");
  line?.toggleAttribute("data-mine", value !== "");
  if (hadFocus) part.querySelector(value ? `[value="${value}"]` : "button").focus({ preventScroll: true });
  // Said after the part stands on the page, so that screen readers notice it.
  requestAnimationFrame(() => say(part, value ? words.saved : words.removed));
}

function keep(form, value) {
  waiting.set(form.dataset.vote, value);
  form.toggleAttribute("data-unsaved", true);
  for (const button of form.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
  say(form, words.offline);
  clearTimeout(timer);
  timer = setTimeout(sendWaiting, RETRY);
}

async function sendWaiting() {
  clearTimeout(timer);
  for (const [number, value] of waiting) {
    const form = document.querySelector(`[data-vote="${number}"]`);
    let answer = await send(form, value);
    if (!answer.part && renewToken(answer.page)) answer = await send(form, value);
    if (answer.isOvertaken || waiting.get(number) !== value) continue;
    if (answer.isUnreachable) return keep(form, value);
    waiting.delete(number);
    if (answer.part) replace(form, answer.part, value, { takesFocus: false });
    else say(form, `${words.failed} ${reason(answer.page)}`);
  }
}

// Whoever was offline for long may come back with a token that no longer counts; the answer brings another.
function renewToken(page) {
  const token = page?.querySelector('input[name="csrf_token"]')?.value;
  const fields = document.querySelectorAll('input[name="csrf_token"]');
  if (!token || fields[0]?.value === token) return false;
  for (const field of fields) field.value = token;
  return true;
}

function reason(page) {
  const said = page?.querySelector(".problems p, main h1");
  return said ? said.textContent.replace(words.failed, "").trim() : words.reload;
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
