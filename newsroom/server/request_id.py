"""One name for each request, in every line of the log that it causes and in its answer."""

import re
import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar

HEADER, KEY = "X-Request-ID", "HTTP_X_REQUEST_ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,127}", re.ASCII)
# Of the request that this thread is at, or was at last: who sends a file or a long list is in none.
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Return the name of the request that is being answered here, "" outside of any."""
    return _current.get()


def given(environ: dict) -> str:
    """Return the name that a proxy of ours has given, "" for none or one that is no name.

    newsroom/server/proxies.py takes away what others write.
    """
    name = environ.get(KEY, "")
    return name if WELL_FORMED.fullmatch(name) else ""


class RequestIds:
    """A WSGI application that names requests and answers of the one behind it.

    It stands outside of the memory of pages, whose answers belong to no request. Of those the event
    loop gives out (newsroom/rsgi.py) the ones have a name that a proxy gave.
    """

    def __init__(self, application: Callable):
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        name = given(environ) or secrets.token_hex(8)
        _current.set(name)
        return self.application(environ, named(name, start_response))


def named(name: str, start_response: Callable) -> Callable:
    """Return what begins an answer that has the name."""

    def begin(status: str, headers: list[tuple[str, str]], *error):
        return start_response(status, [*headers, (HEADER, name)], *error)

    return begin


def echo(answer: Callable, environ: dict) -> Callable:
    """Return an answer out of memory with the name that a proxy gave its request, if any."""
    name = given(environ)
    if not name:
        return answer
    return lambda environ, start_response: answer(environ, named(name, start_response))
