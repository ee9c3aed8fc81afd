/* A light page: a press on the words of a picture puts the picture in their place. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lite-picture]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const picture = new Image(link.dataset.width, link.dataset.height);
  picture.src = link.href;
  picture.alt = link.dataset.alt;
  picture.tabIndex = -1;
  link.replaceWith(picture);
  picture.focus();
});
