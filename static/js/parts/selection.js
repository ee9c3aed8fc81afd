/* The words of a story that a reader selected, and where: for mistake.js, in one block with it. */
const story = document.querySelector(".article");
const BLOCKS = "p, li, td, th, h1, h2, h3, h4, figcaption, caption, blockquote, pre, div";

function blockOf(node) {
  return (node.closest ? node : node.parentElement).closest(BLOCKS);
}

/* The sentence of a range: from the end of the one before to its own end. */
function sentenceAround(range) {
  const block = blockOf(range.startContainer);
  const lead = document.createRange();
  lead.selectNodeContents(block);
  lead.setEnd(range.startContainer, range.startOffset);
  const before = lead.toString();
  const words = range.toString();
  const after = block.textContent.slice(before.length + words.length);
  const first = before.replace(/^[\s\S]*[.!?…։][»”")]*\s+/, "");
  const last = after.match(/^[^.!?…։]*[.!?…։]*[»”")]*/)[0];
  return (first + words + last).replace(/\s+/g, " ").trim().slice(0, 1000);
}

/* What is selected in the story now, null when nothing is; `apart` is no part of the story. */
function selectedNow(apart) {
  const selection = getSelection();
  const words = selection.toString().trim();
  if (!words || !story.contains(selection.anchorNode) || apart.contains(selection.anchorNode)) return null;
  const block = blockOf(selection.anchorNode);
  return {
    words: words.slice(0, 500),
    sentence: sentenceAround(selection.getRangeAt(0)),
    block,
    top: block.getBoundingClientRect().top,
  };
}

/* Back to a block, in the window where it was: what is read by keys or by ear goes on there, too. */
function goBackTo({ block, top }) {
  if (!block.hasAttribute("tabindex")) {
    block.tabIndex = -1;
    block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
  }
  block.focus({ preventScroll: true });
  scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
}
