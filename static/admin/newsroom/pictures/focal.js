// The focal point: by pressing, by the arrow keys, or in the two fields, which are what is saved. The
// crops beside the picture show what the server will cut: the same rule as pixels/shapes.py (box).
const place = document.querySelector("[data-focal]");
const point = place?.querySelector("[data-focal-point]");
const fields = ["x", "y"].map((name) => document.getElementById(`id_focal_${name}`));
const cuts = [...document.querySelectorAll("[data-cut]")];
const size = place && [Number(place.dataset.width), Number(place.dataset.height)];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const inside = (value) => Math.min(1, Math.max(0, value));
// As Python rounds: a half to the even neighbour.
const rounded = (value) => {
  const near = Math.round(value);
  return Math.abs(value % 1) === 0.5 && near % 2 ? near - 1 : near;
};
// Where the box of a ratio begins, in fractions of the room that is left over on each side.
const offsets = (ratio, focal) => {
  const [width, height] = size;
  const box = [Math.min(width, rounded(height * ratio)), Math.min(height, rounded(width / ratio))];
  return box.map((side, axis) => {
    const length = Math.max(side, 1);
    const room = size[axis] - length;
    const begin = Math.min(Math.max(rounded(focal[axis] * size[axis] - length / 2), 0), room);
    return room ? begin / room : 0.5;
  });
};

const show = () => {
  const focal = fields.map((field) => inside(Number(field.value) || 0));
  [point.style.left, point.style.top] = focal.map((one) => `${one * 100}%`);
  const [x, y] = focal.map((one) => Math.round(one * 100));
  point.setAttribute("aria-label", point.dataset.words.replace("{x}", x).replace("{y}", y));
  return focal;
};
const cut = () => {
  const focal = show();
  for (const image of cuts) {
    if (image.src !== image.dataset.whole) image.src = image.dataset.whole;
    const [x, y] = offsets(Number(image.dataset.ratio), focal);
    image.style.objectPosition = `${x * 100}% ${y * 100}%`;
  }
};
const move = (focal) => {
  focal.forEach((value, axis) => {
    fields[axis].value = inside(value).toFixed(3);
  });
  cut();
};

if (point && fields.every(Boolean)) {
  point.hidden = false;
  place.addEventListener("click", (event) => {
    if (event.target === point) return;
    const box = place.getBoundingClientRect();
    move([(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
    point.focus({ preventScroll: true });
  });
  point.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 0.1 : 0.01;
    move(fields.map((field, axis) => Number(field.value) + step[axis] * far));
  });
  for (const field of fields) field.addEventListener("input", cut);
  show();
}
