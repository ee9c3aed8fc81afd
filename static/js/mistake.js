/* Report a mistake: Ctrl+Enter takes the selected words along; sent without leaving the page. */
const place = document.querySelector("[data-mistake]");
const form = place.querySelector("form");

function selectedInStory() {
  const selection = getSelection();
  const story = document.querySelector(".article");
  const isInside = selection.anchorNode && story.contains(selection.anchorNode);
  return isInside ? selection.toString().trim().slice(0, 500) : "";
}

function open(words) {
  place.open = true;
  if (words) form.elements.selected.value = words;
  form.elements[words ? "comment" : "selected"].focus();
}

function say(words) {
  document.dispatchEvent(new CustomEvent("toast", { detail: words }));
}

async function send() {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(answer.statusText);
  form.reset();
  place.open = false;
  place.querySelector("summary").focus();
  say(form.dataset.thanks);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (form.contains(event.target)) return form.requestSubmit();
  open(selectedInStory());
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // What was written stays in the form until it has arrived.
  send().catch(() => say(form.dataset.failed));
});
