// What is pasted from Word, Google Docs, Telegram or a page, as plain HTML: headings, lists, links and
// tables stay, looks go. Returns { html, dropped: { pictures, styles, links } }. Works in a document
// of its own, which loads nothing and runs nothing; the server cleans everything again.
import { untracked } from "./links.js";
import { wordLists } from "./paste-word.js";

export const cleanPaste = (html, { tracking, blocks: known }) => {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const dropped = { pictures: 0, styles: 0, links: 0 };
  const all = (selector) => [...body.querySelectorAll(selector)];
  const unwrap = (element) => element.replaceWith(...element.childNodes);
  const make = (tag) => body.ownerDocument.createElement(tag);
  const around = (element, tag) => {
    const mark = make(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  };
  const renamed = (element, tag) => {
    const other = make(tag);
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
  };

  const removeUnread = () => {
    const unread = "script, style, meta, link, title, xml, noscript, template, iframe, object, embed, svg, math, form input, button, select, audio, video";
    for (const element of all(unread)) element.remove();
    const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (comments.nextNode()) found.push(comments.currentNode);
    for (const comment of found) comment.remove();
    // Word's own elements: <o:p>, <w:sdt>, <v:shape>.
    for (const element of all("*")) if (element.localName.includes(":")) unwrap(element);
  };

  // Telegram and others write their signs as pictures; the words for them are the signs.
  const pictures = () => {
    for (const image of all("img")) {
      const sign = image.getAttribute("alt") ?? "";
      // biome-ignore lint/suspicious/noMisleadingCharacterClass: the parts of a sign, in any order
    if (/^[\p{Extended_Pictographic}\p{Regional_Indicator}\u200d\ufe0f\u20e3#*\d]{1,12}$/u.test(sign) && /\P{ASCII}/u.test(sign)) image.replaceWith(sign);
      else {
        dropped.pictures += 1;
        image.remove();
      }
    }
  };

  // Bold, slanted, struck out by style become what they say; not where all is bold anyway.
  const looks = () => {
    for (const element of all("b, strong"))
      if (/font-weight:\s*(normal|400)/i.test(element.getAttribute("style") ?? "")) unwrap(element);
    for (const element of all("i, em"))
      if (/font-style:\s*normal/i.test(element.getAttribute("style") ?? "")) unwrap(element);
    for (const element of all("span[style], font[style]")) {
      const style = element.getAttribute("style").toLowerCase();
      const isIn = (selector) => element.closest(selector) && element.closest(selector) !== element;
      if (/font-weight:\s*(bold|[6-9]00)/.test(style) && !isIn("h1, h2, h3, h4, h5, h6, th, b, strong")) around(element, "strong");
      if (/font-style:\s*(italic|oblique)/.test(style) && !isIn("i, em")) around(element, "em");
      if (/text-decoration(-line)?:[^;]*line-through/.test(style)) around(element, "s");
      if (/vertical-align:\s*super/.test(style)) around(element, "sup");
      if (/vertical-align:\s*sub/.test(style)) around(element, "sub");
    }
  };

  const headings = () => {
    for (const element of all("p")) {
      const level = (element.getAttribute("style") ?? "").match(/mso-outline-level:\s*(\d)/i)?.[1];
      const isTitle = /\bMso(Title|Heading)/.test(element.className);
      if (isTitle || level) renamed(element, Number(level ?? 1) > 1 ? "h3" : "h2");
    }
    for (const element of all("h1")) renamed(element, "h2");
    for (const element of all("h4, h5, h6")) renamed(element, "h3");
    for (const element of all("h2 b, h2 strong, h3 b, h3 strong")) unwrap(element);
  };

  // A list beside the item that it belongs to; a paragraph around the words of an item.
  const lists = () => {
    wordLists(body);
    for (const list of all("ul > ul, ul > ol, ol > ul, ol > ol")) list.previousElementSibling?.append(list);
    for (const line of all("li > p:only-of-type, td > p:only-child, th > p:only-child")) unwrap(line);
  };

  // A first row that is bold throughout is the heading of the table.
  const tables = () => {
    for (const table of all("table")) {
      const row = table.rows[0];
      const isBold = (cell) => {
        const words = cell.textContent.trim();
        const bold = [...cell.querySelectorAll("b, strong")].map((one) => one.textContent).join("").trim();
        return words && words === bold;
      };
      if (table.rows.length < 2 || table.querySelector("th") || ![...row.cells].every(isBold)) continue;
      for (const cell of [...row.cells]) {
        for (const mark of cell.querySelectorAll("b, strong")) unwrap(mark);
        const heading = renamed(cell, "th");
        if (cell.colSpan > 1) heading.colSpan = cell.colSpan;
      }
      const head = make("thead");
      head.append(row);
      table.prepend(head);
    }
  };

  const links = () => {
    for (const link of all("a")) {
      const address = (link.getAttribute("href") ?? "").trim();
      const plain = untracked(tracking, address);
      if (plain !== address) dropped.links += 1;
      if (/^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(plain)) link.setAttribute("href", plain);
      else unwrap(link);
    }
  };

  // Two line ends in a row are what Telegram and letters have for a new paragraph.
  const paragraphs = () => {
    const blocks = "p, div, ul, ol, li, table, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, section, hr";
    for (const place of [body, ...all("p, div")]) {
      const breaks = [...place.childNodes].filter((node) => node.nodeName === "BR");
      if (breaks.length < 2 || place.closest("pre, li, td, th, figure, section")) continue;
      const lines = [[]];
      for (const node of [...place.childNodes]) {
        if (node.nodeName === "BR" && node.previousSibling && lines.at(-1).at(-1)?.nodeName === "BR") {
          lines.at(-1).pop();
          lines.push([]);
        } else lines.at(-1).push(node);
      }
      if (lines.length < 2) continue;
      const made = lines.filter((line) => line.length).flatMap((line) => {
        if (line.some((node) => node.matches?.(blocks))) return line;
        const paragraph = make("p");
        paragraph.append(...line);
        return [paragraph];
      });
      if (place === body) body.replaceChildren(...made);
      else place.replaceWith(...made);
    }
  };

  const styles = () => {
    const figures = known.filter(({ names }) => names).map(({ name }) => `data-${name}`);
    const kept = new Set(["href", "colspan", "rowspan", "scope", "title", "datetime", "data-block", ...figures]);
    for (const element of all("*")) {
      if (element.matches("[style], [class], [align], [bgcolor], [color], font")) dropped.styles += 1;
      for (const { name } of [...element.attributes]) if (!kept.has(name)) element.removeAttribute(name);
    }
    for (const element of all("span, font, center, u, ins, article, main, header, small, big, bdi")) unwrap(element);
  };

  // What only kept a distance: paragraphs with nothing in them, line ends between blocks.
  const gaps = () => {
    for (const line of all("p, h2, h3, div")) if (!line.textContent.trim() && !line.querySelector("figure")) line.remove();
    for (const end of all("br")) if (end.parentElement === body && [end.previousElementSibling, end.nextElementSibling].some((one) => one?.matches("p, ul, ol, table, h2, h3, div, section"))) end.remove();
  };

  removeUnread();
  pictures();
  looks();
  headings();
  lists();
  tables();
  links();
  styles();
  paragraphs();
  gaps();
  return { html: body.innerHTML, dropped };
};
