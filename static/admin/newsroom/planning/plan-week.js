// A piece of the week is dragged to another day: its own form, which works without this, is sent.
const days = document.querySelectorAll("[data-day]");
const pieces = document.querySelectorAll("[data-piece]");
let dragged;

for (const piece of pieces) {
  piece.draggable = true;
  piece.addEventListener("dragstart", (event) => {
    dragged = piece;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", piece.querySelector("a").textContent);
  });
  piece.addEventListener("dragend", () => {
    dragged = undefined;
    for (const day of days) day.classList.remove("plan-week__day--over");
  });
}
for (const day of days) {
  day.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    for (const one of days) one.classList.toggle("plan-week__day--over", one === day);
  });
  day.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const form = dragged.querySelector("[data-move]");
    const at = form.elements.at;
    if (dragged.closest("[data-day]") === day) return;
    at.value = day.dataset.day + at.value.slice(10);
    form.requestSubmit();
  });
}
// Fingers do not drag; they have the form.
const hint = document.querySelector("[data-drag-hint]");
if (hint) hint.hidden = !pieces.length || !matchMedia("(hover: hover)").matches;
