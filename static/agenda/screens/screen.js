// A screen holds everything that it shows until tomorrow, and changes its scenes by the clock; so it goes on
// without a network. Where there are more rooms than fit, they take turns.

import { now } from "../../ui/clock.js";

const MINUTE = 60_000;
const TURN = 10_000;
const RENEWAL = 60 * MINUTE;
let turn = 0;

function show() {
  const scenes = [...document.querySelectorAll("[data-scene]")];
  const current = scenes.find(
    ({ dataset }) => Date.parse(dataset.from) <= now() && now() < Date.parse(dataset.to),
  );
  for (const scene of scenes) scene.hidden = scene !== (current ?? scenes[0]);
  const shown = current ?? scenes[0];
  if (shown) takeTurns(shown);
  measure();
}

function takeTurns(scene) {
  const pages = [...scene.querySelectorAll("[data-page]")];
  const place = document.querySelector("[data-pages]");
  pages.forEach((page, number) => {
    page.hidden = number !== turn % pages.length;
  });
  if (!place) return;
  const words = place.dataset.words.replace("{n}", (turn % pages.length) + 1).replace("{m}", pages.length);
  place.textContent = pages.length > 1 ? `${words} ·` : "";
}

function measure() {
  for (const place of document.querySelectorAll("[data-left]")) {
    const minutes = Math.max(1, Math.ceil((Date.parse(place.dataset.left) - now()) / MINUTE));
    place.textContent = (minutes === 1 ? place.dataset.one : place.dataset.many).replace("{m}", minutes);
  }
  for (const bar of document.querySelectorAll("[data-progress-from]")) {
    const [from, to] = [bar.dataset.progressFrom, bar.dataset.progressTo].map((text) => Date.parse(text));
    bar.setAttribute("width", Math.min(100, Math.max(0, (100 * (now() - from)) / (to - from))));
  }
}

// What the page itself is made of is renewed every hour, but only while the server answers.
async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

show();
setInterval(show, 1_000);
setInterval(() => (turn += 1), TURN);
setInterval(renew, RENEWAL);
document.addEventListener("part-replaced", show);
