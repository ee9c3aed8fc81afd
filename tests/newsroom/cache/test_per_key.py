"""Rows that are kept by their keys until the generation moves."""

import pytest
from django.db import transaction

from newsroom.cache import generation
from newsroom.cache.per_key import per_generation_by_key


class Hearing:
    last = number = 1

    def current(self):
        return self.number

    def has_moved(self, tables, since):
        return True


@pytest.fixture
def hearing():
    yield Hearing()
    generation.forget()


@pytest.fixture
def asked(hearing):
    """What the function was asked for, and the function; it knows no number over 9."""
    calls = []

    def read(keys):
        calls.append(sorted(keys))
        return {key: f"row {key}" for key in keys if key < 10}

    return calls, per_generation_by_key(read, using=hearing)


def test_rows_are_asked_for_once_each(asked, transactional_db):
    calls, rows = asked

    assert rows({1, 2}) == {1: "row 1", 2: "row 2"}
    assert rows({2, 3}) == {2: "row 2", 3: "row 3"}
    assert rows({1, 2, 3}) == {1: "row 1", 2: "row 2", 3: "row 3"}
    assert rows(set()) == {}

    assert calls == [[1, 2], [3]]


def test_what_is_not_found_is_asked_for_again(asked, transactional_db):
    calls, rows = asked

    assert rows([10]) == rows([10]) == {}

    assert calls == [[10], [10]]


def test_rows_of_another_generation_are_asked_for_again(asked, hearing, transactional_db):
    calls, rows = asked
    rows([1])

    hearing.number = 2
    rows([1])
    rows([1])

    assert calls == [[1], [1]]


def test_rows_read_while_the_generation_moved_are_not_believed(hearing, transactional_db):
    def change(keys):
        hearing.number += 1
        return dict.fromkeys(keys, hearing.number)

    rows = per_generation_by_key(change, using=hearing)

    assert [rows([1]), rows([1])] == [{1: 2}, {1: 3}]


def test_nothing_is_kept_unheard_or_of_a_transaction(asked, hearing, transactional_db):
    calls, rows = asked

    with transaction.atomic():
        rows([1])
    hearing.number = None
    rows([1])
    rows([1])

    assert calls == [[1], [1], [1]]
