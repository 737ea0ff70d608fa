// What is written is kept a few seconds after the last key, by the same door as "Save draft".
// What may already be there is shown in place; without this script the preview shows it.

const PAUSE = 3000;

for (const form of document.querySelectorAll("[data-draft]")) {
  let timer = 0;
  let sending = null;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  // A draft that is kept after its topic was proposed would come back as a ghost.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending?.abort();
  });

  async function keep() {
    sending?.abort();
    sending = new AbortController();
    const request = {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Part": "draft" },
      signal: sending.signal,
    };
    try {
      const answer = await fetch(form.dataset.draft, request);
      if (answer.ok) form.querySelector("[data-kept]").innerHTML = await answer.text();
    } catch {
      // No network, or the form is being sent: the next key tries again.
    }
  }
}
