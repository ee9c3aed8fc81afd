// Paragraphs of a translation that still stand in the words of the original are grey. With the first
// letter typed they are the translator's: the mark goes (the server would drop it, too).
export const plugin = {
  name: "newsroomsource",
  init(editor) {
    const known = new WeakMap();
    const letters = (element) => element.textContent.replace(/[^\p{L}\p{N}]/gu, "");
    const look = () => {
      const root = editor.editable()?.$;
      if (!root) return;
      for (const one of root.querySelectorAll("[data-source]")) {
        const now = letters(one);
        if (!known.has(one)) known.set(one, now);
        else if (known.get(one) !== now) one.removeAttribute("data-source");
      }
    };
    editor.on("dataReady", look);
    editor.on("contentDom", () => {
      look();
      editor.editable().attachListener(editor.editable(), "input", look);
    });
    editor.on("change", look);
  },
};
