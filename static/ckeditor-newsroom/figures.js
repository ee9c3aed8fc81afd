// Figures in the text editor, each as articles/text/blocks/ declares it. The text keeps only
// <figure data-image="12">, data-embed="address" (with data-image, the picture in its place) and so on;
// what is seen in the editor is put in on the way in and taken out on the way out.
export const plugin = {
  name: "newsroomfigures",
  requires: "widget",
  init(editor) {
    const { blocks, words, thumb, named } = editor.config.newsroom;
    const figures = blocks.filter(({ names }) => names);
    const Element = CKEDITOR.htmlParser.element;
    const picture = (id, asked = "") =>
      new Element("img", { class: "seen", alt: "", src: thumb.replace("/0/", `/${id}/`) + asked });
    const label = (text) => {
      const span = new Element("span", { class: "seen" });
      span.add(new CKEDITOR.htmlParser.text(CKEDITOR.tools.htmlEncode(text)));
      return span;
    };
    const decode = (text) => CKEDITOR.tools.htmlDecode(text);
    const seen = (figure, value, still) => {
      if (figure.names !== "Image")
        return [label(figure.names === "address" ? decode(value) : figure.label), ...(still ? [picture(still)] : [])];
      if (!figure.has_many) return [picture(value, "?whole")];
      const ids = value.split(/\s+/).filter(Boolean);
      return [label(`${figure.label}. ${words.pictures} ${ids.length}`), ...ids.map((id) => picture(id))];
    };

    // A number says nothing to a person: the server knows what it stands for.
    const say = async (widget, kind, name) => {
      const asked = new URLSearchParams({
        [kind]: widget.element.getAttribute(`data-${kind}`),
        written_in: editor.config.contentsLanguage,
      });
      const answer = await fetch(`${named}?${asked}`).catch(() => null);
      const span = widget.element.findOne("span.seen");
      if (!answer?.ok || !span || editor.status !== "ready") return;
      const said = (await answer.json()).name || words.nothing;
      const wasChanged = editor.checkDirty();
      editor.fire("lockSnapshot");
      span.setText(`${name}: ${said}`);
      editor.fire("unlockSnapshot");
      if (!wasChanged) editor.resetDirty();
    };

    for (const figure of figures) {
      const { name: kind, label: name, has_caption: hasCaption } = figure;
      const isPicture = figure.names === "Image" && !figure.has_many;
      const attribute = `data-${kind}`;
      editor.widgets.add(`newsroom-${kind}`, {
        pathName: name,
        requiredContent: `figure[${attribute}]`,
        editables: !hasCaption ? {} : {
          caption: { selector: "figcaption", allowedContent: "em strong; a[!href]" },
        },
        upcast(element) {
          const { [attribute]: value, "data-image": still } = element.attributes;
          if (element.name !== "figure" || !value) return false;
          // The picture beside something else is its still.
          if (figures.find((one) => element.attributes[`data-${one.name}`]) !== figure) return false;
          for (const one of seen(figure, value, still).reverse()) element.add(one, 0);
          if (!hasCaption) element.children.length = 1;
          else if (!element.getFirst("figcaption")) element.add(new Element("figcaption", {}));
          if (isPicture) element.add(new Element("span", { class: "seen own" })); // own-caption.js
          return true;
        },
        downcast(element) {
          for (const child of element.children.slice()) {
            const isEmptyCaption =
              child.name === "figcaption" &&
              !child.getHtml().replace(/<br[^>]*>|&nbsp;|[\s\u200b]/g, "");
            // Browsers write a look into what is typed.
            if (child.name === "figcaption") delete child.attributes.style;
            if (child.hasClass?.("seen") || isEmptyCaption) child.remove();
          }
          return element;
        },
        init() {
          if (figure.names !== "Image" && figure.names !== "address") this.on("ready", () => say(this, kind, name));
        },
        // After a double click: what was put in can be changed.
        edit: () => figure.can_change && editor.execCommand(`newsroom-${kind}`),
      });
    }
  },
};
