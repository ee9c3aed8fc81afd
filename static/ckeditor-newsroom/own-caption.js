// Under a picture of the text: what readers will see there, its own caption while the place has none, and
// its credit. It is no part of the text.
export const plugin = {
  name: "newsroomowncaption",
  requires: "newsroomfigures",
  init(editor) {
    const { words, named } = editor.config.newsroom;

    const show = ({ element }) => {
      const said = element.findOne("figcaption")?.getText().replace(/[\s\u200b]/g, "");
      const own = element.findOne("span.own > span");
      if (own) own.$.hidden = Boolean(said);
    };
    const ask = async (widget) => {
      const image = widget.element.getAttribute("data-image");
      const asked = new URLSearchParams({ image, written_in: editor.config.contentsLanguage });
      const answer = await fetch(`${named}?${asked}`).catch(() => null);
      const place = widget.element.findOne("span.own");
      if (!answer?.ok || !place || editor.status !== "ready") return;
      const { caption = "", credit = "" } = await answer.json();
      const wasChanged = editor.checkDirty();
      editor.fire("lockSnapshot");
      place.setHtml("<span></span> <small></small>");
      place.getFirst().setText(caption);
      place.getLast().setText(credit);
      if (caption) place.getFirst().setAttribute("title", words.own_caption);
      show(widget);
      editor.fire("unlockSnapshot");
      if (!wasChanged) editor.resetDirty();
    };

    editor.widgets.on("instanceCreated", ({ data: widget }) => {
      if (widget.name !== "newsroom-image") return;
      widget.on("ready", () => ask(widget));
      // CKEditor tells of a change only after several letters; the browser of each.
      widget.element.on("input", () => show(widget));
      const heard = editor.on("change", () => show(widget));
      widget.on("destroy", () => heard.removeListener());
    });
  },
};
