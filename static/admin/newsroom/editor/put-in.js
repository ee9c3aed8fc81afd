// Puts words where somebody types: into the field of a language that was typed in last, else into its
// body. `putIn("hy", { text })`, or `{ html }`, which goes into a body only.
import { eachEditor, editorOf } from "./ckeditor.js";

const last = new Map(); // language → the id of its field
const bodyOf = (code) => document.querySelector(`[data-tab-panel="${code}"] textarea[data-rich-text]`);

document.addEventListener("focusin", ({ target }) => {
  const code = target.closest?.("[data-tab-panel]")?.dataset.tabPanel;
  if (code && target.matches("textarea[lang], input[lang]")) last.set(code, target.id);
});
eachEditor((editor) => editor.on("focus", () => last.set(editor.config.contentsLanguage, editor.name)));

export const putIn = (code, { text, html }) => {
  const field = (!html && document.getElementById(last.get(code))) || bodyOf(code);
  const editor = editorOf(field);
  if (editor) {
    editor.focus();
    if (html) editor.insertHtml(html);
    else editor.insertText(text);
    editor.fire("saveSnapshot");
    return;
  }
  field.focus();
  field.setRangeText(html ?? text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// What a body holds now, and how it is replaced: with CKEditor, or in a plain textarea.
export const richText = (field) => {
  const editor = editorOf(field);
  return {
    get: () => (editor?.checkDirty() ? editor.getData() : field.value),
    set: (html) => {
      if (!editor) {
        field.value = html;
        return field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      editor.fire("saveSnapshot");
      editor.setData(html, { callback: () => editor.fire("change") });
    },
  };
};
