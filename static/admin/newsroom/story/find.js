// Find and replace in the texts of the open language. The form stays in reach: the dialog is none that
// keeps everything else away. What was replaced is taken back by a button, in all fields at once.
import { allEditors, eachEditor } from "../editor/ckeditor.js";
import { placesOf } from "./find-places.js";

const dialog = document.querySelector("dialog[data-find]");
const find = (name) => dialog.querySelector(`[data-find-${name}]`);
const fields = () => [...panel().querySelectorAll("textarea, input[type=text]")];
const panel = () => document.querySelector("[data-tab-panel]:not([hidden])");
const editors = () => allEditors().filter((one) => panel().contains(one.element.$));
let [places, current, kept] = [[], -1, null];

const patternOf = () => {
  const term = find("term").value.normalize("NFC").trim();
  if (!term) return null;
  const escaped = term.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/[\s\u00a0]+/g, "[\\s\\u00a0]+");
  const whole = find("whole").checked ? `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])` : escaped;
  return new RegExp(whole, find("case").checked ? "gu" : "giu");
};
const say = (sentence) => {
  find("said").textContent = sentence;
};
const hide = () => places[current]?.hide();

const look = () => {
  hide();
  const pattern = patternOf();
  places = pattern ? placesOf(panel(), pattern) : [];
  current = Math.min(current, places.length - 1);
};
const show = (number) => {
  hide();
  const place = places[number];
  current = place ? number : -1;
  find("place").hidden = !place;
  for (const button of dialog.querySelectorAll("[data-find-replace], [data-find-all]")) button.disabled = !place;
  if (!place) return say(find("term").value.trim() ? dialog.dataset.none : "");
  say(dialog.dataset.number.replace("{number}", number + 1).replace("{total}", places.length));
  const mark = document.createElement("mark");
  mark.textContent = place.found;
  find("place").replaceChildren(`${place.label}: …${place.before}`, mark, `${place.after}…`);
  place.show();
};
const step = (by) => {
  look();
  if (places.length) show((current + by + places.length) % places.length);
  else show(-1);
};

const keep = () => {
  kept = {
    fields: fields().map((field) => [field, field.value]),
    editors: editors().map((editor) => [editor, editor.getData()]),
  };
  for (const editor of editors()) editor.fire("saveSnapshot");
};
const replace = (chosen) => {
  keep();
  // From the end, so that what stands before stays where it was found.
  for (const place of chosen.toReversed()) place.replace(find("words").value);
  for (const editor of editors()) {
    editor.fire("saveSnapshot");
    editor.fire("change");
  }
  find("undo").hidden = false;
};
const actions = {
  next: () => step(1),
  previous: () => step(-1),
  replace() {
    look();
    if (current < 0) return step(1);
    const here = current;
    replace([places[here]]);
    places = [];
    look();
    // Behind what was put in, which may hold the words itself.
    show(places.length ? Math.min(here, places.length - 1) : -1);
  },
  all() {
    look();
    const number = places.length;
    if (!number) return show(-1);
    replace(places);
    places = [];
    show(-1);
    say(dialog.dataset.replaced.replace("{number}", number));
  },
  undo() {
    for (const [field, value] of kept.fields) {
      if (field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const [editor, data] of kept.editors) if (editor.getData() !== data) editor.setData(data);
    find("undo").hidden = true;
    places = [];
    show(-1);
    say(dialog.dataset.undone);
  },
  close() {
    hide();
    dialog.close();
  },
};
const open = () => {
  dialog.show();
  find("term").select();
  step(0);
};

if (dialog) {
  for (const [name, act] of Object.entries(actions)) find(name).addEventListener("click", act);
  for (const name of ["term", "whole", "case"])
    find(name).addEventListener("input", () => {
      current = 0;
      step(0);
    });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") actions.close();
    else if (event.key === "Enter" && event.target === find("term")) actions[event.shiftKey ? "previous" : "next"]();
    else if (event.key === "Enter" && event.target === find("words")) actions.replace();
    else return;
    event.preventDefault();
  });
  document.addEventListener("tabshown", () => dialog.open && actions.close());
  for (const button of document.querySelectorAll("[data-find-open]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  // The text editor is a document of its own, which keeps its keys to itself.
  eachEditor((editor) => {
    editor.addCommand("deskFind", { exec: open, readOnly: 1 });
    editor.setKeystroke(CKEDITOR.CTRL + 72, "deskFind");
  });
}
