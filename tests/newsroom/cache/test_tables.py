"""Which tables something was read from."""

import pytest
from django.db import connection

from newsroom.cache.tables import Made, behind, record_tables, recorded_tables, tables_in
from newsroom.cache.triggers import WATCHED

PAGE, TAG = "articles_page", "articles_tag"


@pytest.mark.parametrize(
    "sql, tables",
    [
        ('SELECT "articles_page"."id" FROM "articles_page"', {PAGE}),
        ("WITH one AS (SELECT 1 FROM ARTICLES_PAGE) SELECT * FROM one, articles_tag", {PAGE, TAG}),
        ("SELECT * FROM public.articles_tag t\nJOIN(articles_page)ON true", {PAGE, TAG}),
        ("SELECT count FROM articles_views", set()),
    ],
)
def test_statement_names_its_watched_tables(sql, tables):
    assert tables_in(sql) == tables


def test_rows_lead_to_rows_of_other_tables():
    found = behind(frozenset({"articles_category"})) & WATCHED

    assert found == {"articles_author", "articles_category", "articles_image"}


@pytest.mark.parametrize("table", [PAGE, TAG, "articles_ad", "articles_arrangement"])
def test_what_every_page_has_leads_to_no_story(table):
    assert "articles_edition" not in behind(frozenset({table}))


def test_table_of_no_model_leads_nowhere():
    assert behind(frozenset({"elsewhere"})) == {"elsewhere"}


def read(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table}")


def test_what_is_read_inside_counts_to_what_is_around_it(db):
    with recorded_tables() as around:
        read(PAGE)
        with recorded_tables() as inside:
            read(TAG)
    read("articles_category")

    assert (inside, around) == ({TAG}, {PAGE, TAG})


def test_what_failed_counts_to_what_is_around_it(db):
    def fail():
        with recorded_tables():
            read(TAG)
            raise LookupError

    with recorded_tables() as around, pytest.raises(LookupError):
        fail()

    assert around == {TAG}


def test_value_that_is_used_brings_its_tables(db):
    with recorded_tables() as around:
        assert Made("value", 1, frozenset({TAG}), 0.0).used() == "value"
    record_tables({PAGE})

    assert around == {TAG}


class Moves:
    """A clock that one table moved last, in a generation."""

    def __init__(self, table, generation):
        self.moved = {table: generation}

    def has_moved(self, tables, since):
        return any(self.moved.get(table, 0) > since for table in tables)


@pytest.mark.parametrize(
    "table, moved, is_true", [(TAG, 3, False), (TAG, 2, True), (TAG, 1, True), (PAGE, 3, True)]
)
def test_value_is_true_while_none_of_its_tables_moved(table, moved, is_true):
    made = Made("value", 2, frozenset({TAG}), float("inf"))

    assert made.is_true(3, Moves(table, moved)) is is_true


def test_value_ends_in_any_case():
    assert Made("value", 2, frozenset(), 0.0).is_true(2, Moves(TAG, 0)) is False
