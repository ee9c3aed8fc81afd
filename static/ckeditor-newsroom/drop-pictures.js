// Pictures that are dropped on the text, or pasted as such, go through the library: its dialog opens with
// them on their way, and what is taken there is put into the text.
export const plugin = {
  name: "newsroomdrop",
  requires: "clipboard,newsroominsert",
  onLoad() {
    // Else CKEditor says of each that it does not take it.
    CKEDITOR.plugins.get("clipboard")._supportedFileMatchers.push(({ type }) => type.startsWith("image/"));
  },
  init(editor) {
    const holder = document.createElement("template"); // loads and runs nothing
    // Word sends a picture of its text along, and browsers the address of a picture.
    const hasWords = (html) => {
      holder.innerHTML = html;
      return holder.content.textContent.trim() !== "";
    };

    editor.on(
      "paste",
      (event) => {
        const { dataTransfer } = event.data;
        const all = Array.from({ length: dataTransfer.getFilesCount() }, (_one, at) => dataTransfer.getFile(at));
        const pictures = all.filter(({ type }) => type.startsWith("image/"));
        if (!pictures.length || hasWords(dataTransfer.getData("text/html", true) ?? "")) return;
        event.cancel();
        editor.newsroomUpload(pictures);
      },
      null,
      null,
      1,
    );
  },
};
