/* More of a story's category as the reader goes on; after some pages a link leads to the rest. */
const PAGES = 3;
const root = document.documentElement;
const place = document.querySelector("[data-newest]");
const list = place.querySelector("[data-newest-list]");
const status = place.querySelector("[data-newest-status]");
const link = place.querySelector("[data-newest-more]");
const whole = link.href;
const isShown = (id) => document.querySelector(`[data-edition="${Number(id)}"]`) !== null;
let loads = 0;
let isLoading = false;

const watcher = new IntersectionObserver((seen) => {
  // Who walks through the footer by keys is not to lose it.
  if (document.activeElement?.closest(".site-footer")) return;
  if (seen.some((one) => one.isIntersecting)) load();
}, { rootMargin: "600px" });

async function fetchPage(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/* Puts what is new into the list; returns the first of it. */
function append(page) {
  const items = Array.from(page.querySelectorAll("[data-stream-list] > li:not([data-ad-item])"));
  const fresh = items.filter((one) => !isShown(one.querySelector("[data-edition]").dataset.edition));
  list.append(...fresh.map((one) => document.adoptNode(one)));
  return fresh[0];
}

function goOn(next) {
  status.textContent = next ? "" : place.dataset.left;
  link.hidden = !next;
  if (!next) return;
  if (loads < PAGES) {
    link.href = new URL(next.getAttribute("href"), link.href).href;
    return watcher.observe(link);
  }
  link.href = whole;
  link.textContent = place.dataset.all;
  link.removeEventListener("click", press);
}

async function load() {
  if (isLoading) return;
  isLoading = true;
  watcher.unobserve(link);
  const hadFocus = place.contains(document.activeElement);
  // What stands below is not seen while it moves.
  root.dataset.growing = "";
  status.textContent = place.dataset.loading;
  try {
    const page = await fetchPage(link.href);
    loads += 1;
    const first = append(page);
    goOn(page.querySelector("[data-stream-next]"));
    if (hadFocus && first) first.querySelector("a")?.focus({ preventScroll: true });
  } catch (failed) {
    offerAgain();
  }
  isLoading = false;
  requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset.growing));
}

function offerAgain() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "action";
  button.textContent = place.dataset.again;
  button.addEventListener("click", load);
  status.textContent = place.dataset.failed;
  status.append(button);
  link.hidden = true;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  load();
}

link.addEventListener("click", press);
watcher.observe(link);
