/* Puts a post or a video of another site in its place when the reader asks for it. */
for (const place of document.querySelectorAll("[data-embed]")) {
  const button = place.querySelector("[data-embed-show]");
  if (!button) continue;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = place.dataset.player;
    frame.title = place.dataset.title;
    frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    const stage = place.querySelector("[data-embed-stage]");
    stage.classList.remove("embed-card");
    stage.replaceChildren(frame);
    place.querySelector("[data-embed-note]").remove();
    frame.focus();
  });
}
