/* Saves a draft while it is typed. Without scripts each page is saved as it is sent. */
"use strict";

const said = document.querySelector("[data-saving]");
const form = said.closest("form");
const STILL = 1500; // milliseconds after the last key
const AGAIN = 8000; // milliseconds until a lost connection is tried again

let timer = 0;
let isWaiting = false;
let isSaving = false;

const wait = (milliseconds) => {
  window.clearTimeout(timer);
  isWaiting = true;
  timer = window.setTimeout(save, milliseconds);
};

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
    });
    if (answer.ok || answer.status === 409) {
      const told = await answer.json();
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
form.addEventListener("submit", () => {
  window.clearTimeout(timer);
  isWaiting = false;
});
/* Whoever goes back, or puts the phone away, has saved. */
document.addEventListener("visibilitychange", () => {
  if (document.hidden && isWaiting) save();
});
