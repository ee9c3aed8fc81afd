"""How much a request may bring, and how long it may take to bring it.

A thread that reads what comes slowly, or sends what is read slowly, answers nobody. Under granian
an event loop does both (newsroom/server/event_loop.py, request_body.py). Under another server
(`Limits`) places are counted, so that of the few threads of a process some are always left. A
server in front that takes whole requests before it hands them on (nginx does) spares all of that.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from django.http.cookie import parse_cookie

# A process renders one page at a time; the other threads wait for the database meanwhile.
THREADS_PER_WORKER = 4

KB, MB = 1024, 1024 * 1024
READERS_BODY = 64 * KB
# A long story whose form is sent after its session ended is kept, too
# (newsroom/accounts/refusals.py).
FORM_BODY = 10 * MB
EDITORS_BODY = 80 * MB  # the library takes files of 60 MB, with their form
LONGEST_ADDRESS = 8 * KB
IN_MEMORY = MB
# Shorter answers go into what the system keeps for a connection: they hold no thread.
SHORT_ANSWER = 256 * KB
# In the place of an address: people who are signed in have a place among them.
EDITORS = "editors"
# Long enough for bodies that are there already, short for the last thread to be readers' again.
WAIT_SECONDS = 0.02
# A server hands a piece over when it is whole: in small ones time is noticed.
READERS_PIECE, EDITORS_PIECE = 64, 16 * KB


class Refused(Exception):
    """What is answered in place of the page: `args` are status and headers. A WSGI application."""

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        status, headers = self.args
        start_response(status, [("Content-Length", "0"), ("Connection", "close"), *headers])
        return []


def busy() -> Refused:
    return Refused("503 Service Unavailable", [("Retry-After", "5")])


def late() -> Refused:
    return Refused("408 Request Timeout", [])


@dataclass(frozen=True)
class Pace:
    """How slowly a body may come: seconds in which nothing need, and bytes a second on average."""

    patience: float
    rate: int

    def deadline(self, began: float, received: int, last: float) -> float:
        """Return until when more must have come; `last` is when something came last."""
        return min(began + self.patience + received / self.rate, last + self.patience)


# A telephone in a train may be silent for a while: whoever is signed in is waited for.
STRANGERS_PACE = Pace(patience=10.0, rate=20 * KB)
EDITORS_PACE = Pace(patience=60.0, rate=2 * KB)


@dataclass(frozen=True)
class Rules:
    """What may come of whom.

    `editors` is the path of the admin, under which large files are sent by people who are signed
    in: `is_signed_in` tells that of the key in `session_cookie`, and may ask the database.
    """

    editors: str
    session_cookie: str
    is_signed_in: Callable[[str], bool]

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
        """Return how many bytes may come, at most, of who sends this, if the session exists."""
        if not environ.get("PATH_INFO", "").startswith(self.editors):
            return READERS_BODY
        return EDITORS_BODY if self.key(environ) else FORM_BODY

    def key(self, environ: dict) -> str:
        """Return the key of the session that an editor's request names, "" for none."""
        cookies = environ.get("HTTP_COOKIE", "")
        if self.session_cookie not in cookies:
            return ""
        is_editors = environ.get("PATH_INFO", "").startswith(self.editors)
        return parse_cookie(cookies).get(self.session_cookie, "") if is_editors else ""

    def is_editors(self, environ: dict) -> bool:
        """Tell whether somebody who is signed in sends this. May ask the database."""
        key = self.key(environ)
        return bool(key) and self.is_signed_in(key)


