// Says the day of a typed moment in words: "Friday, 27 November 2026, 18:00". How days are written
// comes with the page: not every browser knows Armenian.
const words = ({ weekdays, dates }, value) => {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(value) ?? [];
  if (!year) return "";
  const weekday = weekdays[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7];
  const date = dates[month - 1].replace("{year}", year).replace("{day}", Number(day));
  return `${weekday}, ${date}, ${time}`;
};

for (const output of document.querySelectorAll("[data-moment-words]")) {
  const field = document.getElementById(output.dataset.momentWords);
  const patterns = JSON.parse(output.dataset.patterns);
  const say = () => (output.textContent = words(patterns, field.value));
  field.addEventListener("input", say);
  say();
}
// A typed moment means "at a time".
const at = document.getElementById("id_at");
const choice = document.querySelector('input[name="when"][value="at"]');
at?.addEventListener("input", () => {
  if (choice && at.value) choice.checked = true;
});
