// The checks before publishing follow what is typed. Until the server has looked at it they are those
// of what was saved, and say so where it cannot be asked.
"use strict";
{
  const PAUSE = 800; // milliseconds after the last key
  const form = document.querySelector("[data-checks]");
  let asked = null;
  let waiting = 0;

  // A text editor takes long to write out a long text: only what was touched is asked for.
  window.newsroomTyped = async (typed) => {
    const bodies = await window.newsroomAutosave.bodies();
    const data = new FormData(typed);
    for (const [name, html] of Object.entries(bodies)) data.set(name, html);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const say = (isOfSaved) => {
    for (const note of form.querySelectorAll("[data-checks-saved]")) note.hidden = !isOfSaved;
  };

  const refresh = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const body = await window.newsroomTyped(form);
      const answer = await fetch(form.dataset.checks, { method: "POST", body, signal, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const { checks } = await answer.json();
      for (const [code, html] of Object.entries(checks)) {
        const place = form.querySelector(`[data-checks-of="${code}"]`);
        if (place) place.innerHTML = html;
      }
      say(false);
    } catch (failed) {
      if (failed.name !== "AbortError") say(true);
    }
  };

  const typed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  };

  if (form) {
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    window.django?.jQuery(form).on("change", typed); // choosing by typing tells jQuery only
    window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("change", typed));
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.on("change", typed);
    addEventListener("online", typed);
  }
}
