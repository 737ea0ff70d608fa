// Shows how a planning run goes without reloading the page; without this script a link does.

const PAUSE = 1000;

async function look(place) {
  const answer = await fetch(place.dataset.watch);
  if (!answer.ok) return;
  const was = place.querySelector(".run").dataset.state;
  // Somebody may be about to press the stop button: keep their place.
  const hadFocus = place.contains(document.activeElement);
  place.innerHTML = await answer.text();
  if (hadFocus) place.querySelector("button")?.focus();
  const state = place.querySelector(".run").dataset.state;
  if (isGoingOn(state)) setTimeout(look, PAUSE, place);
  else if (isGoingOn(was)) location.reload();
}

function isGoingOn(state) {
  return state === "going";
}

for (const place of document.querySelectorAll("[data-watch]")) {
  if (isGoingOn(place.querySelector(".run").dataset.state)) setTimeout(look, PAUSE, place);
}
