// The page that the other modules work on: its root, its words, and the region that is read aloud.

export const root = document.getElementById("schedule");

const live = document.getElementById("schedule-live");
const templates = document.getElementById("schedule-words")?.dataset ?? {};

const narrow = matchMedia("(max-width: 47.99rem)");

export const isPhone = () => narrow.matches;

// A text of the page, with its values: `text("moved", {title: "Boot time"})`.
export function text(name, values = {}) {
  return (templates[name] ?? "").replaceAll(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

// A text that depends on a number: the page has one for 1 and one for all others.
export function counted(name, number, values = {}) {
  return text(`${name}${number === 1 ? "One" : "Many"}`, { number, ...values });
}

// Said after the page has changed, so that screen readers notice it; twice the same is said twice.
export function announce(words) {
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = words));
}

export function element(name, { kind, className, textContent, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (kind) made.dataset.kind = kind;
  if (textContent !== undefined) made.textContent = textContent;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
