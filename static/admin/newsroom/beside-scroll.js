// The original and its translation scroll together, paragraph by paragraph; the paragraph in which
// one writes has its counterpart marked.
"use strict";
{
  const follow = (panel) => {
    const beside = panel.querySelector(".beside--body");
    const field = panel.querySelector("textarea[data-rich-text]");
    const editor = window.CKEDITOR?.instances[field?.id];
    if (!beside || !editor || beside.dataset.follows) return;
    const start = () => {
      beside.dataset.follows = "yes";
      const frame = editor.window?.$;
      const root = () => editor.editable()?.$;
      const pieces = () => [...beside.querySelectorAll("[data-beside-piece]")];
      let leads = null; // who is scrolled by a hand
      const lead = (who) => () => (leads = who);
      frame.addEventListener("wheel", lead("text"), { passive: true });
      frame.addEventListener("keydown", lead("text"));
      frame.addEventListener("touchstart", lead("text"), { passive: true });
      beside.addEventListener("wheel", lead("beside"), { passive: true });
      beside.addEventListener("keydown", lead("beside"));
      beside.addEventListener("touchstart", lead("beside"), { passive: true });

      const blocks = () => [...root().children].filter((one) => !one.matches(".cke_reset"));
      frame.addEventListener("scroll", () => {
        if (leads === "beside") return;
        const top = blocks().findIndex((one) => one.getBoundingClientRect().bottom > 4);
        const other = pieces()[top];
        if (other) beside.scrollTop = other.offsetTop;
      });
      beside.addEventListener("scroll", () => {
        if (leads !== "beside") return;
        const at = pieces().findIndex((one) => one.offsetTop + one.offsetHeight > beside.scrollTop + 4);
        const other = blocks()[at];
        if (other) frame.scrollTo(0, other.offsetTop);
      });
      editor.on("selectionChange", ({ data }) => {
        const top = data.path.elements.at(-2)?.$;
        const at = blocks().indexOf(top);
        pieces().forEach((one, place) => one.classList.toggle("beside__piece--here", place === at));
        const here = pieces()[at];
        if (!here || beside.scrollHeight <= beside.clientHeight) return;
        const place = here.offsetTop;
        if (place < beside.scrollTop || place + here.offsetHeight > beside.scrollTop + beside.clientHeight)
          beside.scrollTop = place;
      });
    };
    if (editor.status === "ready") start();
    else editor.on("instanceReady", start);
  };

  document.addEventListener("besideshown", ({ target }) => follow(target));
  addEventListener("load", () =>
    window.CKEDITOR?.on("instanceReady", ({ editor }) =>
      follow(editor.element.$.closest("[data-tab-panel]") ?? document.body),
    ),
  );
}
