// How many words a body has and how long they take to read: as the server counts them, while one types.
"use strict";
{
  const A_MINUTE = 180;
  const PAUSE = 400; // milliseconds after the last key
  const count = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const BORDERS = /<(?=\/?(?:p|h\d|li|t[dhr]|blockquote|br|fig))/gi;
  const bodyOf = (html) =>
    new DOMParser().parseFromString(html.replaceAll(BORDERS, " <"), "text/html").body;
  const textOf = (element) => element.innerText ?? element.textContent;
  // Without what still stands in the words of the original.
  const wordsOf = (body) =>
    [...body.querySelectorAll("[data-source]")].reduce(
      (words, one) => words - count(textOf(one)),
      count(textOf(body)),
    );

  for (const line of document.querySelectorAll("[data-words-of]")) {
    const field = document.getElementById(line.dataset.wordsOf);
    let waiting = 0;
    const say = (body) => {
      const words = wordsOf(body);
      line.textContent = line.dataset.pattern
        .replace("{words}", words)
        .replace("{minutes}", words && Math.max(1, Math.ceil(words / A_MINUTE)));
    };
    const later = (read) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => say(read())), PAUSE);
    };
    field.addEventListener("input", () => later(() => bodyOf(field.value)));
    addEventListener("load", () =>
      window.CKEDITOR?.on("instanceReady", ({ editor }) => {
        if (editor.name === field.id)
          editor.on("change", () => later(() => editor.editable().$));
      }),
    );
  }
}
