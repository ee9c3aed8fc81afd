/* Categories that do not fit into the row go under "More"; nothing else on the page moves. */
const menu = document.querySelector("[data-more-menu]");
const row = menu.querySelector("[data-more-fits]");
const rest = menu.querySelector("[data-more-rest]");

function measure() {
  const end = row.getBoundingClientRect();
  let left = 0;
  for (const [place, item] of [...row.children].entries()) {
    const box = item.getBoundingClientRect();
    const fits = box.right <= end.right + 1;
    item.toggleAttribute("data-left-out", !fits);
    rest.children[place].hidden = fits;
    left += !fits;
  }
  menu.toggleAttribute("data-has-more", left > 0);
}

new ResizeObserver(measure).observe(row);
