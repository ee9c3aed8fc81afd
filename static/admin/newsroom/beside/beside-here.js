// The paragraph in which one writes has its counterpart beside it marked, and brought into sight.
import { eachEditor } from "../editor/ckeditor.js";
import { blocksOf, pairs, piecesOf } from "./beside-pairs.js";

const mark = (editor, path) => {
  const beside = editor.element.$.closest("[data-tab-panel]")?.querySelector(".beside--body");
  if (!beside) return;
  const blocks = blocksOf(editor.editable().$);
  const at = blocks.indexOf(path.elements.at(-2)?.$);
  const pieces = piecesOf(beside);
  const here = pairs(blocks, pieces).findLast(([block]) => blocks.indexOf(block) <= at)?.[1];
  for (const one of pieces) one.classList.toggle("beside__piece--here", one === here);
  if (!here || beside.scrollHeight <= beside.clientHeight) return;
  const place = here.offsetTop;
  if (place < beside.scrollTop || place + here.offsetHeight > beside.scrollTop + beside.clientHeight)
    beside.scrollTop = place;
};

eachEditor((editor) => editor.on("selectionChange", ({ data }) => mark(editor, data.path)));
