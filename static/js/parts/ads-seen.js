/* Tells of an ad once half of it was seen for a second. What could not be told is told later,
   under the same address: counted once, however often it is told. */
const HALF = 0.5;
const A_SECOND = 1000;
const MOST_KEPT = 200;
const timers = new Map();

/* What is to be told. */
function all() {
  try {
    const kept = JSON.parse(device.read("ads-untold")) || [];
    // Versions before this one kept something else, which is not counted any more.
    return kept.filter((one) => typeof one === "string");
  } catch (failed) {
    return [];
  }
}

function keep(list) {
  device.write("ads-untold", JSON.stringify(list.slice(-MOST_KEPT)));
}

async function tell(address) {
  try {
    const answer = await fetch(address, { method: "POST", keepalive: true });
    if (answer.status < 500) keep(all().filter((one) => one !== address));
  } catch (failed) {
    // It stays among what is to be told.
  }
}

function count(box) {
  watcher.unobserve(box);
  const address = box.closest("[data-ad-told]").dataset.adTold;
  keep([...all(), address]);
  tell(address);
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
const tellAll = () => {
  for (const one of all()) tell(one);
};
window.addEventListener("online", tellAll);
tellAll();
