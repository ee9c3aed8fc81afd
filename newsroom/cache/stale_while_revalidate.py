"""Results that may be some minutes old, and for which no reader ever waits.

Beside `generation.per_generation`: for what moves no generation, such as counts of views.
"""

import functools
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connections, transaction

from newsroom.cache import generation
from newsroom.server.background import Background

MOST = 1000

Result = TypeVar("Result")


class Renewed(Generic[Result]):
    """A function whose results are kept by their arguments and made anew behind the readers."""

    def __init__(self, function: Callable[..., Result], seconds: float):
        functools.update_wrapper(self, function)
        self.function, self.seconds = function, seconds
        self._kept: dict[tuple, tuple[float, Result]] = generation.remember({})
        self._due: set[tuple] = set()
        self._lock = threading.Lock()
        self._background = Background(self.renew, name=f"renewing of {function.__name__}")

    def __call__(self, *key: object) -> Result:
        """Return what is kept; the first asking makes it, a late one has it made anew.

        Inside a transaction the function is called through: what is not committed yet is nobody
        else's.
        """
        if transaction.get_connection().in_atomic_block:
            return self.function(*key)
        made_at, result = self._kept.get(key) or self._make(key)
        if time.monotonic() - made_at >= self.seconds:
            with self._lock:
                self._due.add(key)
            self._background.schedule()
        return result

    def _make(self, key: tuple) -> tuple[float, Result]:
        made = (time.monotonic(), self.function(*key))
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = made
        return made

    def renew(self) -> None:
        """Make anew what is due; its thread gives its connections back."""
        try:
            while self._due:
                with self._lock:
                    key = self._due.pop()
                self._make(key)
        finally:
            connections.close_all()


def renewed(seconds: float) -> Callable[[Callable[..., Result]], Renewed[Result]]:
    """Keep a function's results by its positional arguments, renewed when older than `seconds`.

    The results are shared by all threads: nobody changes them.
    """
    return lambda function: Renewed(function, seconds)
