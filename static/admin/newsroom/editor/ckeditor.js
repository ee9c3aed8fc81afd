// CKEditor is loaded by a page that has a rich text; nothing waits for it, and without it the textareas
// stay and save.

const load = (address) =>
  new Promise((resolve) => {
    // Where it finds its parts: file names of static files may carry a hash.
    window.CKEDITOR_BASEPATH = address.replace(/[^/]*$/, "");
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.CKEDITOR);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });

const first = document.querySelector("textarea[data-ckeditor]");
export const loaded = first ? load(first.dataset.ckeditor) : Promise.resolve(undefined);

export const allEditors = () => Object.values(window.CKEDITOR?.instances ?? {});

// The editor of a textarea once it can be typed in, else null.
export const editorOf = (field) => {
  const editor = window.CKEDITOR?.instances[field?.id];
  return editor?.status === "ready" && editor.editable() ? editor : null;
};

// Calls `start` with each editor of the page that can be typed in, now or later.
export const eachEditor = async (start) => {
  (await loaded)?.on("instanceReady", ({ editor }) => start(editor));
  for (const editor of allEditors()) if (editor.status === "ready") start(editor);
};
