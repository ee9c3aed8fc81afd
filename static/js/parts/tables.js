/* A table that is wider than its place is moved by keys too, and says what it is. */
for (const table of document.querySelectorAll("[data-text] table")) {
  const place = table.parentElement;
  if (table.scrollWidth <= place.clientWidth) continue;
  place.tabIndex = 0;
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", table.caption?.textContent.trim() || table.closest("[data-text]").dataset.table);
}
