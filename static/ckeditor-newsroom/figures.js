// Pictures, galleries and posts of other sites in the text editor. The text keeps only
// <figure data-image="12">, data-gallery="12 14", data-embed="address"; what is seen in the
// editor is put in on the way in and taken out on the way out.
"use strict";
CKEDITOR.plugins.add("newsroomfigures", {
  requires: "widget",
  init(editor) {
    const { words, thumb, chooser, embed } = editor.config.newsroom;
    const Element = CKEDITOR.htmlParser.element;
    const picture = (id) =>
      new Element("img", { class: "seen", alt: "", src: thumb.replace("/0/", `/${id}/`) });
    const label = (text) => {
      const span = new Element("span", { class: "seen" });
      span.add(new CKEDITOR.htmlParser.text(CKEDITOR.tools.htmlEncode(text)));
      return span;
    };
    const decode = (text) => CKEDITOR.tools.htmlDecode(text);
    const kinds = {
      image: { words: words.picture, seen: (value) => [picture(value)] },
      gallery: {
        words: words.gallery,
        seen: (value) => {
          const ids = value.split(/\s+/).filter(Boolean);
          return [label(`${words.gallery}. ${words.pictures} ${ids.length}`), ...ids.map(picture)];
        },
      },
      embed: { words: words.embed, seen: (value) => [label(decode(value))] },
    };

    for (const [kind, { words: name, seen }] of Object.entries(kinds)) {
      const attribute = `data-${kind}`;
      editor.widgets.add(`newsroom-${kind}`, {
        pathName: name,
        requiredContent: `figure[${attribute}]`,
        editables: {
          caption: { selector: "figcaption", allowedContent: "em strong; a[!href]" },
        },
        upcast(element) {
          if (element.name !== "figure" || !element.attributes[attribute]) return false;
          for (const one of seen(element.attributes[attribute]).reverse()) element.add(one, 0);
          if (!element.getFirst("figcaption")) element.add(new Element("figcaption", {}));
          return true;
        },
        downcast(element) {
          for (const child of element.children.slice()) {
            const isEmptyCaption =
              child.name === "figcaption" &&
              !child.getHtml().replace(/<br[^>]*>|&nbsp;|[\s\u200b]/g, "");
            if (child.hasClass?.("seen") || isEmptyCaption) child.remove();
          }
          return element;
        },
      });
    }

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
      const safe = CKEDITOR.tools.htmlEncodeAttr(value);
      stepBehind();
      editor.insertHtml(`<figure ${attribute}="${safe}"><figcaption></figcaption></figure>`);
      stepBehind();
    };
    const choose = async (many) => {
      const pictures = await window.newsroomChooser({
        address: chooser,
        title: many ? words.choose_many : words.choose,
        cancel: words.cancel,
        insert: words.insert,
        failed: words.failed,
        many,
      });
      editor.focus();
      const ids = pictures.map(({ id }) => id).join(" ");
      if (ids) insert(many ? "data-gallery" : "data-image", ids);
    };
    const ask = async () => {
      const address = await window.newsroomAddress({ words, address: embed });
      editor.focus();
      if (address) insert("data-embed", address);
    };
    const buttons = {
      Picture: [words.picture, () => choose(false)],
      Gallery: [words.gallery, () => choose(true)],
      Embed: [words.embed, ask],
    };
    for (const [name, [text, exec]] of Object.entries(buttons)) {
      const command = `newsroom-${name.toLowerCase()}`;
      editor.addCommand(command, { async: true, exec });
      editor.ui.addButton(name, { label: text, command });
    }
  },
});
