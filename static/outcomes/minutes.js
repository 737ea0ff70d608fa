// Minutes are saved as they are typed. Until the server has answered that it keeps a text, the browser keeps it
// too, and offers it again after a crash, a network that was gone, or a sign-in that had run out.

const PAUSE = 2_000;
const RETRY = 10_000;

for (const form of document.querySelectorAll("[data-minutes]")) {
  const text = form.querySelector("textarea");
  const version = form.querySelector('[name$="version"]');
  const place = form.querySelector("[data-said]");
  const name = `minutes ${form.action}`;
  let timer = 0;
  let isSaving = false;

  const kept = read(name);
  if (kept !== null && kept !== text.value) {
    text.value = kept;
    say("restored");
    plan(PAUSE);
  }

  text.addEventListener("input", () => {
    write(name, text.value);
    say("typing");
    plan(PAUSE);
  });
  addEventListener("online", () => read(name) !== null && plan(0));

  function plan(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function save() {
    if (isSaving) return plan(PAUSE);
    isSaving = true;
    const sent = text.value;
    try {
      const request = { method: "POST", body: new FormData(form), headers: { "X-Part": "minutes" } };
      const answer = await fetch(form.action, request);
      if (!answer.ok || answer.redirected) throw new Error(`${form.action} answered ${answer.status}`);
      const saved = await answer.json();
      version.value = saved.version;
      if (text.value === sent) {
        if (saved.joined) text.value = saved.text;
        forget(name);
        say(saved.joined ? "joined" : "saved");
      } else plan(PAUSE);
    } catch {
      say("unsaved");
      plan(RETRY);
    }
    isSaving = false;
  }

  function say(what) {
    place.textContent = place.dataset[what];
  }
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch {
    // The device has no room left: the text is on the page, and is sent all the same.
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
