/* A table that is as wide as its place is no region of the page, and no stop of the keys. */
const kept = ["role", "aria-label", "tabindex"];
for (const place of document.querySelectorAll("[data-table]")) {
  const said = kept.map((name) => [name, place.getAttribute(name)]);
  const settle = () => {
    const moves = place.scrollWidth > place.clientWidth;
    for (const [name, value] of said) moves ? place.setAttribute(name, value) : place.removeAttribute(name);
  };
  const watch = new ResizeObserver(settle);
  watch.observe(place);
  watch.observe(place.firstElementChild);
}
