// Where words stand in the texts of a tab: in its fields and in its text editor. For find.js:
// placesOf(panel, pattern) lists { label, before, found, after, show(), hide(), replace(words) }
// in the order of the page, read anew each time. A change is made so that drafts and previews hear it.
import { editorOf } from "../editor/ckeditor.js";

const AROUND = 40;
const FIELDS = ["title", "short_title", "subtitle", "lead", "body", "social_title"];
const BLOCK = "p, h2, h3, h4, li, td, th, caption, figcaption, footer, blockquote, pre, section, div";

const excerpt = (text, match) => ({
  before: text.slice(Math.max(0, match.index - AROUND), match.index),
  found: match[0],
  after: text.slice(match.index + match[0].length).slice(0, AROUND),
});

const inField = (field, label, pattern) =>
  [...field.value.matchAll(pattern)].map((match) => ({
    label,
    ...excerpt(field.value, match),
    show() {
      field.classList.add("is-found");
      field.setSelectionRange(match.index, match.index + match[0].length);
      field.scrollIntoView({ block: "nearest" });
    },
    hide: () => field.classList.remove("is-found"),
    replace(words) {
      field.setRangeText(words, match.index, match.index + match[0].length, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  }));

// Text that can be typed, in runs that no block divides: a word may be partly bold.
const runsOf = (root) => {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const runs = [];
  let last = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.isContentEditable) continue;
    const block = node.parentElement.closest(BLOCK) ?? root;
    if (block !== last) runs.push({ text: "", nodes: [] });
    last = block;
    const run = runs.at(-1);
    run.nodes.push({ node, start: run.text.length });
    run.text += node.data;
  }
  return runs;
};

const rangeOf = ({ nodes }, start, end) => {
  const range = nodes[0].node.ownerDocument.createRange();
  const at = (place, isEnd) => nodes.findLast((one) => (isEnd ? one.start < place : one.start <= place));
  const [first, last] = [at(start, false), at(end, true)];
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
  return range;
};

const inEditor = (editor, label, pattern) => {
  const window = editor.window.$;
  return runsOf(editor.editable().$).flatMap((run) =>
    [...run.text.matchAll(pattern)].map((match) => ({
      label,
      ...excerpt(run.text, match),
      show() {
        const range = rangeOf(run, match.index, match.index + match[0].length);
        window.CSS?.highlights?.set("found", new window.Highlight(range));
        const box = range.getBoundingClientRect();
        const frame = editor.window.getFrame().$.getBoundingClientRect();
        scrollBy({ top: frame.top + box.top - innerHeight / 3 });
        window.scrollBy({ top: box.top - frame.height / 2 });
      },
      hide: () => window.CSS?.highlights?.delete("found"),
      replace(words) {
        const range = rangeOf(run, match.index, match.index + match[0].length);
        const { startContainer: node, startOffset: start } = range;
        range.deleteContents();
        node.insertData(start, words);
      },
    })),
  );
};

export const placesOf = (panel, pattern) =>
  FIELDS.flatMap((name) => {
    const field = panel.querySelector(`#id_${name}_${panel.dataset.tabPanel}`);
    if (!field || field.disabled || field.readOnly) return [];
    const label = field.labels[0]?.textContent.trim() ?? "";
    const editor = editorOf(field);
    return editor ? inEditor(editor, label, pattern) : inField(field, label, pattern);
  });
