"""Rows that are kept by their keys until one of the tables changes that they were read from.

Beside `generation.per_generation`, which keeps one result for its arguments.
"""

import functools
import time
from collections.abc import Callable, Collection
from typing import TypeVar

from django.db import transaction

from newsroom.cache import generation
from newsroom.cache.generation import Hears
from newsroom.cache.tables import Made, recorded_tables

MOST = 4000

Key = TypeVar("Key")
Row = TypeVar("Row")
Read = Callable[[Collection[Key]], dict[Key, Row]]


def per_generation_by_key(
    function: Read[Key, Row], *, using: Hears = generation.clock
) -> Read[Key, Row]:
    """Keep each row of a function that reads many by their keys; ask it only for the others.

    What it finds nothing for is asked for again. The rules of `per_generation` hold: the rows are
    shared by all threads, nobody changes them, nothing depends on the moment; 30 seconds at most.
    """
    kept: dict[Key, Made[Row]] = generation.remember({})

    @functools.wraps(function)
    def remembered(keys: Collection[Key]) -> dict[Key, Row]:
        number = generation.of_rows(using)
        if number is None or transaction.get_connection().in_atomic_block:
            return function(keys) if keys else {}
        now = time.monotonic()
        rows = {key: kept[key] for key in keys if key in kept}
        found = {key: made.used() for key, made in rows.items() if made.is_true(number, using)}
        if missing := [key for key in keys if key not in found]:
            with recorded_tables() as tables:
                fresh = function(missing)
            if len(kept) + len(fresh) > MOST:
                kept.clear()
            for key, row in fresh.items():
                until = now + generation.KEPT_SECONDS
                kept[key] = Made(row, number, frozenset(tables), until)
            found |= fresh
        return found

    return remembered
