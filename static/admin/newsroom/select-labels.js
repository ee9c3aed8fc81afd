// Fields that search as one types take over the words of their label for screen readers.
"use strict";
addEventListener("load", () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = select.labels[0]?.textContent.trim();
    const typed = select.nextElementSibling?.querySelector(".select2-search__field");
    if (label && typed) typed.setAttribute("aria-label", label);
  }
});
