// Before the first paint: the theme that this browser's reader chose, on the site or here.
"use strict";
{
  let theme = "auto";
  try {
    theme = localStorage.getItem("theme") || "auto";
  } catch {
    // Storage is forbidden: the device decides.
  }
  document.documentElement.dataset.theme = ["day", "night"].includes(theme) ? theme : "auto";
}
