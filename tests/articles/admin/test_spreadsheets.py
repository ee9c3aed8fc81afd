"""Tables for spreadsheets: no words of people become a formula, whatever opens the file."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.admin import spreadsheets
from articles.admin.spreadsheets import csv_lines, guarded, read_rows, unguarded, xlsx_file

# What OWASP says of "CSV Injection": these begin a formula, and stand in cells of people's words.
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "＝1+1"]
BEFORE = ["", "x;", "x\t", "x\n", "x\r\n", "x; ", "x;;", ';"', "x;\u00a0", "a,b;", "x;\t;", "'x;"]


def cells_for(text: str, sign: str) -> list[str]:
    """Return the cells that a spreadsheet sees which separates them by a sign."""
    return [
        cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) for cell in row
    ]


def is_formula(cell: str) -> bool:
    return cell.strip(' "\t\r\n\u00a0').startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_csv_is_a_formula_whatever_separates_them(sign, before, formula):
    text = "".join(
        csv_lines(["a", "b"], [["1", f"{before}{formula}"], [f"{before}{formula}", "2"]])
    )

    assert [cell for cell in cells_for(text, sign) if is_formula(cell)] == []


def test_title_of_the_report_was_a_formula_where_semicolons_separate():
    title = "x;=cmd|' /C calc'!A0"

    assert [cell for cell in cells_for(f"1,{title}", ";") if is_formula(cell)] == [
        "=cmd|' /C calc'!A0"
    ]
    assert guarded(title) == "x;'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "words", ["Ванадзор", "a-b", "x; y", "it's", "'quoted'", "1 = 1", "a\n\nb"]
)
def test_words_that_begin_no_formula_stay_as_they_are(words):
    assert guarded(words) == words


@given(st.text(alphabet="=+-@;\t\r\n\" ',ax＝"))
def test_guard_is_taken_off_again(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(st.text(alphabet="=-;\t\n\" ',aя"), min_size=1, max_size=3))
def test_csv_comes_back_as_it_went(cells):
    text = "".join(csv_lines(["a,", "b"], [cells]))

    assert list(read_rows(text.encode()))[1] == cells


def test_numbers_stay_numbers():
    assert "".join(csv_lines(["a"], [[-5]])).split() == ["a", "-5"]


def sheet_of(file) -> ElementTree.Element:
    with zipfile.ZipFile(file) as parts:
        return ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_xlsx_holds_texts_as_they_are_and_no_formula():
    words = [f"{before}{formula}" for before in BEFORE for formula in FORMULAS]

    file = xlsx_file(["=heading"], [[one, 7] for one in words])

    sheet = sheet_of(file)
    kinds = {cell.get("t") for cell in sheet.iter(f"{SHEET}c")}
    assert list(sheet.iter(f"{SHEET}f")) == []
    assert kinds == {"inlineStr", "n"}
    file.seek(0)
    seen = [row[0] for row in read_rows(file.read())]
    assert seen == ["=heading", *(one.replace("\r\n", "\n") for one in words)]


def test_signs_that_no_xml_may_hold_break_no_file():
    file = xlsx_file(["a"], [["x\x00y\x0bz\ud800"], ["я" * 40_000]])

    rows = list(read_rows(file.read()))
    assert (rows[1][0][:5], len(rows[2][0])) == ("x y z", 32_767)


def test_xlsx_that_unpacks_to_too_much_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (spreadsheets.LARGEST_UNPACKED + 1))

    with pytest.raises(ValidationError) as refusal:
        list(read_rows(file.getvalue()))

    assert len(file.getvalue()) < 100_000
    assert refusal.value.messages == ["Файл слишком большой: не больше двух мегабайт."]


def test_xlsx_whose_xml_grows_by_itself_is_refused():
    file = xlsx_file(["a"], [["x"]])
    bomb = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(changed, "w") as copy:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = bomb + data.replace(b">x<", b">&b;<")
            copy.writestr(name, data)

    with pytest.raises(ValidationError):
        list(read_rows(changed.getvalue()))
