// What is sent without a network is kept on the device, marked, and sent once when the network is back.
//
// Each entry has a key that goes with it, on its first attempt too. The server does what a key asks for once,
// so an answer that got lost on its way does no harm. What the server refuses stays here with the reason,
// until its author throws it away. Signing out empties the outbox; nobody else's entries are ever sent.

const NAME = "outbox";
const RETRY = 15_000;
const LATER = [408, 429, 502, 503, 504];
const place = document.querySelector("[data-outbox]");
const person = place?.dataset.outbox;
const tabs = new BroadcastChannel(NAME);
let timer = 0;

export function newEntry(form, fields, title, { key = crypto.randomUUID?.() ?? fallbackKey(), ...more } = {}) {
  return { key, address: form.action, fields: [...fields], title, person, at: Date.now(), refused: "", ...more };
}

// Says whether the server had it, could not be reached, or refused it; `page` is its answer.
export async function post(entry, signal) {
  let answer = await attempt(entry, signal);
  const token = answer.status === 400 && answer.page.querySelector('input[name="csrf_token"]')?.value;
  if (token) {
    // Who was offline for long comes back with a token that no longer counts; the answer brings another.
    entry.fields = entry.fields.map(([name, value]) => [name, name === "csrf_token" ? token : value]);
    answer = await attempt(entry, signal);
  }
  return answer;
}

// Throws where the device has no room left.
export async function keep(entry) {
  await change((entries) => entries.put(entry));
  await show();
  plan();
}

export async function waiting() {
  return (await mine()).filter((entry) => !entry.refused);
}

export async function forget(key) {
  await change((entries) => entries.delete(key));
  await show();
}

export async function sendAll() {
  clearTimeout(timer);
  if (!person) return;
  const send = async (lock) => {
    if (lock === null) return plan();
    for (const entry of await mine()) {
      if (!entry.refused && !(await sendOne(entry))) return plan();
    }
  };
  // One tab sends; without locks, the server's memory of keys is enough.
  if (navigator.locks) await navigator.locks.request(NAME, { ifAvailable: true }, send);
  else await send();
  await show();
}

async function sendOne(entry) {
  const answer = await post(entry);
  if (answer.isUnreachable || answer.status === 401) return false;
  const isOvertaken = !(await mine()).some(({ key }) => key === entry.key);
  if (isOvertaken) return true;
  if (answer.ok) await change((entries) => entries.delete(entry.key));
  else await change((entries) => entries.put({ ...entry, refused: reason(answer.page) }));
  const result = { entry, ok: answer.ok, part: answer.text, reason: reason(answer.page) };
  tell(result);
  tabs.postMessage(result);
  return true;
}

function tell(result) {
  document.dispatchEvent(new CustomEvent("outbox", { detail: result }));
}

async function attempt(entry, signal) {
  const headers = { "Idempotency-Key": entry.key, ...(entry.part ? { "X-Part": entry.part } : {}) };
  const body = new URLSearchParams(entry.fields);
  try {
    const answer = await fetch(entry.address, { method: "POST", body, headers, signal });
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const { ok, status, url } = answer;
    return { ok, status, url, text, page, isUnreachable: LATER.includes(status) };
  } catch {
    return { isUnreachable: !signal?.aborted, isOvertaken: signal?.aborted };
  }
}

export function reason(page) {
  const said = page?.querySelector(".problems p") ?? page?.querySelector("main h1");
  const word = said?.querySelector(".notice-word")?.textContent ?? "";
  return (said?.textContent ?? "").replace(word, "").replace(/\s+/g, " ").trim();
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(sendAll, RETRY);
}

async function show() {
  if (!place) return;
  const entries = await mine();
  const unsent = entries.filter((entry) => !entry.refused).length;
  const { one, many, refused, discard } = place.dataset;
  if (entries.length === 0) return document.querySelector(".outbox")?.remove();
  if (!document.querySelector(".outbox")) place.after(place.content.cloneNode(true));
  const section = document.querySelector(".outbox");
  section.querySelector("p").textContent = unsent ? (unsent === 1 ? one : many).replace("{count}", unsent) : refused;
  section.querySelector("ul").replaceChildren(
    ...entries.map((entry) => {
      const line = document.createElement("li");
      line.textContent = entry.refused ? `${entry.title}: ${entry.refused} ` : entry.title;
      if (!entry.refused) return line;
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button", textContent: discard });
      button.addEventListener("click", () => forget(entry.key));
      line.append(button);
      return line;
    }),
  );
}

async function mine() {
  const entries = await change((store) => store.getAll()).catch(() => []);
  return entries.filter((entry) => entry.person === person).sort((one, other) => one.at - other.at);
}

async function change(work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(NAME, "readwrite");
      const request = work(transaction.objectStore(NAME));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Without https there is no `randomUUID`.
function fallbackKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Another tab has sent something that this one shows, too.
tabs.addEventListener("message", ({ data }) => {
  tell(data);
  show();
});
addEventListener("online", sendAll);
document.addEventListener("submit", ({ target }) => {
  // Signing out leaves nothing private on the device. A field named "action" hides the property of that name.
  if (/^\/(sign-out|account\/(devices|deletion))\b/.test(new URL(target.getAttribute("action") ?? "", location.href).pathname)) {
    change((entries) => entries.clear()).catch(() => null);
  }
});
sendAll();
