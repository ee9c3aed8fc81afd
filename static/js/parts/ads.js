/* Chooses what stands in each place, when the place comes near: the page is everybody's, the
   choice and the caps are the reader's. Says "ad" on the place once it is filled. */
const today = () => new Date().toLocaleDateString("sv");
const NEAR = "200px";

/* How often each ad was shown today, by number. */
function shownToday() {
  try {
    const kept = JSON.parse(device.read("ads"));
    return kept.day === today() ? kept.shown : {};
  } catch (failed) {
    // Nothing is kept yet, or something that others wrote.
    return {};
  }
}

/* Takes one of the ad's showings of today; false where the browser cannot keep that. */
function take(ad) {
  if (!ad.cap) return true;
  const shown = shownToday();
  if ((shown[ad.id] || 0) >= ad.cap) return false;
  shown[ad.id] = (shown[ad.id] || 0) + 1;
  return device.write("ads", JSON.stringify({ day: today(), shown }));
}

/* Those with a goal first, each with its chance; then campaigns by weight; else the house. */
function choose(list, shown, random = Math.random) {
  const may = list.filter((ad) => !ad.cap || (shown[ad.id] || 0) < ad.cap);
  let draw = random();
  for (const ad of may.filter((one) => one.chance)) {
    draw -= ad.chance;
    if (draw < 0) return ad;
  }
  const others = may.filter((ad) => !ad.chance && !ad.house);
  const pool = others.length ? others : may.filter((ad) => ad.house);
  draw = random() * pool.reduce((sum, ad) => sum + ad.weight, 0);
  return pool.find((ad) => (draw -= ad.weight) < 0) || pool.at(-1);
}

/* Of each impression; what the page says of the ad goes before it. */
function newKey() {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  return bytes.map((one) => one.toString(16).padStart(2, "0")).join("");
}

function fill(place) {
  let list = JSON.parse(place.querySelector("script").textContent);
  let ad = choose(list, shownToday());
  while (!take(ad)) {
    list = list.filter((one) => one.id !== ad.id);
    ad = choose(list, shownToday());
  }
  const offered = place.querySelector(`template[data-ad="${ad.id}"]`);
  const drawn = document.importNode(offered.content, true);
  const key = newKey();
  for (const link of drawn.querySelectorAll("a")) link.href += `.${key}`;
  for (const frame of drawn.querySelectorAll("iframe")) frame.src += `.${key}`;
  place.querySelector("[data-ad-box]").replaceChildren(drawn);
  place.dataset.adShown = ad.id;
  place.dataset.adTold = `${offered.dataset.told}.${key}`;
  place.dispatchEvent(new CustomEvent("ad", { bubbles: true }));
}

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((one) => one.isIntersecting)) {
    watcher.unobserve(entry.target);
    fill(entry.target);
  }
}, { rootMargin: NEAR });

for (const place of document.querySelectorAll("[data-ad-place]")) watcher.observe(place);
