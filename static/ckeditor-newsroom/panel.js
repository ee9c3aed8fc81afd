// The lists over the text and the menu of the right button stand in frames of their own: they get the
// admin's font and its theme.
export const plugin = {
  name: "newsroompanel",
  requires: "panel,floatpanel",
  onLoad() {
    const { render } = CKEDITOR.ui.panel.prototype;
    CKEDITOR.ui.panel.prototype.render = function (editor, ...more) {
      const { panelCss } = editor.config.newsroom;
      if (!this.css.includes(panelCss)) this.css = [...this.css, panelCss];
      return render.call(this, editor, ...more);
    };
  },
  init(editor) {
    editor.on("panelShow", ({ data: panel }) => {
      const root = panel._.iframe.getFrameDocument().getDocumentElement().$;
      root.dataset.theme = document.documentElement.dataset.theme;
    });
  },
};
