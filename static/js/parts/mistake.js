/* Report a mistake: the selected words go along, with their sentence; sent without leaving. */
const place = document.querySelector("[data-mistake]");
const form = place.querySelector("form");
const story = document.querySelector(".article");
const BLOCKS = "p, li, td, th, h1, h2, h3, h4, figcaption, caption, blockquote, pre, div";
let chosen = { words: "", sentence: "" };

/* The sentence of a range: from the end of the one before to its own end. */
function sentenceAround(range) {
  const inside = range.startContainer;
  const block = (inside.closest ? inside : inside.parentElement).closest(BLOCKS);
  const lead = document.createRange();
  lead.selectNodeContents(block);
  lead.setEnd(range.startContainer, range.startOffset);
  const before = lead.toString();
  const words = range.toString();
  const after = block.textContent.slice(before.length + words.length);
  const first = before.replace(/^[^]*[.!?…։][»”")]*\s+/, "");
  const last = after.match(/^[^.!?…։]*[.!?…։]*[»”")]*/)[0];
  return (first + words + last).replace(/\s+/g, " ").trim().slice(0, 1000);
}

/* Remembered, since a press beside the words takes the selection away. */
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const words = selection.toString().trim();
  if (!words || !story.contains(selection.anchorNode) || place.contains(selection.anchorNode)) return;
  chosen = { words: words.slice(0, 500), sentence: sentenceAround(selection.getRangeAt(0)) };
});

function fill() {
  const { selected, sentence, comment } = form.elements;
  if (chosen.words) selected.value = chosen.words;
  sentence.value = chosen.sentence;
  (selected.value ? comment : selected).focus();
  chosen = { words: "", sentence: "" };
}

function say(words) {
  document.dispatchEvent(new CustomEvent("toast", { detail: words }));
}

async function send() {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (answer.status === 429) return say(form.dataset.enough);
  if (!answer.ok) throw new Error(answer.statusText);
  form.reset();
  place.open = false;
  place.querySelector("summary").focus();
  say(form.dataset.thanks);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (form.contains(event.target)) return form.requestSubmit();
  if (place.open) fill();
  place.open = true;
});

place.addEventListener("toggle", () => {
  if (place.open) fill();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // What was written stays in the form until it has arrived.
  send().catch(() => say(form.dataset.failed));
});
