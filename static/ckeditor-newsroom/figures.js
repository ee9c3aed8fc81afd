// Pictures, galleries and posts of other sites in the text editor. The text keeps only
// <figure data-image="12">, data-gallery="12 14", data-embed="address" (with data-image, the
// picture in its place), data-story="12", data-file="12"; what is seen in the editor is put in on the
// way in and taken out on the way out.
export const plugin = {
  name: "newsroomfigures",
  requires: "widget",
  init(editor) {
    const { words, thumb, named } = editor.config.newsroom;
    const Element = CKEDITOR.htmlParser.element;
    const picture = (id, asked = "") =>
      new Element("img", { class: "seen", alt: "", src: thumb.replace("/0/", `/${id}/`) + asked });
    const label = (text) => {
      const span = new Element("span", { class: "seen" });
      span.add(new CKEDITOR.htmlParser.text(CKEDITOR.tools.htmlEncode(text)));
      return span;
    };
    const decode = (text) => CKEDITOR.tools.htmlDecode(text);
    const kinds = {
      image: { words: words.picture, seen: (value) => [picture(value, "?whole")] },
      gallery: {
        words: words.gallery,
        seen: (value) => {
          const ids = value.split(/\s+/).filter(Boolean);
          return [label(`${words.gallery}. ${words.pictures} ${ids.length}`), ...ids.map((id) => picture(id))];
        },
      },
      embed: {
        words: words.embed,
        seen: (value, still) => [label(decode(value)), ...(still ? [picture(still)] : [])],
      },
      story: { words: words.story, seen: () => [label(words.story)], isBare: true },
      file: {
        words: words.file,
        seen: (_value, still) => [label(words.file), ...(still ? [picture(still)] : [])],
      },
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

    for (const [kind, { words: name, seen, isBare }] of Object.entries(kinds)) {
      const attribute = `data-${kind}`;
      editor.widgets.add(`newsroom-${kind}`, {
        pathName: name,
        requiredContent: `figure[${attribute}]`,
        editables: isBare ? {} : {
          caption: { selector: "figcaption", allowedContent: "em strong; a[!href]" },
        },
        upcast(element) {
          const { [attribute]: value, "data-embed": embed, "data-image": still } = element.attributes;
          if (element.name !== "figure" || !value || (embed && kind !== "embed")) return false;
          if (kind === "image" && element.attributes["data-file"]) return false; // the still of a film
          for (const one of seen(value, still).reverse()) element.add(one, 0);
          if (isBare) element.children.length = 1;
          else if (!element.getFirst("figcaption")) element.add(new Element("figcaption", {}));
          if (kind === "image") element.add(new Element("span", { class: "seen own" })); // own-caption.js
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
          if (kind === "story" || kind === "file") this.on("ready", () => say(this, kind, name));
        },
        // After a double click: what was put in can be changed.
        edit: () => ["embed", "gallery", "file"].includes(kind) && editor.execCommand(`newsroom-${kind}`),
      });
    }
  },
};
