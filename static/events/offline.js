// Lets this site be read without a network, where the browser allows it (on https and on localhost), and says
// of a page that it is an older one.

const place = document.querySelector("[data-stale]");
const { serviceWorker } = navigator;

if (serviceWorker && isSecureContext && place) {
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data.page !== location.href) return;
    place.hidden = data.staleSince === null;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    if (data.staleSince) place.textContent = place.dataset.words.replace("{time}", time.format(new Date(data.staleSince)));
  });
  serviceWorker
    .register(place.dataset.stale)
    // A page that an older version kept names that version, which can't be fetched now: the newer one answers.
    .catch(() => null)
    .then(() => serviceWorker.ready)
    .then(({ active }) => {
      active.postMessage({ asks: location.href });
      const pages = [...document.querySelectorAll(".site-nav a")].map((link) => link.href);
      active.postMessage({ keep: [location.href, ...pages] });
    })
    .catch(() => {
      // It is as it would be without.
    });
}
