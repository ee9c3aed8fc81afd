// The original and its translation scroll together, paragraph by paragraph, from the first line to the
// last; a plain textarea, whose paragraphs have no places, by its length.
import { eachEditor } from "../editor/ckeditor.js";
import { blocksOf, pairs, piecesOf } from "./beside-pairs.js";

const room = (box) => box.scrollHeight - box.clientHeight;

// What is looked at lies as far down in its box as the box is scrolled: so both begin and both end together.
const bring = (leader, other) => {
  if (room(leader.box) < 1 || room(other.box) < 1) return;
  const height = leader.box.scrollHeight;
  const looked = (leader.box.scrollTop / room(leader.box)) * height;
  const places = pairs(leader.blocks(), other.blocks()).map((pair) => pair.map((one) => one.offsetTop));
  const marks = [[0, 0], ...places, [height, other.box.scrollHeight]];
  const next = marks.findIndex(([place]) => place > looked);
  const [[from, there], [to, end]] = next < 0 ? marks.slice(-2) : marks.slice(next - 1, next + 1);
  const place = there + ((looked - from) / (to - from)) * (end - there);
  other.box.scrollTop = (place / other.box.scrollHeight) * room(other.box);
  other.brought = other.box.scrollTop;
};

// A side that was brought to its place leads nobody there.
const leads = (leader, find) => () => {
  if (Math.abs(leader.box.scrollTop - leader.brought) < 2) return;
  leader.brought = NaN;
  const other = find();
  if (other) bring(leader, other);
};

const besideOf = (panel) => {
  const box = panel.querySelector(".beside--body");
  if (box && box !== panel.beside?.box) panel.beside = { box, brought: NaN, blocks: () => piecesOf(box) };
  return box && panel.beside;
};

const listen = (panel) => {
  const beside = besideOf(panel);
  if (!beside || beside.isHeard) return;
  beside.isHeard = true;
  beside.box.addEventListener("scroll", leads(beside, () => panel.writing), { passive: true });
};
const write = (panel, box, target, blocks) => {
  panel.writing = { box, brought: NaN, blocks };
  target.addEventListener("scroll", leads(panel.writing, () => besideOf(panel)), { passive: true });
  listen(panel);
};

// Every new content of CKEditor is a new document, which has forgotten who listened.
const start = (editor) => {
  const panel = editor.element.$.closest("[data-tab-panel]");
  if (!panel?.querySelector("[data-beside]")) return;
  const again = () => {
    const { document: { $: page }, window: { $: frame } } = editor;
    write(panel, page.scrollingElement, frame, () => blocksOf(page.body));
  };
  editor.on("contentDom", again);
  again();
};

for (const field of document.querySelectorAll("[data-tab-panel]:has([data-beside]) textarea[data-rich-text]"))
  write(field.closest("[data-tab-panel]"), field, field, () => []);
document.addEventListener("besideshown", ({ target }) => listen(target));
eachEditor(start);
