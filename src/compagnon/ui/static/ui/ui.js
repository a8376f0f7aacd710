/* What scripts add. Every page works without them. */
"use strict";

/* Menus fold up when one looks elsewhere. */
const openMenus = () => document.querySelectorAll("details.fold[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* After a form comes back, a reader begins at the list of problems. */
const showProblems = (within) => within.querySelector(".problems")?.focus();
showProblems(document);
document.addEventListener("htmx:afterSwap", (event) => showProblems(event.target));

/* A whole page where a part was expected (signed out meanwhile, say): go there. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (/^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = false;
    window.location.assign(xhr.responseURL);
  }
});

/* A press that failed must not look like one that worked. */
const sayFailed = () => {
  const said = document.getElementById("failed").content.cloneNode(true);
  const messages = document.getElementById("messages");
  messages.replaceChildren(said);
  messages.scrollIntoView({ block: "center" });
};
document.addEventListener("htmx:responseError", sayFailed);
document.addEventListener("htmx:sendError", sayFailed);
