// A second press while the first one is on its way does nothing.
"use strict";
for (const form of document.querySelectorAll("[data-press-once]")) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => (isSent = false));
}
