/* Says how much of a meeting is left. Without scripts its beginning and its end stand there. */
"use strict";

const timer = document.querySelector("[data-timer]");
const MINUTE = 60_000; // milliseconds

function tell() {
  const now = Date.now();
  const until = (instant) => Math.ceil((Date.parse(instant) - now) / MINUTE);
  const { starts, ends, before, underWay, over } = timer.dataset;
  if (until(ends) <= 0) timer.textContent = ` · ${over}`;
  else if (until(starts) <= 0) timer.textContent = ` · ${underWay.replace("#", until(ends))}`;
  else if (until(starts) <= 60) timer.textContent = ` · ${before.replace("#", until(starts))}`;
}

if (timer) {
  tell();
  window.setInterval(tell, MINUTE / 4);
}
