// Shows how a planning run goes without reloading the page; without this script a link does.

const PAUSE = 1000;

async function look(place) {
  const answer = await fetch(place.dataset.watch).catch(() => null);
  // A server that is just being started again answers the next time.
  if (!answer || answer.status >= 500) return void setTimeout(look, PAUSE, place);
  if (!answer.ok) return;
  const now = document.createElement("div");
  now.innerHTML = await answer.text();
  const isGoingOn = now.querySelector(".run").dataset.state === "going";
  // What is the same is not put there again: it would be read aloud every second.
  if (isGoingOn && words(now) !== words(place)) show(place, now);
  if (isGoingOn) setTimeout(look, PAUSE, place);
  else location.reload();
}

function show(place, now) {
  // Somebody may be about to press the stop button: keep their place.
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...now.children);
  if (hadFocus) place.querySelector("button")?.focus();
}

function words(place) {
  return place.textContent.replaceAll(/\s+/g, " ").trim();
}

for (const place of document.querySelectorAll("[data-watch]:has([data-state=going])")) {
  setTimeout(look, PAUSE, place);
}
