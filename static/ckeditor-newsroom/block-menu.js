// The list of blocks over the text: what is chosen is put behind what was selected. After a double
// click on a film another picture is put before it, or none.
import { choosePictures } from "../admin/newsroom/pictures/chooser.js";

export const plugin = {
  name: "newsroomblockmenu",
  requires: "richcombo,newsroomblocks,newsroominsert",
  init(editor) {
    const { words, files, stories, chooser, named } = editor.config.newsroom;
    const { contentsLanguage } = editor.config;
    const pick = async (attribute, address, title) => {
      const [found] = await choosePictures({ ...words, address, title });
      editor.newsroomFigure(found ? { [attribute]: found.id } : null);
    };
    // Before a film stands a picture of ours, or none: null. Undefined where the dialog was left.
    const pickPoster = async () => {
      const title = words.choose_poster;
      const [still] = await choosePictures({ ...words, address: chooser, title, none: words.no_poster });
      return still;
    };
    const pickFile = async () => {
      const [file] = await choosePictures({ ...words, address: files, title: words.choose_file });
      const still = file?.kind === "mp4" ? await pickPoster() : null;
      editor.newsroomFigure(file ? { "data-file": file.id, "data-image": still?.id } : null);
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
    const block = (name) => () => editor.newsroomBlock(name);
    const entries = {
      facts: block("facts"),
      points: block("points"),
      question: block("question"),
      story: () => pick("data-story", `${stories}?${new URLSearchParams({ language: contentsLanguage })}`, words.choose_story),
      file: pickFile,
    };

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
        for (const name of Object.keys(entries)) this.add(name, CKEDITOR.tools.htmlEncode(words[name]), words[name]);
      },
      onClick(name) {
        editor.focus();
        editor.fire("saveSnapshot");
        editor.newsroomStepBehind();
        entries[name]();
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
