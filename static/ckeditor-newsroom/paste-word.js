// Word writes a list as paragraphs that only look like one: "mso-list:l0 level2 lfo1", the sign in a
// text of its own. They become lists again, one in another by their levels.
export const wordLists = (body) => {
  const levelOf = (element) => {
    const style = element.getAttribute?.("style") ?? "";
    return Number(style.match(/mso-list:\s*l\d+\s+level(\d)/i)?.[1] ?? 0);
  };
  const signOf = (paragraph) => {
    const sign = [...paragraph.querySelectorAll("[style]")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style")));
    const text = (sign?.textContent ?? "").replace(/[\s\u00a0]+/g, "");
    sign?.remove();
    return text;
  };
  let open = [];
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = levelOf(paragraph);
    if (!level) continue;
    const last = open.at(-1)?.list;
    let follows = last && [paragraph.previousSibling, paragraph.previousElementSibling].includes(open[0].list);
    // Between two of a list there is nothing but space.
    if (follows && open[0].list.nextSibling !== paragraph)
      follows = !open[0].list.nextSibling.textContent.trim() && open[0].list.nextElementSibling === paragraph;
    if (!follows) open = [];
    const tag = /^\(?(\d{1,3}|[a-zа-яա-ֆ]|[ivxlcdm]{1,7})[.)]/i.test(signOf(paragraph)) ? "ol" : "ul";
    while (open.length && open.at(-1).level > level) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = body.ownerDocument.createElement(tag);
      if (open.length) (open.at(-1).list.lastElementChild ?? open.at(-1).list).append(list);
      else paragraph.before(list);
      open.push({ level, list });
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).list.append(item);
    paragraph.remove();
  }
};
