"""Cursors for statements that are asked all the time."""

import pytest
from django.db import connection

from newsroom.server.databases import planned_cursor

SQUARE = "SELECT CAST(%(side)s AS integer) * CAST(%(side)s AS integer)"
pytestmark = pytest.mark.django_db


def square(side):
    with planned_cursor() as cursor:
        cursor.execute(SQUARE, {"side": side})
        return cursor.fetchone()[0]


def test_planned_cursor_answers_like_any_other(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert [square(side) for side in (3, 4)] == [9, 16]
    assert all(one["sql"].startswith("SELECT CAST(") for one in asked)


@pytest.mark.only_on("postgresql")
def test_postgresql_plans_a_statement_once_for_all_its_values():
    kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT CAST($1%'"

    assert [square(side) for side in (3, 4, 5)] == [9, 16, 25]

    with connection.cursor() as cursor:
        cursor.execute(kept)
        assert cursor.fetchone()[0] == 1
