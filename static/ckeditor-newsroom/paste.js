// A paste from elsewhere comes in clean, and a line under the text says what was dropped.
import { cleanPaste } from "./paste-clean.js";

export const plugin = {
  name: "newsroompaste",
  requires: "clipboard",
  init(editor) {
    const { blocks, words, tracking, longest } = editor.config.newsroom;
    let note = null;

    const say = (sentence, isProblem) => {
      note?.remove();
      note = document.createElement("p");
      note.className = isProblem ? "paste-note errornote" : "paste-note";
      note.setAttribute("role", isProblem ? "alert" : "status");
      const close = document.createElement("button");
      Object.assign(close, { type: "button", className: "quiet", textContent: words.paste_close });
      close.addEventListener("click", () => note.remove());
      editor.container.$.after(note);
      note.append(sentence, " ", close);
    };
    const said = ({ pictures, styles, links }) => {
      const parts = { paste_pictures: pictures, paste_styles: styles, paste_links: links };
      const lines = Object.entries(parts).filter(([, number]) => number);
      return lines.map(([word, number]) => words[word].replace("{number}", number)).join(" ");
    };

    editor.on(
      "paste",
      (event) => {
        const { dataValue, dataTransfer } = event.data;
        note?.remove();
        if (!dataValue || dataTransfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
        const { html, dropped } = cleanPaste(dataValue, { tracking, blocks });
        if (html.length + editor.getData().length > longest) {
          event.cancel();
          say(words.paste_too_long, true);
          return;
        }
        event.data.dataValue = html;
        const parts = said(dropped);
        if (parts) say(`${words.paste_dropped} ${parts}`, false);
      },
      null,
      null,
      2,
    );
  },
};
