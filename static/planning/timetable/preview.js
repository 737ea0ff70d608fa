// A form is previewed while it is filled in: the server answers what it would do, as its button "Preview" does.

const CALM = 300; // milliseconds without a change

for (const form of document.querySelectorAll("form[data-preview]")) {
  const button = form.querySelector("button[name=preview]");
  let timer = 0;
  let asked = 0;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, CALM);
  });

  form.addEventListener("submit", (event) => {
    if (event.submitter !== button || !navigator.onLine) return;
    event.preventDefault();
    show();
  });

  async function show() {
    const mine = ++asked;
    const shown = document.getElementById(form.dataset.preview);
    shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      // What was typed meanwhile is answered by the request after this one.
      if (mine === asked) replace(shown, page);
    } catch {
      // Without a network, the preview shows what was typed before.
    } finally {
      if (mine === asked) shown.removeAttribute("aria-busy");
    }
  }

  // What is wrong is said in the preview: the form itself stays as it is being filled in.
  function replace(shown, page) {
    const fresh = page.getElementById(shown.id);
    if (!fresh) return;
    const problems = page.querySelector("form[data-preview] .problems");
    if (problems) fresh.replaceChildren(...shown.querySelectorAll("h2"), document.importNode(problems, true));
    shown.replaceChildren(...fresh.childNodes);
  }
}
