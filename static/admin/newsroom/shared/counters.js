// How long a title or a lead is, and a warning where it grows too long. Nothing is cut off.
for (const field of document.querySelectorAll("[data-limit]")) {
  const counter = document.querySelector(`[data-count-for="${CSS.escape(field.id)}"]`);
  if (!counter) continue;
  const limit = Number(field.dataset.limit);
  const count = () => {
    const length = [...field.value.trim()].length;
    counter.textContent = counter.dataset.words
      .replace("{count}", length)
      .replace("{limit}", limit);
    counter.classList.toggle("field__count--over", length > limit);
  };
  field.addEventListener("input", count);
  count();
}
