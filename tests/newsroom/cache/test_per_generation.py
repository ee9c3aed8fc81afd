"""What is read once per generation."""

import pytest
from django.db import transaction

from newsroom.cache import generation
from newsroom.cache.generation import per_generation


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


def counted(hearing):
    calls = []
    return calls, per_generation(
        lambda *args, **kwargs: calls.append((args, kwargs)), using=hearing
    )


def test_per_generation_reads_once_for_each_arguments(hearing, transactional_db):
    calls, menu = counted(hearing)

    for code in ("ru", "hy", "ru"):
        menu(code)
    menu(code="ru")

    assert calls == [(("ru",), {}), (("hy",), {}), ((), {"code": "ru"})]


def test_per_generation_reads_again_when_it_moved(hearing, transactional_db):
    calls, menu = counted(hearing)
    menu()

    hearing.number = 2
    menu()
    menu()

    assert len(calls) == 2


def test_per_generation_made_while_it_moved_is_not_believed(hearing, transactional_db):
    calls = []

    def change():
        calls.append(1)
        hearing.number = 2
        return len(calls)

    menu = per_generation(change, using=hearing)

    assert [menu(), menu(), menu()] == [1, 2, 2]


def test_per_generation_keeps_nothing_unheard(hearing, transactional_db):
    calls, menu = counted(hearing)
    menu()

    hearing.number = None
    menu()
    menu()

    assert len(calls) == 3


def test_per_generation_keeps_nothing_of_a_transaction(hearing, db):
    calls, menu = counted(hearing)

    with transaction.atomic():
        menu()
        menu()

    assert len(calls) == 2


def test_forget_forgets(hearing, transactional_db):
    calls, menu = counted(hearing)
    menu()

    generation.forget()
    menu()

    assert len(calls) == 2
