// Choosing several pictures: all of a page at once, and how many are chosen.
"use strict";
{
  const bar = document.querySelector("[data-choose-several]");
  const form = bar?.closest("form");
  const boxes = [...(form?.querySelectorAll("[name=_selected_action]") ?? [])];
  const all = bar?.querySelector("[data-choose-all]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    const told = bar.querySelector("[data-chosen]");
    told.textContent = count ? told.dataset.words.replace("{count}", count) : "";
    all.firstElementChild.checked = count > 0 && count === boxes.length;
    all.firstElementChild.indeterminate = count > 0 && count < boxes.length;
  };
  if (boxes.length) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.firstElementChild.checked;
      tell();
    });
    form.addEventListener("change", tell);
    tell();
  }
}
