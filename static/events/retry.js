// The placeholder gives way to the page itself as soon as it can be had: from the device, which may need a moment
// after a power cut, or from the network. Nobody stands before a screen to try again.

const PAUSE = 10_000;

async function retry() {
  const kept = await caches.match(location.href, { ignoreVary: true });
  const answer = kept ?? (await fetch(location.href, { cache: "no-store" }).catch(() => null));
  if (answer) location.reload();
}

// At its own address it is no placeholder for anything.
if (location.pathname !== "/offline") {
  setInterval(retry, PAUSE);
  addEventListener("online", retry);
}
