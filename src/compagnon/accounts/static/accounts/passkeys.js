/* Passkeys: the browser itself asks for the finger, the face or the PIN.
   Where there are no scripts or no passkeys, the mailed code stands beside it. */
"use strict";

const optionsFor = async (place) => {
  if (place.dataset.options) {
    return JSON.parse(document.getElementById(place.dataset.options).textContent);
  }
  const form = place.querySelector("form");
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
};

const askBrowser = async (place) => {
  const options = await optionsFor(place);
  return place.dataset.passkey === "create"
    ? window.webauthnJSON.create(options.creation_options)
    : window.webauthnJSON.get(options.request_options);
};

const hasPasskeys = Boolean(window.PublicKeyCredential);

for (const place of document.querySelectorAll("[data-no-passkey]")) {
  place.hidden = hasPasskeys;
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!hasPasskeys) continue;
  const form = place.querySelector("form");
  const failed = place.querySelector("[data-failed]");
  place.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await askBrowser(place));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