class Limits:
    """A WSGI application that takes a body whole before the one behind it gets the request.

    Of the `threads` of a process one is always left for readers, and one more for people who are
    signed in; an address has one of the others at a time. All but two may be sending long answers.
    """

    def __init__(self, application: Callable, rules: Rules, *, threads: int = THREADS_PER_WORKER):
        self.application, self.rules = application, rules
        self._most_strangers, self._most = max(1, threads - 2), max(1, threads - 1)
        self._sending = threading.BoundedSemaphore(max(1, threads - 2))
        self._receiving: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Hand the request on, or answer 408, 413, 414 or 503 without a body."""
        try:
            if length := self.rules.length(environ):
                environ["wsgi.input"] = self.receive(environ, length)
            return self.send(environ, start_response)
        except Refused as refusal:
            # Else gunicorn would wait for what is not read, and a thread with it.
            end_reading(environ.get("gunicorn.socket"))
            return refusal(environ, start_response)

    def receive(self, environ: dict, length: int) -> BinaryIO:
        """Read the whole body; Refused where it does not come in time, or too many are coming."""
        is_editors = length > READERS_BODY and self.rules.is_editors(environ)
        if length > FORM_BODY and not is_editors:
            raise Refused("413 Content Too Large", [])
        sender, pace = environ.get("REMOTE_ADDR") or "unknown", STRANGERS_PACE
        if is_editors or not self._enter(sender):
            if not is_editors and not self.rules.is_editors(environ):
                raise busy()
            sender, pace = EDITORS, EDITORS_PACE
            if not self._enter(sender):
                raise busy()
        try:
            return whole(environ, length, pace)
        finally:
            with self._changed:
                self._receiving.remove(sender)
                self._changed.notify_all()

    def _enter(self, sender: str) -> bool:
        """Take a place, which may become free in a moment; False where it does not."""
        with self._changed:
            if has_place := self._changed.wait_for(lambda: self._may_enter(sender), WAIT_SECONDS):
                self._receiving.append(sender)
            return has_place

    def _may_enter(self, sender: str) -> bool:
        if len(self._receiving) >= self._most or sender == EDITORS:
            return len(self._receiving) < self._most
        strangers = [one for one in self._receiving if one != EDITORS]
        return len(strangers) < self._most_strangers and sender not in strangers

    def send(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Have the request answered; Refused where too many long answers are on their way."""
        begun: list[tuple] = []
        body = self.application(environ, lambda *told: begun.append(told))
        if not isinstance(body, list) and is_long(begun[-1][1]):
            close = body.close
            if not self._sending.acquire(blocking=False):
                close()
                raise busy()
            # The server closes what it has sent, or cannot send.
            body.close = lambda: (close(), self._sending.release())
        start_response(*begun[-1])
        return body


def is_long(headers: list[tuple[str, str]]) -> bool:
    """Tell whether sending an answer may take as long as its reader likes."""
    lengths = [int(value) for name, value in headers if name.lower() == "content-length"]
    return not lengths or lengths[0] > SHORT_ANSWER


def whole(environ: dict, length: int, pace: Pace) -> BinaryIO:
    """Return a body of so many bytes, read from its beginning; what ends early is as short."""
    source, body = environ["wsgi.input"], new_body(length)
    piece = READERS_PIECE if length <= READERS_BODY else EDITORS_PIECE
    with Clock(pace, environ.get("gunicorn.socket")) as clock:
        while body.tell() < length and (read := source.read(min(piece, length - body.tell()))):
            body.write(read)
            clock.advance(body.tell())
            if clock.is_late and body.tell() < length:
                break
    if clock.is_late and body.tell() < length:
        raise late()
    body.seek(0)
    return body


def new_body(length: int) -> BinaryIO:
    """Return an empty file for so many bytes: in memory, or on the disk once it has grown."""
    return BytesIO() if length <= READERS_BODY else SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115


class Clock:
    """Runs while a read blocks: where a server lets us have the socket, it ends the reading."""

    def __init__(self, pace: Pace, connection: socket.socket | None):
        self.pace, self.connection = pace, connection
        self.began = self.last = time.monotonic()
        self.received = 0
        self.timer: threading.Timer | None = None

    @property
    def deadline(self) -> float:
        return self.pace.deadline(self.began, self.received, self.last)

    @property
    def is_late(self) -> bool:
        return time.monotonic() > self.deadline

    def advance(self, received: int) -> None:
        """Say how much has come by now."""
        if time.monotonic() <= self.deadline:  # what comes too late moves nothing
            self.received, self.last = received, time.monotonic()

    def __enter__(self) -> "Clock":
        if self.connection:
            self._wait()
        return self

    def __exit__(self, *_error) -> None:
        if self.timer:
            self.timer.cancel()

    def _wait(self) -> None:
        self.timer = threading.Timer(max(0.0, self.deadline - time.monotonic()) + 0.01, self._look)
        self.timer.daemon = True
        self.timer.start()

    def _look(self) -> None:
        if not self.is_late:
            self._wait()
            return
        end_reading(self.connection)


def end_reading(connection: socket.socket | None) -> None:
    """Tell whoever waits for bytes that none will come; an answer can still be sent."""
    with contextlib.suppress(OSError):
        if connection:
            connection.shutdown(socket.SHUT_RD)
