"""How much a request may bring, and how long it may take to bring it.

A process has few threads, and a thread that reads what somebody sends slowly answers nobody. So one
of them is kept for readers, bodies are bounded by who sends them, and come within a time. A
server in front that takes whole requests before it hands them on (nginx does) spares all of that.
"""

import threading
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

# A process renders one page at a time; the other threads wait for the database meanwhile.
THREADS_PER_WORKER = 4

KB, MB = 1024, 1024 * 1024
READERS_BODY = 64 * KB
# A long story whose form is sent after its session ended is kept, too (newsroom/refusals.py).
FORM_BODY = 10 * MB
EDITORS_BODY = 80 * MB  # the library takes files of 60 MB, with their form
LONGEST_ADDRESS = 8 * KB
IN_MEMORY = MB
# What comes more slowly than that is not waited for.
PATIENCE_SECONDS, SLOWEST_BYTES_A_SECOND = 10.0, 20 * KB
# Long enough for bodies that are there already, short for the last thread to be readers' again.
WAIT_SECONDS = 0.02
# The server hands a piece over when it is whole: in small ones time is noticed.
READERS_PIECE, EDITORS_PIECE = 64, 16 * KB


class Refused(Exception):
    """What is answered in place of the page: `args` are status and headers."""


class Limits:
    """A WSGI application that takes a body whole before the one behind it gets the request.

    `editors` is the path of the admin, under which large files are sent by who has the
    `session_cookie`. `threads` are those of a process: all but one may be receiving at a time.
    """

    def __init__(
        self,
        application: Callable,
        *,
        editors: str,
        session_cookie: str,
        threads: int = THREADS_PER_WORKER,
    ):
        self.application = application
        self.editors, self.session_cookie = editors, session_cookie
        self._receiving = threading.BoundedSemaphore(max(1, threads - 1))

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Hand the request on, or answer 408, 413, 414 or 503 without a body."""
        try:
            length = self.length(environ)
            body = self.receive(environ, length) if length else None
        except Refused as refusal:
            status, headers = refusal.args
            start_response(status, [("Content-Length", "0"), ("Connection", "close"), *headers])
            return []
        if body is not None:
            environ["wsgi.input"] = body
        return self.application(environ, start_response)

    def length(self, environ: dict) -> int:
        """Return how many bytes are to come; Refused where they, or the address, are too many."""
        address = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if sum(map(len, address)) > LONGEST_ADDRESS:
            raise Refused("414 URI Too Long", [])
        text = environ.get("CONTENT_LENGTH") or "0"
        length = int(text) if text.isascii() and text.isdigit() else 0  # as Django reads it
        if length > self.most(environ):
            raise Refused("413 Content Too Large", [])
        return length

    def most(self, environ: dict) -> int:
        """Return how many bytes may come, at most, of who sends this."""
        if not environ.get("PATH_INFO", "").startswith(self.editors):
            return READERS_BODY
        is_signed_in = self.session_cookie in environ.get("HTTP_COOKIE", "")
        return EDITORS_BODY if is_signed_in else FORM_BODY

    def receive(self, environ: dict, length: int) -> BinaryIO:
        """Read the whole body; Refused where it does not come in time, or too many are coming."""
        if not self._receiving.acquire(timeout=WAIT_SECONDS):
            raise Refused("503 Service Unavailable", [("Retry-After", "5")])
        try:
            return whole(environ["wsgi.input"], length)
        finally:
            self._receiving.release()


def whole(source: BinaryIO, length: int) -> BinaryIO:
    """Return a body of so many bytes, read from its beginning; what ends early is as short."""
    is_small = length <= READERS_BODY
    body = BytesIO() if is_small else SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- Django's
    piece = READERS_PIECE if is_small else EDITORS_PIECE
    until, left = time.monotonic() + PATIENCE_SECONDS + length / SLOWEST_BYTES_A_SECOND, length
    while left > 0 and (read := source.read(min(piece, left))):
        body.write(read)
        left -= len(read)
        if left and time.monotonic() > until:
            raise Refused("408 Request Timeout", [])
    body.seek(0)
    return body
