// The agenda answers at once to what is looked for, and the address says what that is. A page that was opened
// with something to find holds only that: it asks the server again.

const form = document.querySelector("[data-find]");
const whole = document.querySelector(".programme-all:not([data-filtered])");
const result = form?.querySelector(".find-result");
let timer = 0;

form?.addEventListener("input", (event) => {
  clearTimeout(timer);
  const isTyping = event.target.type === "search";
  if (whole) find();
  else timer = setTimeout(() => form.requestSubmit(), isTyping ? 600 : 0);
});
form?.addEventListener("submit", (event) => {
  if (whole) event.preventDefault();
});
form?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
form?.querySelector("[data-show-all] a").addEventListener("click", (event) => {
  if (!whole) return;
  event.preventDefault();
  form.querySelector('[type="search"]').value = "";
  for (const choice of form.querySelectorAll("select")) choice.value = "";
  for (const box of form.querySelectorAll('[type="checkbox"]')) box.checked = false;
  find();
});
if (whole && form) form.querySelector("button").hidden = true;

function find() {
  const wanted = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const isFiltered = Object.keys(wanted).length > 0;
  let count = 0;
  for (const session of whole.querySelectorAll(".session")) {
    const matches = isWanted(session, wanted);
    session.hidden = !matches;
    count += Number(matches);
  }
  hideEmpty(isFiltered);
  whole.toggleAttribute("data-found", isFiltered);
  const { one, many, none } = result.dataset;
  result.textContent = !isFiltered ? "" : count === 0 ? none : count === 1 ? one : many.replace("{n}", count);
  form.querySelector("[data-show-all]").hidden = !isFiltered;
  const query = new URLSearchParams(wanted).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

function isWanted(session, { day, room, area, contact, only, q = "" }) {
  const { room: inRoom, areaOf, contacts } = session.dataset;
  const text = session.textContent.toLowerCase();
  return (
    (!day || session.closest(".programme").id === day) &&
    (!room || inRoom === room) &&
    (!area || areaOf === area) &&
    (!contact || contacts.split(" ").includes(contact)) &&
    (only !== "mine" || session.querySelector(".session-mine") !== null) &&
    q.toLowerCase().split(/\s+/).every((word) => text.includes(word))
  );
}

function hideEmpty(isFiltered) {
  for (const row of whole.querySelectorAll("tbody tr")) {
    row.hidden = isFiltered && !row.querySelector(".session:not([hidden])");
  }
  for (const day of whole.querySelectorAll(".programme")) {
    day.hidden = isFiltered && !day.querySelector(".session:not([hidden])");
  }
}
