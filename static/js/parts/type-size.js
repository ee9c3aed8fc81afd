/* A+ and A−: the size of what is read of a story, in five steps, remembered. */
const root = document.documentElement;
const LAST = 4;
const smaller = [...document.querySelectorAll("[data-smaller]")];
const larger = [...document.querySelectorAll("[data-larger]")];

/* At an end its buttons say so. They stay pressable: one that were disabled would lose the focus. */
function mark() {
  for (const [buttons, end] of [[smaller, 0], [larger, LAST]]) {
    const isEnd = Number(root.dataset.typeSize) === end;
    for (const button of buttons) button.setAttribute("aria-disabled", String(isEnd));
  }
}

function sayEnd(buttons) {
  if (buttons[0].getAttribute("aria-disabled") === "false") return;
  const words = buttons.find((one) => one.dataset.end)?.dataset.end;
  if (words) document.dispatchEvent(new CustomEvent("toast", { detail: words }));
}

function move(by, buttons) {
  const step = Number(root.dataset.typeSize) + by;
  root.dataset.typeSize = String(Math.min(LAST, Math.max(0, step)));
  mark();
  sayEnd(buttons);
  device.write("type-size", root.dataset.typeSize);
}

/* Another tab, or this page out of the browser's memory after a choice elsewhere. */
function recall() {
  const kept = device.read("type-size");
  if (/^[0-4]$/.test(kept)) root.dataset.typeSize = kept;
  mark();
}

function listen(buttons, by) {
  for (const button of buttons) button.addEventListener("click", () => move(by, buttons));
}

listen(smaller, -1);
listen(larger, 1);
mark();
addEventListener("storage", recall);
addEventListener("pageshow", recall);
