/* The night theme: follows the device until it is pressed, then is remembered. A preview that is
   held to one theme (data-fixed) neither reads nor writes what is remembered. */
const root = document.documentElement;
const device = matchMedia("(prefers-color-scheme: dark)");
const buttons = document.querySelectorAll("[data-theme-switch]");

function isNight() {
  const theme = root.dataset.theme;
  return theme === "auto" ? device.matches : theme === "night";
}

function show() {
  for (const button of buttons) button.setAttribute("aria-pressed", String(isNight()));
}

function press() {
  root.dataset.theme = isNight() ? "day" : "night";
  try {
    if (!root.dataset.fixed) localStorage.setItem("theme", root.dataset.theme);
  } catch (refused) {
    // Without storage it holds for this page.
  }
  show();
}

/* Another tab, or this page out of the browser's memory after a choice elsewhere. */
function recall() {
  try {
    const kept = localStorage.getItem("theme");
    if (!root.dataset.fixed && (kept === "day" || kept === "night")) root.dataset.theme = kept;
  } catch (refused) {
    // Nothing is remembered then.
  }
  show();
}

for (const button of buttons) button.addEventListener("click", press);
device.addEventListener("change", show);
addEventListener("storage", recall);
addEventListener("pageshow", recall);
show();
