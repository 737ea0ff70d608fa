// Marks the row of the agenda in which it is now, on the days of the event.

const MINUTE = 60_000;

function mark() {
  const now = Date.now();
  for (const row of document.querySelectorAll(".programme tbody tr")) {
    const [starts, ends] = Array.from(row.querySelectorAll("th time"), (each) => Date.parse(each.dateTime));
    row.toggleAttribute("data-now", starts <= now && now < ends);
    row.querySelector(".programme-now")?.remove();
    if (row.hasAttribute("data-now")) row.querySelector("th").append(word("Now"));
  }
}

function word(text) {
  const made = document.createElement("span");
  made.className = "programme-now";
  made.textContent = text;
  return made;
}

mark();
setInterval(mark, MINUTE);
