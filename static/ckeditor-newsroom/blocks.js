// Sections such as a box of facts: <section data-block="facts"> with an <h3> and what follows it, each
// as articles/text/blocks/ declares it. In the editor a label says which it is, and two places are typed in.
export const plugin = {
  name: "newsroomblocks",
  requires: "widget",
  init(editor) {
    const sections = editor.config.newsroom.blocks.filter(({ names }) => !names);
    const { element: Element, text: Text } = CKEDITOR.htmlParser;
    const isEmpty = (element) => !element.getHtml().replace(/<br[^>]*>|&nbsp;|[\s\u200b]/g, "");
    const label = (name) => {
      const span = new Element("span", { class: "seen" });
      span.add(new Text(CKEDITOR.tools.htmlEncode(name)));
      return span;
    };

    for (const { name: block, label: called } of sections) {
      editor.widgets.add(`newsroom-${block}`, {
        pathName: called,
        requiredContent: "section[data-block]",
        editables: {
          heading: { selector: "h3", allowedContent: "em strong; a[!href]" },
          inside: {
            selector: ".inside",
            allowedContent: "p ul ol li strong em s sub sup br h4; p h4[data-source]; a[!href]; table caption thead tbody tr td th",
          },
        },
        upcast(element) {
          if (element.name !== "section" || element.attributes["data-block"] !== block) return false;
          const inside = new Element("div", { class: "inside" });
          const heading = element.getFirst("h3") ?? new Element("h3", {});
          for (const child of element.children.slice()) {
            child.remove();
            if (child !== heading) inside.add(child);
          }
          if (!inside.children.length) inside.add(new Element("p", {}));
          for (const part of [label(called), heading, inside]) element.add(part);
          return true;
        },
        downcast(element) {
          for (const child of element.children.slice()) {
            // Browsers write a look into what is typed.
            if (child.name === "h3") delete child.attributes.style;
            if (child.hasClass?.("seen") || (child.name === "h3" && isEmpty(child))) child.remove();
            else if (child.hasClass?.("inside")) child.replaceWithChildren();
          }
          return element;
        },
      });
    }

    // Enter in a heading goes on below it.
    editor.on("key", (event) => {
      const heading = editor.elementPath()?.contains("h3");
      const widget = heading && editor.widgets.getByElement(heading);
      if (event.data.keyCode !== 13 || !widget?.editables.inside) return;
      event.cancel();
      const range = editor.createRange();
      range.moveToElementEditStart(widget.editables.inside);
      range.select();
    }, null, null, 1);

    editor.newsroomBlock = ({ name, heading, inner }) => {
      editor.insertHtml(`<section data-block="${name}"><h3>${CKEDITOR.tools.htmlEncode(heading)}</h3>${inner}</section>`);
      const widget = editor.widgets.instances[Object.keys(editor.widgets.instances).pop()];
      const place = heading ? widget?.editables?.inside : widget?.editables?.heading;
      if (!place) return;
      const range = editor.createRange();
      range.moveToElementEditStart(place);
      range.select();
    };
  },
};
