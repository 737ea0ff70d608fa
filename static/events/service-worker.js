// Keeps what was read once, so that it can be read without a network: pages from the network first, and from
// what is kept if it does not answer in three seconds; styles and scripts, whose addresses change with what is
// in them, from what is kept first. A kept page says why it is shown, and asks for the answer that is late.
//
// A new version of this file takes over at once, in open pages too, and throws away what the version before it
// kept of styles and scripts. Pages stay: they are read from the network first anyway. Signing in or out, and a
// page that asks to sign in again, throw all pages away, because they were drawn for somebody else.

const VERSION = new URL(location.href).searchParams.get("v") ?? "1";
const STATIC = `static-${VERSION}`;
const PAGES = "pages";
const PATIENCE = 3_000;
// A proxy answers with these while the server behind it can't be reached.
const GATEWAY_FAILURES = new Set([502, 503, 504]);
const LATE_ANSWERS = 30_000;
const OFFLINE = "/offline";
const MOST_PAGES = 300;
// Answers of a slow server that a page is waiting for, by address.
const late = new Map();

self.addEventListener("install", (event) => {
  event.waitUntil(keepOfflinePage().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldVersions().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.method === "POST" && /^\/(sign-in|sign-out|account)\b/.test(address.pathname)) {
    event.waitUntil(forgetPages());
  }
  if (request.method !== "GET") {
    // An answer from before this change must not pass for one from after it.
    late.clear();
    return;
  }
  if (isNamedByContent(address)) event.respondWith(keptFirst(request));
  else if (isImported(address)) event.respondWith(keptLast(request));
  else if (request.mode === "navigate" && isReadable(address)) event.respondWith(networkFirst(request, event));
});

self.addEventListener("message", (event) => {
  const { keep, files = [], awaited } = event.data ?? {};
  const pages = (keep ?? []).filter((page) => isReadable(new URL(page)));
  event.waitUntil(Promise.all([...pages.map(keepPage), ...files.map(keepFile)]));
  if (awaited) event.waitUntil(tellWhenAnswered(awaited, event.source));
});

// What organizers see, accounts and addresses that are secrets themselves are never kept.
function isReadable({ pathname, search }) {
  if (/\/(organize|desk|confirmation|registration|door|announcements|invitations)(\/|$)/.test(pathname)) return false;
  if (/^\/(sign-in|account|events|calendars|health|api)\b/.test(pathname) || search.includes("part=")) return false;
  return !/\.(ics|pdf|xml|json|css|csv)$/.test(pathname);
}

function isNamedByContent({ pathname, search }) {
  return search.includes("v=") && /^\/(static|stylesheets)\/|\/theme\.css$/.test(pathname);
}

// What a script imports is named without a version.
function isImported({ pathname, search }) {
  return /^\/static\/.*\.js$/.test(pathname) && !search;
}

async function networkFirst(request, event) {
  const answered = late.get(request.url);
  late.delete(request.url);
  if (answered?.response && !GATEWAY_FAILURES.has(answered.response.status)) return answered.response;
  const kept = await caches.match(request, { cacheName: PAGES, ignoreVary: true });
  const answer = fetch(request).then((response) => keep(request, response));
  event.waitUntil(answer.catch(() => null));
  // Where nothing is kept, the network may take as long as it needs.
  if (!kept) return answer.catch(async () => (await caches.match(OFFLINE)) ?? Response.error());
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([answer, patience]).catch(() => "failed");
  if (first === "failed" || GATEWAY_FAILURES.has(first?.status)) return withAge(kept, "failed");
  if (first) return first;
  waitFor(request.url, answer);
  return withAge(kept, "slow");
}

// The page that was shown meanwhile loads itself again once the answer is here, and gets exactly that answer.
function waitFor(address, answer) {
  const entry = { answer };
  late.set(address, entry);
  const forget = () => late.get(address) === entry && late.delete(address);
  answer.then(
    (response) => {
      entry.response = response;
      setTimeout(forget, LATE_ANSWERS);
    },
    forget,
  );
}

async function tellWhenAnswered(address, page) {
  const response = await late.get(address)?.answer.catch(() => null);
  const isHere = Boolean(response) && !GATEWAY_FAILURES.has(response.status);
  if (!isHere) late.delete(address);
  page?.postMessage({ answered: isHere });
}

// The page itself says how old it is and why it is shown, whichever version of this file is asked, or none.
async function withAge(page, reason) {
  const { status, headers } = page;
  const html = await page.clone().text();
  const age = ` data-since="${headers.get("Date")}" data-reason="${reason}"`;
  return new Response(html.replace(" data-stale=", `${age}$&`), { status, headers });
}

async function keep(request, response) {
  if (response.status === 401) await forgetPages();
  const isPage = response.ok && !response.redirected && /^text\/html/.test(response.headers.get("Content-Type"));
  if (!isPage) return response;
  try {
    const pages = await caches.open(PAGES);
    await pages.put(request, response.clone());
    const addresses = await pages.keys();
    await Promise.all(addresses.slice(0, -MOST_PAGES).map((address) => pages.delete(address)));
  } catch {
    // The device has no room left: the page is shown all the same.
  }
  return response;
}

async function keepPage(address) {
  const pages = await caches.open(PAGES);
  if (await pages.match(address)) return;
  const response = await fetch(address).catch(() => null);
  if (response) await keep(new Request(address), response);
}

// What a page loaded before this file was there.
async function keepFile(address) {
  const place = new URL(address);
  if (!isNamedByContent(place) && !isImported(place)) return;
  const files = await caches.open(STATIC);
  if (!(await files.match(address))) await files.add(address).catch(() => null);
}

async function keptFirst(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    caches
      .open(STATIC)
      .then((files) => files.put(request, copy))
      .catch(() => null);
  }
  return response;
}

async function keptLast(request) {
  const files = await caches.open(STATIC);
  try {
    const response = await fetch(request);
    if (response.ok) await files.put(request, response.clone()).catch(() => null);
    return response;
  } catch {
    return (await files.match(request)) ?? Response.error();
  }
}

async function forgetPages() {
  late.clear();
  await caches.delete(PAGES);
}

async function keepOfflinePage() {
  const files = await caches.open(STATIC);
  const page = await fetch(OFFLINE, { credentials: "omit" });
  if (!page.ok) return;
  const html = await page.clone().text();
  const parts = [...html.matchAll(/(?:href|src)="(\/(?:static|stylesheets)\/[^"]+)"/g)].map(([, address]) => address);
  await files.put(OFFLINE, page);
  await Promise.all(parts.map((address) => keepFile(new URL(address, location.href).href)));
}

async function forgetOldVersions() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== STATIC && name !== PAGES).map((name) => caches.delete(name)));
}
