/* Report a mistake: the selected words go along, with their sentence; sent without leaving. */
const place = document.querySelector("[data-mistake]");
const form = place.querySelector("form");
const { selected, sentence, comment } = form.elements;
const said = form.querySelector("[data-mistake-empty]");
const OVERLAYS = "dialog[open], [data-menu][open]";
// What was selected last, since a press beside the words takes the selection away.
let chosen = null;
// Where the reader was when the keys opened the form.
let origin = null;

document.addEventListener("selectionchange", () => {
  chosen = selectedNow(place) || chosen;
});

function fill() {
  if (chosen) selected.value = chosen.words;
  sentence.value = chosen ? chosen.sentence : "";
  (selected.value ? comment : selected).focus();
  chosen = null;
}

function say(words) {
  document.dispatchEvent(new CustomEvent("toast", { detail: words }));
}

function sayEmpty(isEmpty) {
  said.textContent = isEmpty ? form.dataset.empty : "";
  comment.setAttribute("aria-invalid", String(isEmpty));
}

function close() {
  place.open = false;
  if (!origin) return place.querySelector("summary").focus();
  goBackTo(origin);
  origin = null;
}

async function send() {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (answer.status === 429) return say(form.dataset.enough);
  sayEmpty(answer.status === 400);
  if (answer.status === 400) return comment.focus();
  if (!answer.ok) throw new Error(answer.statusText);
  form.reset();
  close();
  say(form.dataset.thanks);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && place.open && place.contains(event.target) && !event.isComposing) close();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (form.contains(event.target)) return form.requestSubmit();
  const now = selectedNow(place);
  if (!now || document.querySelector(OVERLAYS)) return;
  origin = chosen = now;
  if (place.open) fill();
  place.open = true;
});

place.addEventListener("toggle", () => {
  if (place.open) fill();
});
// Closed by its own heading, the form leaves the reader there.
place.querySelector("summary").addEventListener("click", () => {
  origin = null;
});
form.querySelector("[data-mistake-cancel]").addEventListener("click", close);
form.addEventListener("input", () => sayEmpty(false));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // What was written stays in the form until it has arrived.
  send().catch(() => say(form.dataset.failed));
});
