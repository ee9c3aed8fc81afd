// Which paragraph of a text stands for which one of the language beside it. Headings, pictures and the
// like hold the two together, so that a paragraph more or less shifts nothing beyond the next of them.
const kind = (block) => {
  const inner = block.matches("[data-beside-piece]") ? block.firstElementChild : block;
  const isWrapped = inner !== block || block.matches(".cke_widget_wrapper");
  return (isWrapped && inner.firstElementChild ? inner.firstElementChild : block).tagName;
};
const chapters = (blocks) => {
  const found = [[]];
  for (const block of blocks) {
    if (kind(block) !== "P") found.push([]);
    found.at(-1).push(block);
  }
  return found;
};
const kinds = (found) => found.map(([first]) => first && kind(first)).slice(1).join();
const together = (one, other) => one.slice(0, other.length).map((block, at) => [block, other[at]]);

export const blocksOf = (root) => [...root.children].filter((one) => !one.matches(".cke_reset"));
export const piecesOf = (beside) => [...beside.querySelectorAll("[data-beside-piece]")];
export const pairs = (one, other) => {
  const [left, right] = [chapters(one), chapters(other)];
  if (kinds(left) !== kinds(right)) return together(one, other);
  return left.flatMap((chapter, at) => together(chapter, right[at]));
};
