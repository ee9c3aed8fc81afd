// Fields that search as one types take over the words of their label for screen readers.
const name = (select) => {
  const label = select.labels[0]?.textContent.trim();
  const field = select.nextElementSibling;
  if (!label || !field) return;
  for (const one of field.querySelectorAll(".select2-search__field, [role=textbox]"))
    one.setAttribute("aria-label", label);
  // One choice: the label and what is chosen.
  const box = field.querySelector("[role=combobox][aria-labelledby]");
  if (box && !field.querySelector(".select2-search__field")) {
    box.removeAttribute("aria-labelledby");
    box.setAttribute("aria-label", `${label}: ${box.textContent.trim()}`);
  }
};
const nameAll = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) name(select);
};

// After Django's own script has made the fields, which is not always before the page is loaded.
// A page without such fields has no jQuery either.
const $ = window.django?.jQuery;
$?.(nameAll);
$?.(document).on("select2:select select2:unselect", (event) => name(event.target));
