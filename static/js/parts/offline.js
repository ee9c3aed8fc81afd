/* Registers the worker that lets pages be read without a connection, and tells it of this one. */
const place = document.querySelector("[data-worker]");
const isKept = () => "offline" in document.documentElement.dataset;

async function register() {
  const worker = await navigator.serviceWorker.register(place.dataset.worker, { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  if (isKept()) return;
  const files = performance.getEntriesByType("resource").map((one) => one.name);
  active.postMessage({ address: location.href, files });
  worker.update().catch(() => {});
}

/* Back online: what is kept is asked for again, and this page leads to the present one. */
function comeBack() {
  navigator.serviceWorker.controller?.postMessage({ back: true });
}

if ("serviceWorker" in navigator) {
  window.addEventListener("online", comeBack);
  const start = () => register().catch(() => {});
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}
