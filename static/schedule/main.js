// The schedule editor. Every action also works without this: each card links to a page with the same choices.

import { drop, isHolding, putBack } from "./holding.js";
import * as keyboard from "./keyboard.js";
import * as menu from "./menu.js";
import { hush, undo } from "./moves.js";
import { root } from "./page.js";
import * as panels from "./panels.js";
import * as pointer from "./pointer.js";
import * as polling from "./polling.js";
import { remember } from "./refresh.js";
import * as several from "./several.js";
import * as slotEnd from "./slot-end.js";
import * as tray from "./tray.js";
import * as view from "./view.js";

const ACTIONS = { drop: () => drop(), override: () => drop({ override: true }), "put-back": putBack, hush };

if (root?.querySelector(".board .grid")) {
  remember();
  root.classList.add("is-live");
  for (const part of [view, keyboard, several, pointer, menu, panels, slotEnd, tray, polling]) part.start();
  root.addEventListener("click", (event) => {
    const action = ACTIONS[event.target.closest("[data-do]")?.dataset.do];
    if (action) action();
  });
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-step]") || !navigator.onLine) return;
    event.preventDefault();
    if (isHolding()) putBack();
    undo(event.target.dataset.step === "redo");
  });
} else if (root) {
  panels.start();
}
