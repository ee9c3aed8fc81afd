// A second press while the first one is on its way does nothing, and what is typed would go nowhere: the
// fields can be read only. Stopping it (Escape, the browser's button) gives the form back.
for (const form of document.querySelectorAll("[data-press-once], form:has([data-row-form])")) {
  let isSent = false;
  const turn = (sent) => {
    isSent = sent;
    for (const field of form.querySelectorAll("textarea, input")) field.readOnly = sent;
  };
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    turn(true);
  });
  addEventListener("pageshow", () => turn(false));
  window.navigation?.addEventListener("navigateerror", () => turn(false));
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !isSent) return;
    window.stop();
    turn(false);
  });
}
