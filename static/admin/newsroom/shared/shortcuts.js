// Keys that press what stands on the page; which ones is written in the dialog that ? opens. A key
// is known by its place (KeyS), so that a Russian or Armenian layout changes nothing.
import { device } from "../../../js/parts/stored.js";
import { eachEditor } from "../editor/ckeditor.js";

const dialog = document.querySelector("[data-shortcuts]");
const byKeys = "input, textarea, select, [contenteditable]:not([contenteditable=false])";
const box = dialog?.querySelector("[data-shortcuts-on]");

const isOn = () => device.read("shortcuts") !== "off";

const asked = (event) => {
  if (event.altKey || event.isComposing) return "";
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? "" : "control";
  return event.shiftKey ? "shift" : "none";
};

const isThere = (one) =>
  one.getClientRects().length && !one.disabled && !one.classList.contains("visually-hidden");

// What stands first among the selectors is pressed before what stands first on the page.
const press = (selectors) => {
  const found = selectors
    .split(", ")
    .flatMap((selector) => [...document.querySelectorAll(selector)])
    .find(isThere);
  if (found?.matches("input[type=search]")) found.focus();
  else found?.click();
  return Boolean(found);
};

const listen = (event) => {
  const keys = asked(event);
  const isTyping = event.target.closest?.(byKeys) && !event.target.matches("[type=checkbox], [type=radio]");
  if (!keys || event.repeat || document.querySelector("dialog:modal")) return;
  if (keys !== "control" && (isTyping || !isOn())) return;
  // Where a layout has no question mark there, its place says as much.
  if (event.key === "?" || (event.code === "Slash" && keys === "shift")) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  for (const row of dialog.querySelectorAll("[data-code]"))
    if (row.dataset.code === event.code && (row.dataset.with ?? "none") === keys && press(row.dataset.press)) {
      event.preventDefault();
      return;
    }
};

if (dialog) {
  document.addEventListener("keydown", listen);
  box.checked = isOn();
  box.addEventListener("change", () => device.write("shortcuts", box.checked ? "on" : "off"));
  for (const button of document.querySelectorAll("[data-shortcuts-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  // The text editor is a document of its own, which keeps its keys to itself.
  eachEditor((editor) => {
    editor.addCommand("deskSave", { exec: () => press("[name=_continue]") });
    editor.setKeystroke(CKEDITOR.CTRL + 83, "deskSave");
  });
}
