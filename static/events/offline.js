// Lets this site be read without a network, where the browser allows it (on https and on localhost), and says
// of a page that it is an older one, and why. When a slow server has answered, its page takes the place of the
// older one; while something is being typed, only when asked.

const place = document.querySelector("[data-stale]");
const { serviceWorker } = navigator;
const { words, slow, unreachable, newer, show } = place?.dataset ?? {};
let hasTyped = false;

function say(sentence) {
  const { lang } = document.documentElement;
  const since = new Date(place.dataset.since);
  const isToday = since.toDateString() === new Date().toDateString();
  const time = new Intl.DateTimeFormat(lang, { dateStyle: isToday ? undefined : "medium", timeStyle: "short" });
  place.textContent = sentence.replace("{time}", time.format(since));
  place.hidden = !sentence;
}

// The browser knows when it has no network at all; otherwise it is the server that can't be reached.
function sayThatItFailed() {
  say(navigator.onLine ? unreachable : words);
}

function isBusy() {
  const inUse = document.activeElement?.matches("input, textarea, select");
  return hasTyped || inUse || document.querySelector("dialog[open]") !== null;
}

function takeNewer() {
  if (!isBusy()) return location.reload();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = show;
  button.addEventListener("click", () => location.reload());
  say(newer);
  place.append(" ", button);
}

if (place?.dataset.since) {
  if (place.dataset.reason === "slow") say(slow);
  else sayThatItFailed();
}

if (place?.dataset.reason === "slow") {
  document.addEventListener("input", () => (hasTyped = true), { once: true });
  serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.answered) takeNewer();
    else if (data?.answered === false) sayThatItFailed();
  });
  serviceWorker?.controller?.postMessage({ awaited: location.href });
}

if (serviceWorker && isSecureContext && place) {
  serviceWorker
    .register(place.dataset.stale)
    // A page that an older version kept names that version, which can't be fetched now: the newer one answers.
    .catch(() => null)
    .then(() => serviceWorker.ready)
    .then(({ active }) => {
      const pages = [...document.querySelectorAll(".site-nav a")].map((link) => link.href);
      // The first page of a visit loaded its styles and scripts before there was anything to keep them.
      const files = performance.getEntriesByType("resource").map(({ name }) => name);
      active.postMessage({ keep: [location.href, ...pages], files });
    })
    .catch(() => {
      // It is as it would be without.
    });
}
