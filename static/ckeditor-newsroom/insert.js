// The buttons that put pictures, galleries and posts of other sites into the text.
import { choosePictures } from "../admin/newsroom/pictures/chooser.js";
import { askAddress } from "./address.js";

export const plugin = {
  name: "newsroominsert",
  requires: "newsroomfigures",
  init(editor) {
    const { blocks, words, chooser, thumb, embed } = editor.config.newsroom;

    const lookOf = (widget) => ["wide", "side"].find((look) => widget.hasClass(look)) ?? "";

    // A figure that stays selected would be replaced by whatever is put in next; nothing is put into
    // a block or a caption.
    const stepBehind = () => {
      const start = editor.getSelection()?.getStartElement();
      const figure = editor.widgets.focused ?? editor.widgets.selected[0] ?? (start && editor.widgets.getByElement(start));
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
    const insert = (attributes, caption = "") => {
      const named = Object.entries(attributes).filter(([, value]) => value);
      const written = named.map(([name, value]) => ` ${name}="${CKEDITOR.tools.htmlEncodeAttr(value)}"`);
      editor.insertHtml(`<figure${written.join("")}><figcaption>${caption}</figcaption></figure>`);
      stepBehind();
    };
    // For the list of blocks: a figure that was chosen in a dialog, or null where none was; instead of
    // an old one, whose caption stays.
    editor.newsroomStepBehind = stepBehind;
    editor.newsroomFigure = (attributes, old = null) => {
      editor.focus();
      if (!attributes) return;
      if (old) old.focus();
      else stepBehind();
      insert(attributes, old?.editables.caption?.getData());
    };
    const focusedOne = (name) => (editor.widgets.focused?.name === name ? editor.widgets.focused : null);
    const inGallery = (widget) =>
      (widget?.element.getAttribute("data-gallery") ?? "").split(/\s+/).filter(Boolean)
        .map((id) => ({ id, thumb: thumb.replace("/0/", `/${id}/`), label: `№ ${id}` }));
    // With a gallery selected, that one is put in order; a single picture is no gallery.
    const choose = async (many, files = []) => {
      const old = many && !files.length ? focusedOne("newsroom-gallery") : null;
      const pictures = await choosePictures({
        ...words,
        address: chooser,
        title: many ? words.choose_many : words.choose,
        insert: old ? words.change : words.insert,
        chosen: inGallery(old),
        many,
        files,
      });
      editor.focus();
      if (!pictures.length) return;
      if (old) old.focus();
      else stepBehind();
      const shows = pictures.length > 1 || old ? "data-gallery" : "data-image";
      const looks = old ? lookOf(old) : "";
      insert({ [shows]: pictures.map(({ id }) => id).join(" "), class: looks }, old?.editables.caption?.getData());
    };
    // For what is dropped on the text or pasted into it.
    editor.newsroomUpload = (files) => choose(files.length > 1, files);
    // With a post or video selected, that one is changed: what is put in replaces it.
    const ask = async () => {
      const old = focusedOne("newsroom-embed");
      const found = await askAddress({
        words,
        address: embed,
        chooser,
        thumb: (id) => thumb.replace("/0/", `/${id}/`),
        given: { address: old?.element.getAttribute("data-embed"), still: old?.element.getAttribute("data-image") },
      });
      editor.focus();
      if (!found) return;
      if (old) old.focus();
      else stepBehind();
      const caption = old?.editables.caption?.getData();
      insert({ "data-embed": found.address, "data-image": found.still }, caption);
    };

    const buttons = {
      Picture: ["image", () => choose(false)],
      Gallery: ["gallery", () => choose(true)],
      Embed: ["embed", ask],
    };
    for (const [name, [block, exec]] of Object.entries(buttons)) {
      const command = `newsroom-${name.toLowerCase()}`;
      const { label } = blocks.find((one) => one.name === block);
      editor.addCommand(command, { async: true, exec });
      editor.ui.addButton(name, { label, command });
    }
  },
};
