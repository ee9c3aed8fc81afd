// Menus close on a press elsewhere and on Escape, filters fold on a phone; the theme switch remembers.
import { device } from "../../../js/parts/stored.js";

const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Filters that narrow nothing would fill a phone's screen.
if (matchMedia("(max-width: 800px)").matches)
  for (const one of document.querySelectorAll("details[data-fold]")) one.open = false;

const root = document.documentElement;
const button = document.querySelector("[data-night]");
const system = matchMedia("(prefers-color-scheme: dark)");
const isNight = () =>
  root.dataset.theme === "night" || (root.dataset.theme === "auto" && system.matches);

if (button) {
  button.hidden = false;
  button.setAttribute("aria-pressed", isNight());
  button.addEventListener("click", () => {
    root.dataset.theme = isNight() ? "day" : "night";
    button.setAttribute("aria-pressed", isNight());
    device.write("theme", root.dataset.theme);
    document.dispatchEvent(new CustomEvent("themechange", { detail: root.dataset.theme }));
  });
}
