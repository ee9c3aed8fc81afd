"""The day that a page is of: the newsroom's today, or that of a moment which is previewed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils.timezone import localdate

_previewed: ContextVar[date | None] = ContextVar("previewed_day", default=None)


def today() -> date:
    """Return the day in the newsroom's time zone."""
    return _previewed.get() or localdate()


@contextmanager
def on(moment: datetime) -> Iterator[None]:
    """Let pages that are rendered inside of this be of the day of a moment."""
    token = _previewed.set(localdate(moment))
    try:
        yield
    finally:
        _previewed.reset(token)
