"""Which tables a kept value was read from, so that it goes when one of them changes, no sooner.

A publication changes stories, and no menu. What a value was read from nobody has to say, so nobody
can forget it: every watched table that one of its statements names, and those that its rows lead
to, since a relation may be followed, and what is found there be kept in the row, only later.
"""

import functools
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.apps import apps
from django.db import transaction

from newsroom.cache.triggers import WATCHED

Value = TypeVar("Value")

_read: ContextVar[set[str] | None] = ContextVar("tables that were read", default=None)


class Moves(Protocol):
    """What is to be known of a clock of the generation."""

    def has_moved(self, tables: Iterable[str], since: int) -> bool:
        """Tell whether a change of one of the tables moved it after a generation."""


class Made(NamedTuple, Generic[Value]):
    """A value, the generation and the tables that it was read from, and its end in any case."""

    value: Value
    generation: int
    tables: frozenset[str]
    until: float

    def is_true(self, generation: int, clock: Moves) -> bool:
        """Tell whether it would be the same under the generation, which the clock had just now."""
        if time.monotonic() >= self.until:
            return False
        return self.generation == generation or not clock.has_moved(self.tables, self.generation)

    def used(self) -> Value:
        """Return the value; what is made of it is made of its tables."""
        record_tables(self.tables)
        return self.value


def record_tables(tables: Iterable[str]) -> None:
    """Count the tables to what is being read at the moment, if anybody wants to know."""
    if (read := _read.get()) is not None:
        read.update(tables)


@contextmanager
def recorded_tables() -> Iterator[set[str]]:
    """Gather the tables of what is read inside of this; they count to what is around it, too."""
    read: set[str] = set()
    token = _read.set(read)
    try:
        with transaction.get_connection().execute_wrapper(_note_statement):
            yield read
    finally:
        _read.reset(token)
        record_tables(read)


def _note_statement(
    execute: Callable, sql: str, params: object, many: bool, context: dict
) -> object:
    record_tables(behind(tables_in(str(sql))))
    return execute(sql, params, many, context)


@functools.lru_cache(maxsize=1000)
def tables_in(sql: str) -> frozenset[str]:
    """Return the watched tables that a statement names, and perhaps some that it does not read."""
    return frozenset(WATCHED.intersection(re.findall(r"\w+", sql.lower())))


@functools.lru_cache(maxsize=1000)
def behind(tables: frozenset[str]) -> frozenset[str]:
    """Return the tables, and those that a row of them leads to by relations to single rows."""
    models = {one._meta.db_table: one for one in apps.get_models(include_auto_created=True)}
    found, left = set(), [*tables]
    while left:
        if (table := left.pop()) not in found:
            found.add(table)
            fields = models[table]._meta.get_fields() if table in models else ()
            single = (one for one in fields if one.many_to_one or one.one_to_one)
            left += [one.related_model._meta.db_table for one in single if one.related_model]
    return frozenset(found)
