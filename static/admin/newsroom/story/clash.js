// Other words are written in the editor, which starts once it is seen, like in a tab of the story.
const form = document.querySelector("[data-clashes]");

form?.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-clash] [value=own]")) return;
  document.dispatchEvent(new CustomEvent("tabshown"));
  target.closest("[data-clash]").querySelector("textarea").focus();
});
