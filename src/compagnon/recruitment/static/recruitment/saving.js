/* Saves a draft while it is typed. Without scripts each page is saved as it is sent. */
"use strict";

const said = document.querySelector("[data-saving]");
const form = said.closest("form");
const STILL = 1500; // milliseconds after the last key
const AGAIN = 8000; // milliseconds until a lost connection is tried again

const door = document.querySelector(".signed-out");
const FORBIDDEN = 403;

let timer = 0;
let isWaiting = false;
let isSaving = false;
let isSignedOut = false;

const wait = (milliseconds) => {
  window.clearTimeout(timer);
  isWaiting = true;
  timer = window.setTimeout(save, milliseconds);
};

/* Whoever signs in again has a new session, and with it a new token; nobody is asked to type anything twice. */
async function renew() {
  const answer = await fetch(window.location.href, { redirect: "manual" });
  isSignedOut = !answer.ok;
  if (isSignedOut) return tellSignedOut();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  form.elements.csrfmiddlewaretoken.value = page.querySelector(
    "[name=csrfmiddlewaretoken]",
  ).value;
  wait(0);
}

function tellSignedOut() {
  said.textContent = said.dataset.signedOut;
  door.hidden = false;
  wait(AGAIN);
}

async function save() {
  if (isSaving) return wait(STILL);
  window.clearTimeout(timer);
  isWaiting = false;
  isSaving = true;
  try {
    const answer = await fetch(said.dataset.saving, {
      method: "POST",
      body: new FormData(form),
      keepalive: true,
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === FORBIDDEN) {
      await renew();
    } else if (answer.ok || answer.status === 409) {
      const told = await answer.json();
      isSignedOut = false;
      door.hidden = true;
      said.textContent = told.said;
      if (told.seen) form.elements.seen.value = told.seen;
    }
  } catch {
    said.textContent = said.dataset.waits;
    wait(AGAIN);
  } finally {
    isSaving = false;
  }
}

form.addEventListener("input", () => wait(STILL));
form.addEventListener("submit", (event) => {
  if (isSignedOut) {
    event.preventDefault();
    return save();
  }
  window.clearTimeout(timer);
  isWaiting = false;
});
/* Whoever goes back, or puts the phone away, has saved. */
document.addEventListener("visibilitychange", () => {
  if (document.hidden && isWaiting) save();
});
