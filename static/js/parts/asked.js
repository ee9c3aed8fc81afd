/* Has a search counted once its page is seen, by the sealed note that stands in it. */
const asked = document.querySelector("[data-asked]");

function sendWhenSeen() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", sendWhenSeen);
  const body = new URLSearchParams({ note: asked.dataset.asked });
  fetch(asked.dataset.askedUrl, { method: "POST", body }).catch(() => {
    // It is not counted.
  });
}

document.addEventListener("visibilitychange", sendWhenSeen);
sendWhenSeen();
