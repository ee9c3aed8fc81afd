/* A reader closes the breaking bar; templates/_theme.js remembers it before the first paint. */
const bar = document.querySelector("[data-breaking-bar]");

bar.querySelector("[data-breaking-close]").addEventListener("click", () => {
  delete document.documentElement.dataset.breaking;
  try {
    localStorage.setItem("breaking", bar.dataset.breakingBar);
  } catch (refused) {
    // Without storage it is closed on this page.
  }
});
