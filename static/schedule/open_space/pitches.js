// The list of pitches follows what is pitched and voted, within ten seconds and for a few bytes while nothing
// changes; less often while nobody looks at it.

const PAUSE = 8_000;
const JITTER = 1_500;
const HIDDEN = 60_000;
let known = "";

const list = document.querySelector("[data-pitches]");

async function renew() {
  const headers = known ? { "If-None-Match": known } : {};
  const answer = await fetch(list.dataset.pitches, { cache: "no-store", headers }).catch(() => null);
  for (const place of document.querySelectorAll("[data-lost]")) place.hidden = answer !== null;
  // Whoever is pressing a button there sees what changed a little later.
  if (answer?.ok && !list.contains(document.activeElement)) {
    known = answer.headers.get("ETag") ?? "";
    list.innerHTML = await answer.text();
    document.dispatchEvent(new Event("part-replaced"));
  }
  plan();
}

function plan() {
  setTimeout(renew, (document.hidden ? HIDDEN : PAUSE) + Math.random() * JITTER);
}

// There is none while the event takes no pitches.
if (list) plan();
