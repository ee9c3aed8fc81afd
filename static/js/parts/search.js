/* The search overlay: opened by its links and by the key "/", closed by Escape. */
const dialog = document.querySelector("[data-search]");

function open(event) {
  if (!dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.showModal();
  dialog.querySelector("input").select();
}

function isTyping(element) {
  // The field of the overlay keeps the focus for a moment after it was closed.
  if (dialog.contains(element)) return false;
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

for (const link of document.querySelectorAll("[data-search-open]")) {
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", open);
}

document.addEventListener("keydown", (event) => {
  // The key of "/" writes "." on a Russian keyboard.
  const isSlash = event.key === "/" || (event.code === "Slash" && event.key === ".");
  if (!isSlash || event.altKey || dialog.open || isTyping(event.target)) return;
  open(event);
});

dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  // By itself the first Escape would only empty the field.
  event.preventDefault();
  dialog.close();
});

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-search-close]")) dialog.close();
});
