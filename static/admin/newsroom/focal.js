// The focal point of a picture by pressing on it; the two numbers below stay what is saved.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-focal]");
  const x = document.getElementById("id_focal_x");
  const y = document.getElementById("id_focal_y");
  if (!place || !x || !y) return;
  const point = document.createElement("span");
  point.className = "focal__point";
  place.append(point);
  const show = () => {
    point.style.left = `${x.value * 100}%`;
    point.style.top = `${y.value * 100}%`;
  };
  place.addEventListener("click", (event) => {
    const box = place.getBoundingClientRect();
    x.value = ((event.clientX - box.left) / box.width).toFixed(3);
    y.value = ((event.clientY - box.top) / box.height).toFixed(3);
    show();
  });
  for (const input of [x, y]) input.addEventListener("input", show);
  show();
});
