/* The address of a stream moves page by page; "back" returns to the same story at the same height. */
const place = document.querySelector("[data-stream]");
const WAIT = 150;
let timer;

function remember() {
  clearTimeout(timer);
  const items = Array.from(place.querySelectorAll("[data-stream-list] > li:not([data-ad-item])"));
  const top = items.find((item) => item.getBoundingClientRect().bottom > 0) ?? items.at(-1);
  const pages = items.filter((item) => item.dataset.address);
  const page = pages.findLast((item) => items.indexOf(item) <= items.indexOf(top));
  const stream = {
    first: Number(pages[0].dataset.pageNumber),
    last: Number(pages.at(-1).dataset.pageNumber),
    edition: top.querySelector("[data-edition]").dataset.edition,
    height: top.getBoundingClientRect().top,
  };
  document.title = page.dataset.title;
  history.replaceState({ ...history.state, stream }, "", page.dataset.address);
}

function rememberSoon() {
  clearTimeout(timer);
  timer = setTimeout(remember, WAIT);
}

function begin() {
  document.addEventListener("scroll", rememberSoon, { passive: true });
  // A story may be opened before the wait is over.
  place.addEventListener("click", remember, { capture: true });
}

function goBack({ edition, height }) {
  const card = place.querySelector(`[data-edition="${Number(edition)}"]`);
  if (card) scrollBy({ top: card.closest("li").getBoundingClientRect().top - height, behavior: "instant" });
  history.scrollRestoration = "auto";
  begin();
}

const left = history.state?.stream;
if (place && left) {
  history.scrollRestoration = "manual";
  place.addEventListener("stream-restored", () => goBack(left), { once: true });
  place.dispatchEvent(new CustomEvent("stream-restore", { detail: left }));
} else if (place) {
  begin();
}
