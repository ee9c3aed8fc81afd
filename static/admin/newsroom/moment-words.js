// Says the day of a typed moment in words: "Friday, 27 November 2026, 18:00".
"use strict";
{
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "full",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: "UTC", // the newsroom's clock as it was typed, whatever the device's zone is
  });
  for (const output of document.querySelectorAll("[data-moment-words]")) {
    const field = document.getElementById(output.dataset.momentWords);
    const say = () => {
      const moment = new Date(`${field.value}Z`);
      output.textContent = Number.isNaN(moment.getTime()) ? "" : words.format(moment);
    };
    field.addEventListener("input", say);
    say();
  }
  // A typed moment means "at a time".
  const at = document.getElementById("id_at");
  const choice = document.querySelector('input[name="when"][value="at"]');
  at?.addEventListener("input", () => {
    if (choice && at.value) choice.checked = true;
  });
}
