// What can be done with one session, each with its outcome: a menu at its card, a sheet on a phone. There, the
// places follow in order of price, because nobody can compare sixty cells on a small screen.

import { cellAt, cellOf, nameOf, roomOf } from "./cells.js";
import { choose, pickUp, pricesOf, swapInWords } from "./holding.js";
import { leaveOut, pin } from "./keyboard.js";
import { move } from "./moves.js";
import { announce, counted, element, isPhone, root, text } from "./page.js";
import { changeInWords, inOrder, inWords, kindOf } from "./prices.js";

let opener = null;

const sheet = () => document.getElementById("session-sheet");

export function start() {
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".card[data-topic] a.card-title");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openMenu(link.closest(".card"));
  });
  sheet().addEventListener("click", (event) => {
    if (event.target === sheet() || event.target.closest("[data-do=close]")) close();
  });
  sheet().addEventListener("close", () => opener?.focus({ preventScroll: true }));
}

export async function openMenu(card) {
  const { title, about } = card.dataset;
  opener = isPhone() ? card.querySelector("a") : (cellOf(card) ?? card.querySelector("a"));
  sheet().querySelector("h2").textContent = title;
  sheet().querySelector(".sheet-about").textContent = about;
  const body = sheet().querySelector(".sheet-body");
  const actions = element("ul", { className: "sheet-actions" });
  body.replaceChildren(actions);
  fill(actions, card, null);
  if (!sheet().open) sheet().showModal();
  place(card);
  const ending = new AbortController();
  sheet().addEventListener("close", () => ending.abort(), { once: true });
  const answer = await pricesOf(card.dataset, ending.signal);
  if (answer.isOk && actions.isConnected) fill(actions, card, answer.data);
}

function fill(actions, card, prices) {
  const focused = [...actions.children].findIndex((line) => line.contains(document.activeElement));
  const cell = cellOf(card);
  const { pinned, length, canRepeat, plenary } = card.dataset;
  const best = prices && inOrder(prices.places).find((one) => one.kind !== "forbidden");
  const lines = [
    [text(cell ? "doMove" : "doPlace"), () => moveFrom(card, prices), bestInWords(best)],
    ...(cell && prices ? rooms(card, prices) : []),
  ];
  if (cell) {
    if (plenary === undefined) {
      const minutes = Number(length);
      for (const one of card.dataset.lengths?.split(" ").filter(Boolean) ?? []) {
        if (Number(one) === minutes) continue;
        const words = counted(Number(one) > minutes ? "doLengthen" : "doShorten", Number(one));
        lines.push([words, () => send(card, { action: "lengthen", minutes: one })]);
      }
    }
    lines.push([text(pinned === undefined ? "doPin" : "doUnpin"), () => pin(card), text("pinMeans")]);
    if (canRepeat !== undefined) lines.push([text("doRepeat"), () => send(card, { action: "second_run" })]);
    const losing = prices ? changeInWords(prices.leave_out.people) : "";
    lines.push([text("doLeaveOut"), () => leaveOut(card), losing, "alarm"]);
  }
  actions.replaceChildren(...lines.map(([words, act, meta, kind]) => line(words, act, meta, kind)), pageLink(card));
  if (focused >= 0) actions.children[Math.min(focused, actions.children.length - 1)].firstElementChild.focus();
}

function line(words, act, meta, kind) {
  const button = element("button", { type: "button" }, element("b", { textContent: words }));
  if (meta) button.append(element("span", { className: "meta", textContent: meta }));
  button.addEventListener("click", () => {
    close();
    act();
  });
  return element("li", kind ? { kind } : {}, button);
}

function pageLink(card) {
  const link = card.querySelector("a.card-title");
  return element("li", {}, element("a", { href: link.href, textContent: text("doOpen") }));
}

function bestInWords(best) {
  const cell = best && cellAt(best.slot, best.room);
  return cell ? text("best", { where: nameOf(cell), price: inWords(best) }) : "";
}

// Another room at the same time, each with its price.
function rooms(card, prices) {
  const cell = cellOf(card);
  return prices.places
    .filter((one) => String(one.slot) === cell.dataset.slot && one.kind !== "here" && one.kind !== "forbidden")
    .slice(0, 3)
    .map((one) => {
      const to = cellAt(one.slot, one.room);
      return [text("doRoom", { where: roomOf(to) }), () => go(card, one), inWords(one)];
    });
}

function moveFrom(card, prices) {
  if (isPhone()) return prices ? choosePlace(card, prices) : openMenu(card);
  pickUp(card);
  const cell = cellOf(card) ?? root.querySelector(".grid td[tabindex='0']");
  cell?.focus();
  if (cell) choose(cell);
}

function choosePlace(card, prices) {
  const list = element("ul", { className: "places" });
  for (const one of inOrder(prices.places)) {
    const cell = cellAt(one.slot, one.room);
    if (cell) list.append(placeLine(card, one, cell));
  }
  sheet().querySelector("h2").textContent = text("whereTo");
  sheet().querySelector(".sheet-about").textContent = card.dataset.title;
  sheet().querySelector(".sheet-body").replaceChildren(list);
  if (!sheet().open) sheet().showModal();
  announce(text("whereTo"));
}

function placeLine(card, one, cell) {
  const kind = kindOf(one);
  const swap = swapInWords(one);
  const meta = kind === "no" ? `${one.reasons.join("; ")}${one.overridable ? ` · ${text("overridable")}` : ""}` : swap || text("free");
  const where = element("span", { textContent: nameOf(cell) }, element("span", { className: "meta", textContent: meta }));
  const tag = element("span", { className: "tag", textContent: kind === "no" ? text("no") : inWords(one) });
  if (kind === "no" && !one.overridable) return element("li", { kind }, element("div", {}, where, tag));
  const button = element("button", { type: "button" }, where, tag);
  button.addEventListener("click", () => {
    close();
    go(card, one, { override: kind === "no" });
  });
  return element("li", { kind }, button);
}

function go(card, one, { override = false } = {}) {
  const { topic, run, title } = card.dataset;
  const from = cellOf(card);
  const action = one.kind === "swap" ? "swap" : from ? "move" : "place";
  move({ action, topic, run, title, card, from, to: cellAt(one.slot, one.room), slot: one.slot, room: one.room, override });
}

function send(card, change) {
  const { topic, run, title } = card.dataset;
  const cell = cellOf(card);
  const where = cell ? { slot: cell.dataset.slot, room: cell.dataset.room } : {};
  move({ topic, run, title, from: cell, ...where, ...change });
}

function close() {
  sheet().close();
}

// At its card, and never beyond the window.
function place(card) {
  const style = sheet().style;
  if (isPhone()) {
    style.translate = "";
    return;
  }
  const [box, own] = [card.getBoundingClientRect(), sheet().getBoundingClientRect()];
  const left = box.right + own.width + 8 < innerWidth ? box.right + 8 : Math.max(8, box.left - own.width - 8);
  const top = Math.max(8, Math.min(box.top, innerHeight - own.height - 120));
  style.translate = `${left}px ${top}px`;
}
