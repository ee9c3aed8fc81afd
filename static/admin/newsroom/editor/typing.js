// Hears everything that is typed or chosen in a form.
import { eachEditor } from "./ckeditor.js";

// CKEditor tells of a change by a key; of words that a phone completes, dictation puts in or a spelling
// corrects only the browser tells.
export const onEditorInput = (editor, typed) => {
  const listen = () => editor.editable().attachListener(editor.editable(), "input", typed);
  editor.on("change", typed);
  editor.on("contentDom", listen);
  listen();
};

export const onEditorsOf = (form, typed) =>
  eachEditor((editor) => {
    if (editor.element.$.form === form) onEditorInput(editor, typed);
  });

// Choosing by typing tells jQuery only. Django's own scripts trigger it for every list when the page is
// ready: ours listen behind them, or an open form would be taken for one that somebody has typed in.
export const onChoosing = (form, chosen) => {
  const jQuery = window.django?.jQuery;
  jQuery?.(() =>
    jQuery(form).on("change", (event) => {
      if (!event.originalEvent) chosen();
    }),
  );
};

export const onTyping = (form, typed) => {
  for (const name of ["input", "change"]) form.addEventListener(name, typed);
  onChoosing(form, typed);
  onEditorsOf(form, typed);
};
