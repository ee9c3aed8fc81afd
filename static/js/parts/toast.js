/* A short word to the reader, seen and announced: others send it as the event "toast". */
const toast = document.querySelector("[data-toast]");
const SECONDS = 4;
let timer;

document.addEventListener("toast", (event) => {
  clearTimeout(timer);
  toast.textContent = "";
  // Emptied first, so that the same words are announced again.
  requestAnimationFrame(() => {
    toast.textContent = event.detail;
  });
  timer = setTimeout(() => {
    toast.textContent = "";
  }, SECONDS * 1000);
});
