// Rows of the home desk change places by their buttons and by the keyboard; each move is said aloud.
const desk = document.querySelector("[data-home-desk]");

if (desk) {
  const said = desk.querySelector("[data-said]");
  const say = (words) => (said.textContent = words);
  let lifted; // { row, next }: what the keyboard holds, and what stood behind it

  const place = (row) => {
    const all = [...row.parentElement.children];
    return desk.dataset.moved
      .replace("%(place)s", all.indexOf(row) + 1)
      .replace("%(all)s", all.length);
  };
  const step = (row, by, focused) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) other[by < 0 ? "before" : "after"](row);
    focused.focus(); // a moved element loses it
    say(place(row));
    if (other) desk.dispatchEvent(new Event("newsroom:changed"));
  };
  const putDown = (grip) => {
    grip.setAttribute("aria-pressed", false);
    lifted.row.classList.remove("is-lifted");
    lifted = undefined;
  };
  const showGrips = (root) => {
    for (const grip of root.querySelectorAll("[data-grip]")) grip.hidden = false;
  };

  desk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    event.preventDefault();
    step(button.closest("[data-row-of]"), Number(button.dataset.step), button);
  });
  desk.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    const row = grip.closest("[data-row-of]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === " " || event.key === "Enter") {
      if (lifted) {
        putDown(grip);
        say(desk.dataset.dropped);
      } else {
        lifted = { row, next: row.nextElementSibling };
        grip.setAttribute("aria-pressed", true);
        row.classList.add("is-lifted");
        say(desk.dataset.lifted);
      }
    } else if (by && lifted) {
      step(row, by, grip);
    } else if (event.key === "Escape" && lifted) {
      row.parentElement.insertBefore(row, lifted.next);
      putDown(grip);
      grip.focus();
      say(place(row));
    } else return;
    event.preventDefault();
  });
  desk.addEventListener("focusout", (event) => {
    // Moving a row takes the focus for a moment; whoever goes elsewhere has put it down.
    setTimeout(() => {
      if (lifted && !lifted.row.contains(document.activeElement)) putDown(event.target);
    });
  });
  showGrips(desk);
  document.addEventListener("newsroom:added", (event) => showGrips(event.target));
}
