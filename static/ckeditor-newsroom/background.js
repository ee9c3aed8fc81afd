// The button that asks for a background paragraph, in the form of a story only.
export const plugin = {
  name: "newsroombackground",
  init(editor) {
    if (!editor.element.$.form?.matches("[data-editor]")) return;
    editor.addCommand("newsroom-background", {
      async: true,
      exec: () =>
        document.dispatchEvent(
          new CustomEvent("backgroundwanted", { detail: editor.config.contentsLanguage }),
        ),
    });
    editor.ui.addButton("Background", {
      label: editor.config.newsroom.words.background,
      command: "newsroom-background",
    });
  },
};
