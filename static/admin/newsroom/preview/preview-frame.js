// A page that is wider than its room is shown smaller, so that a laptop's layout fits beside a form.
const fit = (frame) => {
  const room = frame.parentElement;
  const width = Number(frame.dataset.width) || room.clientWidth;
  const scale = Math.min(1, room.clientWidth / width);
  frame.style.inlineSize = `${width}px`;
  frame.style.blockSize = "";
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  // What is drawn smaller is made taller first; its box would be as tall as that.
  const height = frame.clientHeight;
  frame.style.blockSize = scale < 1 ? `${height / scale}px` : "";
  room.style.blockSize = scale < 1 ? `${height}px` : "";
  room.style.overflow = scale < 1 ? "hidden" : "";
};

const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) fit(target.querySelector("[data-preview-frame]"));
});

export const fitPreview = (frame) => {
  watcher.observe(frame.parentElement);
  fit(frame);
};

// A page that comes anew stays where one was reading.
export const fillPreview = (frame, html) => {
  const place = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
  frame.srcdoc = html;
};

for (const frame of document.querySelectorAll("[data-preview-frame]")) fitPreview(frame);
