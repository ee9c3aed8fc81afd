// Who said it: a line at the end of the quotation in which the cursor stands.
export const plugin = {
  name: "newsroomquote",
  init(editor) {
    const quotation = (path) => path?.contains("blockquote");

    editor.addCommand("newsroom-speaker", {
      requiredContent: "footer",
      context: "blockquote",
      exec() {
        const quote = quotation(editor.elementPath());
        if (!quote) return;
        let line = quote.findOne("footer");
        if (!line) {
          line = editor.document.createElement("footer");
          line.appendBogus();
          quote.append(line);
        }
        const range = editor.createRange();
        range.moveToElementEditEnd(line);
        range.select();
        editor.fire("saveSnapshot");
      },
    });
    editor.ui.addButton("Speaker", {
      label: editor.config.newsroom.words.speaker,
      command: "newsroom-speaker",
    });
  },
};
