"""Tables that leave for a spreadsheet, as CSV or XLSX, and come back from one.

Words of people stand in the cells, and a spreadsheet takes a cell that begins with = for a
formula. In XLSX a cell says that it is text. In CSV nothing does, and which sign separates the
cells depends on who opens the file: so each place where one could begin is guarded by an
apostrophe.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain, islice
from tempfile import TemporaryFile

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BYTE_ORDER_MARK = "\ufeff"  # by it Excel knows the encoding
MOST_XLSX_ROWS = 50_000  # they are written before the first byte is sent: in some seven seconds
LONGEST_XLSX_CELL = 32_767  # characters, of Excel
LARGEST_UNPACKED = 20_000_000  # bytes of an XLSX that is read
MOST_COLUMNS = 50
CHUNK = 500  # lines sent at a time

# Where a cell may begin for a comma, a semicolon or a tab, what a spreadsheet skips there, and our
# own guards; then what it takes for the beginning of a formula, the wide ones as Excel in Asia
# does.
_BEGINNING = re.compile(r"((?:^|[;\t\r\n])[\s\";]*+'*+)([=+\-@＝＋－＠]?)")

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Row = Iterable[object]


def guarded(cell: object) -> object:
    """Return a cell in which no formula begins, whatever separates cells; numbers as they are."""
    if isinstance(cell, int | float):
        return cell
    return _BEGINNING.sub(
        lambda found: found[1] + "'" + found[2] if found[2] else found[0], str(cell)
    )


def unguarded(text: str) -> str:
    """Return what a guarded text was before."""
    return _BEGINNING.sub(
        lambda found: found[1].removesuffix("'") + found[2] if found[2] else found[0], text
    )


def as_file(
    name: str, kind: str, heading: Row, rows: Iterable[Row], *, streams: bool = False
) -> HttpResponseBase:
    """Return the table as a file to be saved: `name` without an ending, `kind` CSV or XLSX.

    CSV that `streams` is sent as its rows are read; XLSX is whole before that, and nobody should
    wait for more than MOST_XLSX_ROWS.
    """
    headers = {
        "Content-Type": KINDS[kind],
        "Content-Disposition": f'attachment; filename="{name}.{kind}"',
    }
    if kind == XLSX:
        return FileResponse(xlsx_file(heading, rows), headers=headers)
    lines = csv_lines(heading, rows)
    if streams:
        return StreamingHttpResponse(chain([BYTE_ORDER_MARK], lines), headers=headers)
    text = "".join(lines)
    return HttpResponse(text if text.isascii() else BYTE_ORDER_MARK + text, headers=headers)


class Echo:
    """A file for csv that hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(heading: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file, some at a time, each cell guarded."""
    file, rest = csv.writer(Echo()), iter(rows)
    yield file.writerow(heading)
    while some := list(islice(rest, CHUNK)):
        yield "".join(file.writerow(map(guarded, row)) for row in some)


def xlsx_file(heading: Row, rows: Iterable[Row]):
    """Return an open temporary file with the table as XLSX: numbers, and text as it is."""
    # Loaded by the few who take such a file: it needs a quarter of a second and 15 MB.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()

    def cell_of(value: object):
        if isinstance(value, int | float):
            return value
        text = _NO_XML.sub(" ", str(value))[:LONGEST_XLSX_CELL]
        cell = WriteOnlyCell(sheet, value=text)
        # Text, also once somebody has edited it.
        cell.data_type, cell.number_format = "s", "@"
        return cell

    sheet.append([cell_of(value) for value in heading])
    for row in rows:
        sheet.append([cell_of(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    book.save(file)
    file.seek(0)
    return file


def read_rows(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a table, CSV or XLSX, as texts; ValidationError for what is neither."""
    is_xlsx = data.startswith(b"PK\x03\x04")
    try:
        yield from read_xlsx(data) if is_xlsx else read_csv(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValidationError(_("Save the table as XLSX or as CSV in UTF-8.")) from error


def read_csv(text: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file; csv.Error for what is none."""
    lines = text.splitlines()
    sign = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
        yield [unguarded(cell) for cell in row]


def read_xlsx(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of the first sheet; ValidationError for what is no such file."""
    from openpyxl import load_workbook  # as in xlsx_file

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise ValidationError(_("The file is too large: the limit is 2 MB."))
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            texts = [text_of(value) for value in row]
            while texts and not texts[-1]:
                texts.pop()
            yield texts
    except ValidationError:
        raise
    except Exception as error:  # a broken one fails in any part of its reading
        raise ValidationError(_("Save the table as XLSX or as CSV in UTF-8.")) from error


def text_of(value: object) -> str:
    """Return what a cell of a spreadsheet says."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if is_whole else value)
