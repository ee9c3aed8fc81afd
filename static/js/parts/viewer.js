/* A story's pictures at full size in a dialog: by swipe, arrow keys and buttons. */
const viewer = document.querySelector("[data-viewer]");
const stage = viewer.querySelector("[data-viewer-stage]");
const SWIPE = 40;
let links = [];
let at = 0;
let start = null;

function pictureOf(link) {
  const picture = document.createElement("picture");
  if (link.dataset.avif) {
    const source = document.createElement("source");
    source.type = "image/avif";
    source.srcset = link.dataset.avif;
    source.sizes = "100vw";
    picture.append(source);
  }
  const image = document.createElement("img");
  image.alt = link.querySelector("img").alt;
  image.src = link.href;
  image.draggable = false;
  picture.append(image);
  return picture;
}

/* A picture's own words; those of its gallery, and the credit, where it has none. */
function wordsOf(link) {
  const own = link.closest("figure").querySelector(":scope > figcaption");
  const all = link.closest("[data-gallery]")?.querySelector(":scope > figcaption");
  const isBare = !own?.firstChild.textContent.trim();
  return [isBare && all, own].filter(Boolean).flatMap((one) => [...one.cloneNode(true).childNodes, " "]);
}

function show(number) {
  at = (number + links.length) % links.length;
  stage.replaceChildren(pictureOf(links[at]));
  viewer.querySelector("[data-viewer-counter]").textContent = `${at + 1} / ${links.length}`;
  viewer.querySelector("[data-viewer-caption]").replaceChildren(...wordsOf(links[at]));
}

function move(by) {
  if (links.length > 1) show(at + by);
}

/* A gallery's pictures, else those that stand alone; not what is covered still. */
function companions(link) {
  const gallery = link.closest("[data-gallery]");
  return Array.from(document.querySelectorAll("[data-view]")).filter(
    (one) => one.closest("[data-gallery]") === gallery && !one.closest("details:not([open])"),
  );
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-view]");
  if (!link || !viewer.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  links = companions(link);
  viewer.toggleAttribute("data-alone", links.length < 2);
  show(links.indexOf(link));
  viewer.showModal();
});

viewer.addEventListener("click", (event) => {
  const button = event.target.closest("[data-viewer-move]");
  if (button) move(Number(button.dataset.viewerMove));
  if (event.target.closest("[data-viewer-close]") || event.target === stage) viewer.close();
});

viewer.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by) move(by);
});

viewer.addEventListener("pointerdown", (event) => {
  start = event.isPrimary ? event.clientX : null;
});

viewer.addEventListener("pointerup", (event) => {
  if (start === null || !event.isPrimary) return;
  const way = event.clientX - start;
  start = null;
  if (Math.abs(way) > SWIPE) move(way < 0 ? 1 : -1);
});
