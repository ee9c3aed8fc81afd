/* The night theme: follows the device until it is pressed, then is remembered. A preview that is
   held to one theme (data-fixed) neither reads nor writes what is remembered. */
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const buttons = document.querySelectorAll("[data-theme-switch]");

function isNight() {
  const theme = root.dataset.theme;
  return theme === "auto" ? system.matches : theme === "night";
}

function show() {
  for (const button of buttons) button.setAttribute("aria-pressed", String(isNight()));
}

function press() {
  root.dataset.theme = isNight() ? "day" : "night";
  if (!root.dataset.fixed) device.write("theme", root.dataset.theme);
  show();
}

/* Another tab, or this page out of the browser's memory after a choice elsewhere. */
function recall() {
  const kept = device.read("theme");
  if (!root.dataset.fixed && (kept === "day" || kept === "night")) root.dataset.theme = kept;
  show();
}

for (const button of buttons) button.addEventListener("click", press);
system.addEventListener("change", show);
addEventListener("storage", recall);
addEventListener("pageshow", recall);
show();
