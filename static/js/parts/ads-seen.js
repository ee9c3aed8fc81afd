/* Tells of an ad once half of it was seen for a second. What could not be told is told later,
   under the same key: counted once, however often it is told. */
const HALF = 0.5;
const A_SECOND = 1000;
const MOST_KEPT = 200;
const timers = new Map();
// What is to be told, where the browser keeps nothing: as long as the page lasts.
let untold = [];

function all() {
  try {
    return JSON.parse(localStorage.getItem("ads-untold")) || [];
  } catch (failed) {
    return untold;
  }
}

function keep(list) {
  untold = list.slice(-MOST_KEPT);
  try {
    localStorage.setItem("ads-untold", JSON.stringify(untold));
  } catch (failed) {
    // Kept above.
  }
}

async function tell({ address, key }) {
  try {
    const body = new URLSearchParams({ key });
    const answer = await fetch(address, { method: "POST", body, keepalive: true });
    if (answer.status < 500) keep(all().filter((one) => one.key !== key));
  } catch (failed) {
    // It stays among what is to be told.
  }
}

function newKey() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  return bytes.map((one) => one.toString(16).padStart(2, "0")).join("");
}

function count(box) {
  watcher.unobserve(box);
  const one = { address: box.closest("[data-ad-told]").dataset.adTold, key: newKey() };
  keep([...all(), one]);
  tell(one);
}

const watcher = new IntersectionObserver((entries) => {
  for (const { target, intersectionRatio } of entries) {
    clearTimeout(timers.get(target));
    if (intersectionRatio < HALF) continue;
    timers.set(target, setTimeout(() => whenVisible(target), A_SECOND));
  }
}, { threshold: [0, HALF] });

/* In the back nothing is seen: the second begins when the page comes to the front. */
function whenVisible(box) {
  if (!document.hidden) return count(box);
  watcher.unobserve(box);
  document.addEventListener("visibilitychange", () => watcher.observe(box), { once: true });
}

document.addEventListener("ad", (event) => {
  const box = event.target.querySelector("[data-ad-box]");
  watcher.observe(box);
});
window.addEventListener("online", () => all().forEach(tell));
all().forEach(tell);
