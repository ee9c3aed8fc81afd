// The list of blocks over the text: what is chosen is put behind what was selected. After a double
// click on a film another picture is put before it, or none.
import { choosePictures } from "../admin/newsroom/pictures/chooser.js";

export const plugin = {
  name: "newsroomblockmenu",
  requires: "richcombo,newsroomblocks,newsroominsert",
  init(editor) {
    const { blocks, words, chooser, named } = editor.config.newsroom;
    const asked = new URLSearchParams({ language: editor.config.contentsLanguage });
    // Before a film stands a picture of ours, or none: null. Undefined where the dialog was left.
    const pickPoster = async () => {
      const title = words.choose_poster;
      const [still] = await choosePictures({ ...words, address: chooser, title, none: words.no_poster });
      return still;
    };
    const pick = async ({ name, chooser: rows, choose: title }) => {
      const [found] = await choosePictures({ ...words, address: `${rows}?${asked}`, title });
      const still = found?.kind === "mp4" ? await pickPoster() : null;
      editor.newsroomFigure(found ? { [`data-${name}`]: found.id, "data-image": still?.id } : null);
    };
    const changePoster = async () => {
      const film = editor.widgets.focused;
      const id = film?.element.getAttribute("data-file");
      const answer = id && (await fetch(`${named}?${new URLSearchParams({ file: id })}`).catch(() => null));
      if (!answer?.ok || (await answer.json()).kind !== "mp4") return;
      const still = await pickPoster();
      editor.newsroomFigure(still === undefined ? null : { "data-file": id, "data-image": still?.id }, film);
    };
    editor.addCommand("newsroom-file", { async: true, exec: changePoster });
    const listed = new Map(blocks.filter((one) => one.in_menu).map((one) => [one.name, one]));

    editor.ui.addRichCombo("Blocks", {
      label: words.blocks,
      title: words.blocks,
      toolbar: "insert",
      panel: {
        css: [CKEDITOR.skin.getPath("editor")],
        multiSelect: false,
        attributes: { "aria-label": words.blocks },
      },
      init() {
        for (const [name, { label }] of listed) this.add(name, CKEDITOR.tools.htmlEncode(label), label);
      },
      onClick(name) {
        editor.focus();
        editor.fire("saveSnapshot");
        editor.newsroomStepBehind();
        const block = listed.get(name);
        if (block.names) pick(block);
        else editor.newsroomBlock(block);
        editor.fire("saveSnapshot");
        // It is a list of things to put in, not a state.
        this.setValue("");
      },
      refresh() {
        this.setValue("");
      },
    });
  },
};
