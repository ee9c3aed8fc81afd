/* A+ and A−: the size of a story's text in five steps, remembered. */
const root = document.documentElement;
const LAST = 4;
const smaller = document.querySelector("[data-smaller]");
const larger = document.querySelector("[data-larger]");

function step() {
  return Number(root.dataset.typeSize);
}

function show() {
  smaller.setAttribute("aria-disabled", String(step() === 0));
  larger.setAttribute("aria-disabled", String(step() === LAST));
}

function move(by) {
  root.dataset.typeSize = String(Math.min(LAST, Math.max(0, step() + by)));
  try {
    localStorage.setItem("type-size", root.dataset.typeSize);
  } catch (refused) {
    // Without storage it holds for this page.
  }
  show();
}

function recall() {
  try {
    const kept = localStorage.getItem("type-size");
    if (/^[0-4]$/.test(kept || "")) root.dataset.typeSize = kept;
  } catch (refused) {
    // Nothing is remembered then.
  }
  show();
}

smaller.addEventListener("click", () => move(-1));
larger.addEventListener("click", () => move(1));
addEventListener("storage", recall);
addEventListener("pageshow", recall);
show();
