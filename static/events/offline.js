// Lets this site be read without a network, where the browser allows it (on https and on localhost), and says
// of a page that it is an older one.

const place = document.querySelector("[data-stale]");
const { serviceWorker } = navigator;

if (place?.dataset.since) {
  const { lang } = document.documentElement;
  const time = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
  place.textContent = place.dataset.words.replace("{time}", time.format(new Date(place.dataset.since)));
  place.hidden = false;
}

if (serviceWorker && isSecureContext && place) {
  serviceWorker
    .register(place.dataset.stale)
    // A page that an older version kept names that version, which can't be fetched now: the newer one answers.
    .catch(() => null)
    .then(() => serviceWorker.ready)
    .then(({ active }) => {
      const pages = [...document.querySelectorAll(".site-nav a")].map((link) => link.href);
      active.postMessage({ keep: [location.href, ...pages] });
    })
    .catch(() => {
      // It is as it would be without.
    });
}
