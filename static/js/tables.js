/* A table that is wider than its place can be moved by keys too. */
for (const table of document.querySelectorAll("[data-text] table")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}
