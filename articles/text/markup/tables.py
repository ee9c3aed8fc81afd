"""Tables of a body as readers get them: figures stand right, a wide table moves in its place.

A column of figures is aligned to its end, with its heading; what an editor aligned stays. Figures
are read as newsrooms write them: "1 234,5", "12.5", "−3 %", "֏ 400", "2–3 млн".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from articles.text.cleaning import plain

_TAG = re.compile(r"<(?P<end>/?)(?P<name>table|thead|tr|td|th)(?P<attributes>(?: [^>]*)?)>")
_CAPTION = re.compile(r"<table><caption[^>]*>(.*?)</caption>", re.S)
_SPAN = re.compile(r'(colspan|rowspan)="([0-9]+)"')
_LONGEST = 80  # characters of HTML in a cell that may be a figure
_WIDEST = 200  # columns: nobody aligns more, and a cell may reach over a hundred

# The mark of a note behind a figure, and the power of a unit.
_RAISED = re.compile(r"<sup>.*?</sup>|[*†‡]+(?=<|$)", re.S)
_MONEY = "[֏$€£¥₽₾₺₴₸]|usd|eur|gbp|rub|amd|gel"
_NUMBER = "(?:[0-9]{1,3}(?:[ .,'’][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?"
_UNITS = """
    % ‰ ° °c °f °с км² м² км³ м³ км м см мм га кг г т л ч мин сек с км/ч м/с чел шт раз
    тыс млн млрд трлн руб долл евро драмов драма драм др пункта пунктов пункт
    կմ² մ² կմ մ սմ մմ հա կգ գ տ լ ժ ր վրկ կմ/ժ մարդ հատ անգամ հազ հազար մլն մլրդ տրլն
    միլիոն միլիարդ դրամ դր դոլար եվրո ռուբլի տոկոս կետ
    km² m² km m cm mm ha kg g t l h min s km/h mph k bn mn tn thousand million billion trillion
    people percent pp pts times
"""
_UNIT = rf"(?:{_MONEY}|п\. ?п|{'|'.join(map(re.escape, _UNITS.split()))})\.?"
_FIGURE = re.compile(
    rf"[<>≤≥≈~±]? ?[+−–-]? ?(?:{_MONEY})? ?{_NUMBER}(?: ?[–—−-] ?{_NUMBER})?(?: ?{_UNIT}){{0,3}}",
    re.I,
)
_NO_FIGURE = {"", "-", "–", "—", "−", "…", "...", "?", "x", "х", "n/a", "н/д", "нет", "չկա"}


@dataclass
class _Cell:
    tag: str
    attributes: str
    at: int  # where the HTML of its attributes begins
    words: str = ""

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.fullmatch(self.words))

    @property
    def is_none(self) -> bool:
        return self.words.lower() in _NO_FIGURE


@dataclass
class _Row:
    in_head: bool
    cells: list[_Cell] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.in_head or all(cell.tag == "th" for cell in self.cells)


@dataclass
class _Table:
    at: int
    end: int = 0
    caption: str = ""
    in_head: bool = False
    rows: list[_Row] = field(default_factory=list)


def for_readers(html: str, name: str) -> str:
    """Return cleaned HTML whose tables are regions that keys move, with their figures aligned.

    A table is called by its caption, one without by `name` in the page's language; the second of
    one name has its number behind it.
    """
    if "<table>" not in html:
        return html
    parts, position = [], 0
    for at, added in sorted(_additions(html, name)):
        parts += [html[position:at], added]
        position = at
    return "".join([*parts, html[position:]])


def _additions(html: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield what is put into the HTML, each with its place."""
    names = Counter()
    for table in _tables(html):
        called = table.caption or name
        names[called] += 1
        label = escape(called if names[called] == 1 else f"{called} {names[called]}")
        region = f'<div class="table" data-table role="region" aria-label="{label}" tabindex="0">'
        yield table.at, region
        yield table.end, "</div>"
        yield from ((cell.at, ' class="align-right"') for cell in _figures(table))


def _tables(html: str) -> list[_Table]:
    """Return the tables of cleaned HTML, those within cells too, in the order of their starts."""
    found, opened = [], []
    for tag in _TAG.finditer(html):
        name, is_end = tag["name"], bool(tag["end"])
        if name == "table" and not is_end:
            caption = _CAPTION.match(html, tag.start())
            opened.append(_Table(tag.start(), caption=plain(caption[1]) if caption else ""))
            found.append(opened[-1])
            continue
        table = opened[-1]
        if name == "table":
            opened.pop().end = tag.end()
        elif name == "thead":
            table.in_head = not is_end
        elif not is_end and name == "tr":
            table.rows.append(_Row(table.in_head))
        elif name != "tr":
            _take_cell(table, tag, html)
    return found


def _take_cell(table: _Table, tag: re.Match, html: str) -> None:
    """Add a cell that begins, or give the last one its words."""
    cells = table.rows[-1].cells
    if not tag["end"]:
        cells.append(_Cell(tag["name"], tag["attributes"], tag.start("attributes")))
        return
    cell = cells[-1]
    begins = cell.at + len(cell.attributes) + 1
    written = html[begins : tag.start()]
    # What is long is no figure, whatever it says.
    cell.words = plain(_RAISED.sub("", written)) if len(written) <= _LONGEST else "…………"


def _figures(table: _Table) -> Iterator[_Cell]:
    """Yield the cells to be aligned: those of columns of figures, and their headings."""
    headings = _headings(table)
    for column in _columns(table):
        body = [cell for row, cell in column if row not in headings and cell.tag == "td"]
        if any(cell.is_figure for cell in body) and all(
            cell.is_figure or cell.is_none for cell in body
        ):
            above = [cell for row, cell in column if row in headings]
            yield from (cell for cell in above + body if "class=" not in cell.attributes)


def _headings(table: _Table) -> set[int]:
    """Return which rows are headings; where none is marked, the first one without figures."""
    marked = {number for number, row in enumerate(table.rows) if row.is_heading}
    if marked or len(table.rows) < 3:
        return marked
    return set() if any(cell.is_figure for cell in table.rows[0].cells) else {0}


def _columns(table: _Table) -> list[list[tuple[int, _Cell]]]:
    """Return the cells of each column with their rows, without those that span several."""
    columns, taken = defaultdict(list), {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > number:
                column += 1
            if column > _WIDEST:
                break
            spans = {name: int(value) for name, value in _SPAN.findall(cell.attributes)}
            width, height = spans.get("colspan", 1), spans.get("rowspan", 1)
            taken |= dict.fromkeys(range(column, column + width), number + height)
            if width == 1:
                columns[column].append((number, cell))
            column += width
    return list(columns.values())
