/* A+ and A−: the size of a story's text in five steps, remembered. */
const root = document.documentElement;
const LAST = 4;

function move(by) {
  const step = Number(root.dataset.typeSize) + by;
  root.dataset.typeSize = String(Math.min(LAST, Math.max(0, step)));
  try {
    localStorage.setItem("type-size", root.dataset.typeSize);
  } catch (refused) {
    // Without storage it holds for this page.
  }
}

/* Another tab, or this page out of the browser's memory after a choice elsewhere. */
function recall() {
  try {
    const kept = localStorage.getItem("type-size");
    if (/^[0-4]$/.test(kept || "")) root.dataset.typeSize = kept;
  } catch (refused) {
    // Nothing is remembered then.
  }
}

function listen(buttons, by) {
  for (const button of buttons) button.addEventListener("click", () => move(by));
}

listen(document.querySelectorAll("[data-smaller]"), -1);
listen(document.querySelectorAll("[data-larger]"), 1);
addEventListener("storage", recall);
addEventListener("pageshow", recall);
