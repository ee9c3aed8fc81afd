"""The outline written as HTML: one way of writing for one meaning, so that cleaning is stable."""

import re
from collections.abc import Iterable

from articles.text.blocks import SECTIONS
from articles.text.markup.attributes import Attributes
from articles.text.markup.outline import Mark, Node, Run
from articles.text.markup.reading import nfc

_HEADINGS = ("h2", "h3", "h4")
_GROUPS = ("caption", "thead", "tbody", "tfoot")
_NOTHING = " \n\xa0\xad\u200b\u200c\u200d\u2060\ufeff"
_AROUND_BREAK = re.compile(" *\n *")
_SPACES = re.compile("  +")
# Would melt into the ">" before it when somebody normalises the whole text.
_OVERLAY = re.compile("(^|\n)\u0338+")


def write(root: Node) -> str:
    """Return the HTML of a whole body."""
    return _flow(root)


def _flow(node: Node) -> str:
    """Write blocks; a single line in an item or a cell needs no paragraph around it."""
    items: list[tuple[str, Attributes]] = []
    lines = 0
    for child in paragraphs(node.children):
        is_line = child.tag == "p"
        if node.tag == "section" and child.tag in _HEADINGS:
            child.tag = "h4" if items else "h3"
        html = _inline(child.children) if is_line else _block(child)
        if html:
            lines += is_line
            items.append((html, child.attributes if is_line else _WRITTEN))
    bare = lines == 1 and node.tag in ("li", "td", "th")
    return "".join(
        html if kept is _WRITTEN or (bare and not kept) else _element("p", kept, html)
        for html, kept in items
    )


_WRITTEN: Attributes = (("", ""),)


def paragraphs(children: Iterable[Node | Run | None]) -> Iterable[Node]:
    """Gather the text that stands in no paragraph into paragraphs."""
    loose: list[Node | Run | None] = []
    for child in children:
        if isinstance(child, Run):
            loose.append(child)
            continue
        if loose:
            yield Node("p", children=loose)
            loose = []
        if child is not None and child.tag == "table" and not _has_cells(child):
            yield Node(
                "p",
                children=[
                    run for part in child.children for run in part.children if isinstance(run, Run)
                ],
            )
        elif child is not None:
            yield child
    if loose:
        yield Node("p", children=loose)


def _block(node: Node) -> str:
    """Write one block; "" when there is nothing in it."""
    if node.tag == "hr":
        return "<hr>"
    if node.tag == "table":
        return _table(node)
    if node.tag == "figure":
        runs = [run for part in node.children for run in (*part.children, Run(" ", ()))]
        caption = _inline(runs)
        kept = node.children[0].attributes if len(node.children) == 1 else ()
        inner = _element("figcaption", kept, caption) if caption else ""
        return _element("figure", node.attributes, inner)
    if node.tag in ("ul", "ol"):
        items = [_flow(item) for item in node.children]
        inner = "".join(f"<li>{item}</li>" for item in items if item)
    elif node.tag == "section":
        return _section(node)
    elif node.tag == "blockquote":
        inner = _flow(node)
    else:
        inner = _inline(node.children, keep_spaces=node.tag == "pre")
    return _element(node.tag, node.attributes, inner) if inner else ""


def _section(node: Node) -> str:
    """Write a block with its heading as <h3>; what needs one and has none is no block."""
    inner = _flow(node)
    headed = inner.startswith(("<h3>", "<h3 "))
    if SECTIONS[dict(node.attributes)["data-block"]].needs_heading and not headed:
        return inner
    return _element("section", node.attributes, inner) if inner else ""


def _table(node: Node) -> str:
    """Write a table in the order that HTML asks for."""
    groups: dict[str, list[str]] = {name: [] for name in _GROUPS}
    is_one = sum(part.tag == "caption" for part in node.children) == 1
    for part in node.children:
        if part.tag == "caption":
            inner = _inline(part.children)
            kept = part.attributes if is_one else ()
        else:
            inner, kept = "".join(_row(row) for row in part.children), ()
        if inner:
            groups[part.tag].append(_element(part.tag, kept, inner))
    captions = groups["caption"]
    if len(captions) > 1:
        groups["caption"] = ["".join(captions).replace("</caption><caption>", " ")]
    return f"<table>{''.join(html for name in _GROUPS for html in groups[name])}</table>"


def _has_cells(table: Node) -> bool:
    return any(
        row.children for part in table.children if part.tag != "caption" for row in part.children
    )


def _row(row: Node) -> str:
    cells = "".join(_element(cell.tag, cell.attributes, _flow(cell)) for cell in row.children)
    return f"<tr>{cells}</tr>" if cells else ""


def _element(tag: str, attributes: Attributes, inner: str) -> str:
    return f"<{tag}{_attributes(attributes)}>{inner}</{tag}>"


def _attributes(attributes: Attributes) -> str:
    return "".join(
        f' {name}="{_escape(value).replace(chr(34), "&quot;")}"' for name, value in attributes
    )


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")


def _inline(children: list[Run], keep_spaces: bool = False) -> str:
    before, runs = children, _tidied(children, keep_spaces)
    while 1 < len(runs) != len(before):  # a run that vanished lets two others meet
        before, runs = runs, _tidied(runs, keep_spaces)
    if not any(run.text.strip(_NOTHING) for run in runs):
        return ""
    written: list[str] = []
    opened: tuple[Mark, ...] = ()
    for text, marks in runs:
        written.append(_change(opened, marks))
        text = _escape(text)
        written.append(text if keep_spaces else text.replace("\n", "<br>"))
        opened = marks
    written.append(_change(opened, ()))
    return "".join(written)


def _change(old: tuple[Mark, ...], new: tuple[Mark, ...]) -> str:
    """Write the end tags and start tags that lead from one look to another."""
    if old == new:
        return ""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    ends = "".join(f"</{mark.tag}>" for mark in reversed(old[same:]))
    return ends + "".join(f"<{m.tag}{_attributes(m.attributes or ())}>" for m in new[same:])


def _tidied(runs: list[Run], keep_spaces: bool) -> list[Run]:
    """Join runs of one look, drop spaces at the ends and beside breaks, normalise to NFC."""
    tidy: list[Run] = []
    last = ""
    for text, marks in _joined(runs):
        text, before = nfc(text), ""
        while text != before:
            before = text
            text = _fitted(_OVERLAY.sub(r"\1", text), last, keep_spaces)
        if not keep_spaces and last == " " and text[:1] == "\n":
            tidy[-1] = Run(tidy[-1].text[:-1], tidy[-1].marks)
        if text:
            last = text[-1]
            tidy.append(Run(text, marks))
    while tidy:
        text = tidy[-1].text.rstrip(" \n")
        if text:
            tidy[-1] = Run(text, tidy[-1].marks)
            break
        tidy.pop()
    return [run for run in tidy if run.text]


def _fitted(text: str, last: str, keep_spaces: bool) -> str:
    if keep_spaces:
        return text if last else text.lstrip("\n")
    text = _SPACES.sub(" ", _AROUND_BREAK.sub("\n", text))
    if not last:
        return text.lstrip(" \n")
    return text.lstrip(" ") if last in " \n" else text


def _joined(runs: list[Run]) -> Iterable[Run]:
    texts: list[str] = []
    look: tuple[Mark, ...] = ()
    for text, marks in runs:
        if texts and marks != look:
            yield Run("".join(texts), look)
            texts = []
        texts.append(text)
        look = marks
    if texts:
        yield Run("".join(texts), look)
