// How many words a body has and how long they take to read: as the server counts them, while one types.
import { eachEditor } from "../editor/ckeditor.js";
import { onEditorInput } from "../editor/typing.js";

const A_MINUTE = 180;
const PAUSE = 400; // milliseconds after the last key
const SLICE = 8; // milliseconds in a row
const idle = () => new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go));
const count = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const BORDERS = /<(?=\/?(?:p|h\d|li|t[dhr]|blockquote|br|fig))/gi;
const bodyOf = (html) =>
  new DOMParser().parseFromString(html.replaceAll(BORDERS, " <"), "text/html").body;

// Without what still stands in the words of the original.
const PARTS = "br, p, li, td, th, caption, figcaption, footer, [data-source]";
const counted = (block) => {
  if (block.matches("[data-source]")) return 0;
  if (!block.querySelector(PARTS)) return count(block.textContent);
  const body = bodyOf(block.outerHTML);
  for (const one of body.querySelectorAll("[data-source]")) one.remove();
  return count(body.textContent);
};
// A block that nobody touched is not counted again: a long text would hold a key up.
const known = new WeakMap(); // a block → how it looked, and its words
const wordsOf = (block) => {
  if (!block.outerHTML) return count(block.textContent);
  const look = `${block.querySelectorAll(PARTS).length} ${block.matches("[data-source]")} ${block.textContent}`;
  if (known.get(block)?.look !== look) known.set(block, { look, words: counted(block) });
  return known.get(block).words;
};

for (const line of document.querySelectorAll("[data-words-of]")) {
  const field = document.getElementById(line.dataset.wordsOf);
  let waiting = 0;
  const say = async (body) => {
    const mine = waiting;
    let words = 0;
    let since = performance.now();
    for (const block of [...body.childNodes]) {
      if (performance.now() - since > SLICE) {
        await idle();
        if (mine !== waiting) return; // somebody types on
        since = performance.now();
      }
      words += wordsOf(block);
    }
    line.textContent = line.dataset.pattern
      .replace("{words}", words)
      .replace("{minutes}", words && Math.max(1, Math.ceil(words / A_MINUTE)));
  };
  const later = (read) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => idle().then(() => say(read())), PAUSE);
  };
  field.addEventListener("input", () => later(() => bodyOf(field.value)));
  eachEditor((editor) => {
    if (editor.name === field.id) onEditorInput(editor, () => later(() => editor.editable().$));
  });
}
