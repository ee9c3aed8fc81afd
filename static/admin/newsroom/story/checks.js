// The checks before publishing follow what is typed. Until the server has looked at it they are those
// of what was saved, and say so where it cannot be asked.
import { onTyping } from "../editor/typing.js";
import { typedData } from "./typed-data.js";

const PAUSE = 800; // milliseconds after the last key
const form = document.querySelector("[data-checks]");
let asked = null;
let waiting = 0;

const say = (isOfSaved) => {
  for (const note of form.querySelectorAll("[data-checks-saved]")) note.hidden = !isOfSaved;
};

const refresh = async () => {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const body = await typedData(form);
    const answer = await fetch(form.dataset.checks, { method: "POST", body, signal, redirect: "manual" });
    if (!answer.ok) throw new Error(answer.status);
    const { checks } = await answer.json();
    for (const [code, html] of Object.entries(checks)) {
      const place = form.querySelector(`[data-checks-of="${code}"]`);
      if (place) place.innerHTML = html;
    }
    say(false);
  } catch (failed) {
    if (failed.name !== "AbortError") say(true);
  }
};

const typed = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, PAUSE);
};

if (form) {
  onTyping(form, typed);
  addEventListener("online", typed);
}
