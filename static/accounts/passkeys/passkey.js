// The button of a passkey asks the device; what it answers is sent as a field of the form.
// Browsers that know no passkeys keep the words that stand in the button's place.

const knows = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

for (const form of knows ? document.querySelectorAll("[data-passkey]") : []) {
  form.hidden = false;
  for (const words of document.querySelectorAll("[data-without-passkey]")) words.hidden = true;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-said]");
    said.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(await ask(form.dataset));
      form.submit();
    } catch (error) {
      // Somebody thought better of it, the device has none, or it has one already.
      said.textContent =
        error.name === "InvalidStateError" ? said.dataset.already : said.dataset.failed;
    }
  });
}

async function ask({ passkey, options: address }) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  const options = await answer.json();
  return passkey === "new"
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      });
}
