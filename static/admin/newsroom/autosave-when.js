// When what is typed is kept: a few seconds after typing stops, at least every 20 seconds while it
// goes on, when the page is left or the connection is back.
"use strict";
{
  const PAUSE = 3_000;
  const MOST = 20_000;
  const BEAT = 60_000;
  const ATTENTION = 2 * 3_600_000; // without a key for so long, a form does not keep its session alive

  const autosave = window.newsroomAutosave;
  let timer = 0;
  let since = 0; // the first key that is not told yet
  let lastKey = Date.now();

  const tell = (options) => {
    clearTimeout(timer);
    since = 0;
    return autosave.tell(options);
  };
  const idle = () => (window.requestIdleCallback ? requestIdleCallback(() => tell(), { timeout: 1000 }) : tell());
  const typed = () => {
    lastKey = Date.now();
    since ||= lastKey;
    clearTimeout(timer);
    timer = setTimeout(idle, Math.max(0, Math.min(PAUSE, since + MOST - lastKey)));
  };
  const listen = (editor) => editor.element.$.form === autosave.form && editor.on("change", typed);

  if (autosave) {
    for (const name of ["input", "change"]) autosave.form.addEventListener(name, typed);
    window.jQuery?.(autosave.form).on("change", typed); // choosing by typing tells jQuery only
    window.CKEDITOR?.on("instanceReady", ({ editor }) => listen(editor));
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {}))
      if (editor.status === "ready") listen(editor);
    if (autosave.isUnsaved) typed();

    setInterval(() => {
      if (autosave.isKept() && Date.now() - lastKey < ATTENTION) autosave.hear(true);
    }, BEAT);
    addEventListener("online", () => tell());
    document.addEventListener("visibilitychange", () => document.hidden && since && tell());
    addEventListener("pagehide", () => {
      if (since) tell({ keepalive: true }).then(() => autosave.hear(false, { keepalive: true }));
      else if (autosave.isKept()) autosave.hear(false, { keepalive: true });
    });
  }
}
