// What stands in a body, as blocks: a block that nobody touched costs nothing and stays as it was
// spelled, since CKEditor spells HTML in its own way. A plain textarea is read whole.
import { eachEditor, editorOf } from "../editor/ckeditor.js";
import { split } from "./blocks.js";

const SLICE = 8; // milliseconds in a row
const idle = () =>
  new Promise((go) => (window.requestIdleCallback ?? setTimeout)(go, window.requestIdleCallback ? { timeout: 2000 } : 50));

export const bodyOf = (textarea) => {
  const began = split(textarea.defaultValue);
  let spelled = new Map(); // an element's own HTML → its blocks, as CKEditor would write them
  let original = new Map(); // a block as CKEditor writes it → as it came
  let ready = Promise.resolve();

  const elements = (editor) =>
    [...editor.editable().$.childNodes].map((node) => node.outerHTML ?? node.textContent);
  const written = (editor, html) => {
    if (!spelled.has(html)) spelled.set(html, split(editor.dataProcessor.toDataFormat(html)));
    return spelled.get(html);
  };

  // In small slices while nobody types: a long text that was just pasted would hold a key up.
  const spell = async (editor) => {
    const all = elements(editor);
    let since = performance.now();
    for (const html of all) {
      if (spelled.has(html)) continue;
      if (performance.now() - since > SLICE) {
        await idle();
        since = performance.now();
      }
      written(editor, html);
    }
    return all;
  };
  const prepare = async (editor) => {
    const blocks = (await spell(editor)).flatMap((html) => spelled.get(html));
    if (blocks.length === began.length)
      original = new Map(blocks.map((block, place) => [block, began[place]]));
  };
  const again = async () => {
    const editor = editorOf(textarea);
    if (editor?.checkDirty()) await spell(editor);
  };

  const watch = (editor) => {
    if (editor.element.$ === textarea) ready = idle().then(() => prepare(editor)).catch(() => {});
  };
  eachEditor(watch);

  return {
    began,
    ready: () => (ready = ready.then(again).catch(() => {})),
    blocks() {
      const editor = editorOf(textarea);
      if (!editor) return split(textarea.value);
      if (!editor.checkDirty()) return textarea.value === textarea.defaultValue ? began : split(textarea.value);
      const now = elements(editor);
      const blocks = now.flatMap((html) => written(editor, html));
      if (spelled.size > 2 * now.length + 200)
        spelled = new Map(now.map((html) => [html, spelled.get(html)]));
      return blocks.map((block) => original.get(block) ?? block);
    },
  };
};
