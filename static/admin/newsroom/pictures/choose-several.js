// Choosing several pictures: all of a page at once, and how many are chosen. `countChosen()` is
// called again when pictures have come to the page.
const boxes = (form) => [...form.querySelectorAll("[name=_selected_action]")];

export const countChosen = () => {
  const bar = document.querySelector("[data-choose-several]");
  if (!bar) return;
  const form = bar.closest("form");
  const all = bar.querySelector("[data-choose-all]");
  const [everyOne, told] = [all.firstElementChild, bar.querySelector("[data-chosen]")];
  const tell = () => {
    const found = boxes(form);
    const count = found.filter((box) => box.checked).length;
    told.textContent = count ? told.dataset.words.replace("{count}", count) : "";
    everyOne.checked = count > 0 && count === found.length;
    everyOne.indeterminate = count > 0 && count < found.length;
  };
  if (all.hidden) {
    all.hidden = false;
    everyOne.addEventListener("change", () => {
      for (const box of boxes(form)) box.checked = everyOne.checked;
    });
    form.addEventListener("change", tell);
  }
  tell();
};
countChosen();
