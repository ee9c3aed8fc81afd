// How many words a body has and how long they take to read: as the server counts them, while one types.
"use strict";
{
  const A_MINUTE = 180;
  const PAUSE = 400; // milliseconds after the last key
  const count = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const textOf = (html) => {
    const body = new DOMParser().parseFromString(html.replaceAll(/<(?=\/?(?:p|h\d|li|t[dhr]|blockquote|br|fig))/gi, " <"), "text/html");
    return body.body.textContent;
  };

  for (const line of document.querySelectorAll("[data-words-of]")) {
    const field = document.getElementById(line.dataset.wordsOf);
    let waiting = 0;
    const say = (text) => {
      const words = count(text);
      line.textContent = line.dataset.pattern
        .replace("{words}", words)
        .replace("{minutes}", words && Math.max(1, Math.ceil(words / A_MINUTE)));
    };
    const later = (read) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => say(read())), PAUSE);
    };
    field.addEventListener("input", () => later(() => textOf(field.value)));
    addEventListener("load", () =>
      window.CKEDITOR?.on("instanceReady", ({ editor }) => {
        if (editor.name === field.id)
          editor.on("change", () => later(() => editor.editable().$.innerText ?? ""));
      }),
    );
  }
}
