/* A reader closes the breaking bar; templates/_theme.js remembers it before the first paint. */
const bar = document.querySelector("[data-breaking-bar]");

/* What has the focus goes away with the bar: it goes on behind it, not from the top of the page. */
function focusBehind() {
  const all = document.querySelectorAll("a[href], button, input, summary");
  for (const one of all) {
    if (bar.compareDocumentPosition(one) !== Node.DOCUMENT_POSITION_FOLLOWING) continue;
    one.focus({ preventScroll: true });
    // What is not shown takes no focus.
    if (document.activeElement === one) return;
  }
}

bar?.querySelector("[data-breaking-close]").addEventListener("click", () => {
  delete document.documentElement.dataset.breaking;
  focusBehind();
  device.write("breaking", bar.dataset.breakingBar);
});
