// A correction applies as soon as it is chosen; a line and what it became are shown together; on a phone, two tabs.

const form = document.querySelector("[data-import-check]");
const source = document.getElementById("source");
const tabs = document.querySelector(".import-tabs");
const PHONE = window.matchMedia("(max-width: 59.99rem)");

function apply() {
  form.requestSubmit(form.querySelector('[value="apply"]'));
}

function isChosen({ options, selectedIndex }) {
  const first = [...options].findIndex((option) => option.defaultSelected);
  return selectedIndex !== Math.max(first, 0);
}

form.addEventListener("change", (event) => {
  if (event.target.matches("select")) apply();
});

// Somebody may choose before this script is there. Choices that a browser brings back with an old page are not new.
const [navigation] = performance.getEntriesByType("navigation");
if (navigation?.type === "navigate" && [...form.querySelectorAll("select")].some(isChosen)) apply();

function show(part) {
  for (const button of tabs.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.shows === part));
  }
  source.hidden = PHONE.matches && part !== "source";
  form.hidden = PHONE.matches && part !== "understood";
}

function arrange() {
  tabs.hidden = !PHONE.matches;
  show(location.hash.startsWith("#line-") ? "source" : "understood");
}

tabs.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) show(button.dataset.shows);
});

window.addEventListener("hashchange", () => {
  const target = document.querySelector(location.hash || "#understood");
  if (!target) return;
  show(source.contains(target) ? "source" : "understood");
  for (const line of source.querySelectorAll("[aria-current]")) line.removeAttribute("aria-current");
  if (source.contains(target)) target.setAttribute("aria-current", "true");
  target.scrollIntoView({ block: "center" });
});

PHONE.addEventListener("change", arrange);
arrange();
