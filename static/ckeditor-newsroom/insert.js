// The buttons that put pictures, galleries and posts of other sites into the text.
"use strict";
CKEDITOR.plugins.add("newsroominsert", {
  requires: "newsroomfigures",
  init(editor) {
    const { words, chooser, embed } = editor.config.newsroom;

    // A figure that stays selected would be replaced by whatever is put in next.
    const stepBehind = () => {
      const figure = editor.widgets.focused ?? editor.widgets.selected[0];
      if (!figure) return;
      let next = figure.wrapper.getNext();
      if (!next?.is?.("p")) {
        next = editor.document.createElement("p");
        next.appendBogus();
        next.insertAfter(figure.wrapper);
      }
      const range = editor.createRange();
      range.moveToElementEditStart(next);
      range.select();
    };
    const insert = (attribute, value) => {
      editor.focus();
      if (!value) return;
      const safe = CKEDITOR.tools.htmlEncodeAttr(value);
      stepBehind();
      editor.insertHtml(`<figure ${attribute}="${safe}"><figcaption></figcaption></figure>`);
      stepBehind();
    };
    const choose = async (many) => {
      const pictures = await window.newsroomChooser({
        ...words,
        address: chooser,
        title: many ? words.choose_many : words.choose,
        many,
      });
      insert(many ? "data-gallery" : "data-image", pictures.map(({ id }) => id).join(" "));
    };
    const ask = async () =>
      insert("data-embed", await window.newsroomAddress({ words, address: embed }));

    const buttons = {
      Picture: [words.picture, () => choose(false)],
      Gallery: [words.gallery, () => choose(true)],
      Embed: [words.embed, ask],
    };
    for (const [name, [label, exec]] of Object.entries(buttons)) {
      const command = `newsroom-${name.toLowerCase()}`;
      editor.addCommand(command, { async: true, exec });
      editor.ui.addButton(name, { label, command });
    }
  },
});
