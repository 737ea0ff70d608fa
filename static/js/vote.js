// A vote is answered in place: the button's form is sent, and the answer takes its place on the page.
// Where anything goes wrong, the form is sent as it would be without this script, which shows the reason.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-vote]") || !event.submitter) return;
  event.preventDefault();

  const { name, value } = event.submitter;
  const part = await send(form, name, value);
  if (!part) return sendPlainly(form, name, value);

  const { vote: number, wanted, split } = part.dataset;
  form.replaceWith(part);
  for (const count of document.querySelectorAll(`[data-wanted-of="${number}"]`)) {
    count.textContent = wanted;
    const words = count.nextElementSibling;
    words.textContent = wanted === "1" ? words.dataset.one : words.dataset.many;
  }
  const tally = document.querySelector("[data-tally]");
  if (tally) tally.textContent = split;
  const line = part.closest(".topic-line");
  line?.toggleAttribute("data-mine", value !== "");
  part.querySelector(value ? `[value="${value}"]` : "button").focus({ preventScroll: true });
  // Said after the part stands on the page, so that screen readers notice it.
  requestAnimationFrame(() => {
    part.querySelector("[data-said]").textContent = value ? "Saved" : "Taken back";
  });
});

async function send(form, name, value) {
  const body = new FormData(form);
  body.set(name, value);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "vote" } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return document.adoptNode(page.querySelector("[data-vote]"));
  } catch {
    return null; // no network: let the browser say so
  }
}

function sendPlainly(form, name, value) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
  form.submit();
}
