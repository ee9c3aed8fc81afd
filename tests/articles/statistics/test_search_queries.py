"""What readers look for: what is counted, what is kept, for how long."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from articles.models import AskedQuery
from articles.statistics import search_queries


@pytest.fixture(autouse=True)
def _nobody_asked_before():
    search_queries._recent.clear()


def ask(query: str, *, readers: int = 1, is_found: bool = True, language: str = "ru") -> None:
    for number in range(readers):
        sealed = search_queries.sealed_note(query, language, is_found=is_found)
        assert search_queries.count(sealed, f"reader {query} {number}")


def rows() -> dict[str, tuple[int, int]]:
    return {row.words: (row.number, row.unanswered) for row in AskedQuery.objects.all()}


def test_searches_are_counted_by_their_words(db):
    ask("Хлеб  Соль!", readers=2)
    ask("хлеб соль", is_found=False)

    assert rows() == {"": (3, 1), "хлеб соль": (3, 1)}


def test_reader_is_counted_once_for_the_same_words(db):
    sealed = search_queries.sealed_note("хлеб", "ru", is_found=True)

    for reader in ("one", "one", "other"):
        assert search_queries.count(sealed, reader)

    assert rows() == {"": (2, 0), "хлеб": (2, 0)}


def test_network_is_counted_twenty_times_for_the_same_words(db):
    sealed = search_queries.sealed_note("хлеб", "ru", is_found=True)
    network, other = "0" * 32, "f" * 32

    for number in range(60):
        assert search_queries.count(sealed, f"{network}{number:032}")
    assert rows() == {"": (20, 0), "хлеб": (20, 0)}

    assert search_queries.count(sealed, f"{other}{0:032}")
    assert rows() == {"": (21, 0), "хлеб": (21, 0)}


def test_reader_of_before_midnight_is_not_counted_again(db):
    sealed = search_queries.sealed_note("хлеб", "ru", is_found=True)
    yesterday, today = "0" * 64, "f" * 64

    assert search_queries.count(sealed, yesterday)
    assert search_queries.count(sealed, today, yesterday)
    assert rows() == {"": (1, 0), "хлеб": (1, 0)}

    assert search_queries.count(sealed, today)
    assert rows() == {"": (2, 0), "хлеб": (2, 0)}


@pytest.mark.parametrize(
    "query",
    [
        "anna@example.am",
        "+374 91 123456",
        "AB 0123456",
        "https://example.com/a",
        "www.example",
        "example.ru",
        "слово " * 9,
        "я" * 61,
        "((((",
        "\0",
    ],
)
def test_words_that_may_be_about_one_reader_are_not_kept(db, query):
    ask(query, readers=5)

    assert rows() == {"": (5, 0)}


@pytest.mark.parametrize("sealed", ["", "x", "[]", "ru:хлеб:1"])
def test_what_is_no_note_of_ours_is_not_counted(db, sealed):
    assert not search_queries.count(sealed, "reader")
    assert rows() == {}


def test_day_has_room_for_so_many_words_and_no_more(db, monkeypatch):
    monkeypatch.setattr(search_queries, "ROWS_A_DAY", 2)
    for query in ("хлеб", "соль", "вода", "хлеб и"):
        ask(query, readers=2)

    assert rows() == {"": (8, 0), "хлеб": (2, 0), "соль": (2, 0)}


def test_old_and_rare_words_are_forgotten(db):
    today = localdate()
    for words, days, number in [
        ("старое", 91, 50),
        ("редкое", 8, 2),
        ("редкое сначала", 8, 1),
        ("редкое сначала", 1, 2),
        ("частое", 8, 3),
        ("недавнее", 7, 1),
        ("", 8, 1),
    ]:
        AskedQuery.objects.create(
            language="ru", words=words, day=today - timedelta(days=days), number=number
        )

    search_queries.sweep(today)

    left = sorted(AskedQuery.objects.values_list("words", flat=True))
    assert left == ["", "недавнее", "редкое сначала", "редкое сначала", "частое"]


def test_rare_words_are_shown_to_nobody(db):
    ask("хлеб", readers=3)
    ask("соль", readers=2)
    ask("вода", readers=4, is_found=False)
    ask("hаc", readers=5, language="hy")

    found = search_queries.queries_of("ru", 7)

    assert search_queries.sums(found) == (9, 4)
    assert [one["words"] for one in search_queries.most_asked(found, 9)] == ["вода", "хлеб"]
    assert search_queries.most_asked(found, 9, unanswered=True) == [
        {"words": "вода", "all": 4, "none": 4}
    ]


def test_asking_keeps_nothing_of_who_asked():
    columns = {field.name for field in AskedQuery._meta.get_fields()}

    assert columns == {"id", "language", "day", "words", "number", "unanswered"}
