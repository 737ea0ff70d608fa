// A form that is sent without a network would be replaced by the browser's own error page, and what was typed
// with it. It stays where it is instead, and says so; sending it again works as soon as the network is back.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (navigator.onLine || form.method !== "post" || form.matches("[data-vote]")) return;
  event.preventDefault();
  const notice = form.querySelector("[data-offline]") ?? form.insertBefore(notSent(), form.firstChild);
  notice.focus();
});

addEventListener("online", () => {
  for (const notice of document.querySelectorAll("[data-offline]")) notice.remove();
});

function notSent() {
  return document.getElementById("not-sent").content.firstElementChild.cloneNode(true);
}
