"""The glossary's pages: who reads and writes it, the table that goes out and comes in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from articles.models import AuditEntry, Term

pytestmark = pytest.mark.usefixtures("in_english")

EXPORT, IMPORT = reverse("admin:articles_term_export"), reverse("admin:articles_term_import")
LIST = reverse("admin:articles_term_changelist")


def sent(text: str, encoding="utf-8"):
    return {"file": SimpleUploadedFile("terms.csv", text.encode(encoding), "text/csv")}


@pytest.fixture
def term(db):
    return Term.objects.create(
        name_ru="Ванадзор", name_hy="Վանաձոր", forbidden_ru="Кировакан\nКараклис", note="=1+1"
    )


def test_list_is_searched_in_any_language(sign_in, reporter, term):
    Term.objects.create(name_en="Sevan")
    client = sign_in(reporter)

    assert "Ванадзор" in client.get(LIST, {"q": "վանաձոր"}).content.decode()
    assert "Ванадзор" not in client.get(LIST, {"q": "sevan"}).content.decode()


def test_term_needs_a_name(sign_in, editor_ru):
    response = sign_in(editor_ru).post(reverse("admin:articles_term_add"), {"note": "!"})

    assert "Give it a name in at least one language." in response.content.decode()
    assert not Term.objects.exists()


def test_table_goes_out_and_comes_in_as_the_same(sign_in, chief, term):
    client = sign_in(chief)
    table = client.get(EXPORT).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(table))
    before = Term.objects.values().get()
    Term.objects.all().delete()

    client.post(IMPORT, sent(table))

    after = Term.objects.values().get()
    assert (row["ru"], row["ru forbidden"], row["note"]) == (
        "Ванадзор",
        "Кировакан; Караклис",
        "'=1+1",
    )
    assert all(after[key] == before[key] for key in before if key not in ("id", "changed_at"))


@pytest.mark.parametrize("table", ["ru,hy\nВанадзор,Այլ\n", "ru,hy\nНовый,\nСеван,Այլ\n"])
def test_table_does_not_write_in_a_language_of_another_desk(sign_in, editor_ru, term, table):
    before = [(one.name_ru, one.name_hy) for one in Term.objects.all()]

    page = sign_in(editor_ru).post(IMPORT, sent(table)).content.decode()

    assert "Այլ: Only the desk for this language can write this." in page
    assert [(one.name_ru, one.name_hy) for one in Term.objects.all()] == before


def test_table_of_all_languages_changes_those_of_the_desk(sign_in, editor_ru, term):
    client = sign_in(editor_ru)
    table = client.get(EXPORT).content.decode("utf-8-sig")

    client.post(IMPORT, sent(table.replace("Кировакан", "Караклиса")))

    term.refresh_from_db()
    assert term.forbidden_in("ru") == ["Караклиса", "Караклис"]


HOSTILE = "x;=cmd|' /C calc'!A0"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_hostile_terms_go_out_and_come_in_as_the_same(sign_in, chief, term, kind):
    term.name_en, term.note = HOSTILE, "'-ский; -ая"
    term.forbidden_ru = "=1+1\n'=2\n-ский"
    term.save()
    client = sign_in(chief)
    answer = client.get(reverse("admin:articles_term_export").replace("csv", kind))
    before = Term.objects.values().get()
    Term.objects.all().delete()

    client.post(IMPORT, {"file": SimpleUploadedFile(f"terms.{kind}", answer.getvalue())})

    after = Term.objects.values().get()
    assert {key: after[key] for key in after if key not in ("id", "changed_at")} == {
        key: before[key] for key in before if key not in ("id", "changed_at")
    }


def test_spreadsheet_of_the_newsroom_is_read(sign_in, chief, term):
    """One that somebody made in Excel: numbers, empty cells, an empty line."""
    book = Workbook()
    for row in (["RU", None, "en", "note"], ["Ванадзор", None, "Vanadzor", 2026], [], ["Севан"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)

    sign_in(chief).post(IMPORT, {"file": SimpleUploadedFile("terms.xlsx", file.getvalue())})

    assert list(Term.objects.order_by("pk").values_list("name_ru", "name_en", "note")) == [
        ("Ванадзор", "Vanadzor", "2026"),
        ("Севан", "", ""),
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"\xff\xfe\x00"])
def test_file_that_is_no_table_is_refused(sign_in, chief, data):
    response = sign_in(chief).post(IMPORT, {"file": SimpleUploadedFile("terms.xlsx", data)})

    assert "Save the table as XLSX or as CSV in UTF-8." in response.content.decode()


def test_line_with_a_known_name_changes_the_term(sign_in, chief, term):
    table = "ru;hy;en;ru forbidden\nванадзор;;Vanadzor;\nСеван;Սևան;Sevan;Севанское озеро\n"

    sign_in(chief).post(IMPORT, sent(table))

    kept = Term.objects.get(pk=term.pk)
    assert (kept.name_ru, kept.name_hy, kept.name_en) == ("ванадзор", "Վանաձոր", "Vanadzor")
    assert kept.forbidden_ru == "Кировакан\nКараклис"
    assert Term.objects.exclude(pk=term.pk).get().name_en == "Sevan"
    entry = AuditEntry.objects.get(action="glossary_read")
    assert entry.details == {"added": 1, "changed": 1}


@pytest.mark.parametrize(
    "table, sentence",
    [
        ("name,word\nа,б\n", "The first row must name the columns"),
        ("ru,hy\n,\n", "Line 2: Give it a name in at least one language."),
        ("ru\n" + "я" * 130 + "\n", "Line 2:"),
    ],
)
def test_wrong_table_is_refused_whole(sign_in, chief, table, sentence):
    response = sign_in(chief).post(IMPORT, sent(f"{table}"))

    assert sentence in response.content.decode()
    assert not Term.objects.exists()


def test_table_in_another_encoding_is_refused(sign_in, chief):
    response = sign_in(chief).post(IMPORT, sent("ru\nСеван\n", "cp1251"))

    assert "Save the table as XLSX or as CSV in UTF-8." in response.content.decode()


def test_table_whose_quotation_mark_is_never_closed_is_refused(sign_in, chief):
    response = sign_in(chief).post(IMPORT, sent('ru\n"' + "Севан\n" * 30_000))

    assert "Save the table as XLSX or as CSV in UTF-8." in response.content.decode()
    assert Term.objects.count() == 0


def test_table_with_the_line_ends_of_old_spreadsheets_is_read(sign_in, chief):
    sign_in(chief).post(IMPORT, sent("ru,hy\rСеван,Սևան\rГюмри,Գյումրի\r"))

    assert list(Term.objects.order_by("pk").values_list("name_ru", "name_hy")) == [
        ("Севан", "Սևան"),
        ("Гюмри", "Գյումրի"),
    ]


@pytest.mark.parametrize("person", ["reporter", "translator", "photo"])
def test_others_read_and_do_not_write(request, sign_in, term, person):
    client = sign_in(request.getfixturevalue(person))
    address = reverse("admin:articles_term_change", args=[term.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"name_ru": "Другое"}).status_code == 403
    assert client.post(IMPORT, sent("ru\nДругое\n")).status_code == 403
    assert Term.objects.get().name_ru == "Ванадзор"
