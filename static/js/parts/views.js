/* Counts a view once the page is seen, and shows the count that comes back. */
const place = document.querySelector("[data-views]");

/* As articles/templatetags/reading.py writes a count. */
function grouped(number) {
  const language = document.documentElement.lang;
  if (language === "en") return number.toLocaleString("en");
  return number < 10000 ? String(number) : number.toLocaleString("ru").replace(/\s/g, "\u00a0");
}

async function count() {
  const answer = await fetch(place.dataset.countUrl, { method: "POST" });
  if (!answer.ok) return;
  const { views } = await answer.json();
  // The number is the only digits in the words.
  place.textContent = place.textContent.replace(/\d(?:[\d.,\s]*\d)?/, grouped(views));
}

function countWhenSeen() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", countWhenSeen);
  count().catch(() => {
    // The old count stays.
  });
}

if (place) {
  document.addEventListener("visibilitychange", countWhenSeen);
  countWhenSeen();
}
