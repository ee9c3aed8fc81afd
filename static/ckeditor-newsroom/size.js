// How wide a picture or a gallery of the text is: as the text, wider, or beside it. A list over the
// text, for what is selected; readers' phones show all as wide as the text.
export const plugin = {
  name: "newsroomsize",
  requires: "richcombo,newsroomfigures",
  init(editor) {
    const { blocks, words } = editor.config.newsroom;
    const sized = blocks.filter(({ sizes }) => sizes?.length);
    const LOOKS = Object.fromEntries(sized.map(({ name, sizes }) => [`newsroom-${name}`, ["text", ...sizes]]));
    const name = (look) => words[`size_${look}`];
    let chosen = null; // while the list is open, nothing in the text is selected

    const lookOf = (widget) => ["wide", "side"].find((look) => widget.hasClass(look)) ?? "text";
    const give = (widget, look) => {
      editor.fire("saveSnapshot");
      for (const one of ["wide", "side"]) widget.removeClass(one);
      if (look !== "text") widget.addClass(look);
      editor.fire("saveSnapshot");
    };
    const update = (combo) => {
      const { focused } = editor.widgets;
      const fits = focused && LOOKS[focused.name];
      combo.setState(fits ? CKEDITOR.TRISTATE_OFF : CKEDITOR.TRISTATE_DISABLED);
      combo.setValue(fits ? lookOf(focused) : "", fits ? name(lookOf(focused)) : words.size);
    };

    editor.ui.addRichCombo("Size", {
      label: words.size,
      title: words.size,
      toolbar: "insert",
      panel: {
        css: [CKEDITOR.skin.getPath("editor")],
        multiSelect: false,
        attributes: { "aria-label": words.size },
      },
      init() {
        for (const look of LOOKS["newsroom-image"]) this.add(look, CKEDITOR.tools.htmlEncode(name(look)), name(look));
      },
      onRender() {
        editor.widgets.on("instanceCreated", ({ data: widget }) => {
          if (!LOOKS[widget.name]) return;
          widget.on("focus", () => update(this), null, null, 999);
          widget.on("blur", () => setTimeout(() => this._.on || update(this)), null, null, 999);
        });
      },
      onOpen() {
        chosen = editor.widgets.focused;
        this.showAll();
        if (!LOOKS[chosen?.name]?.includes("side")) this.hideItem("side");
      },
      onClick(look) {
        editor.focus();
        chosen?.focus();
        if (chosen) give(chosen, look);
        update(this);
      },
      refresh() {
        update(this);
      },
    });
  },
};
