"""The page cache: finished pages from memory, in front of Django.

A page is kept until something changes that readers can see (newsroom/generation.py), until the
next scheduled moment, the newsroom's midnight, or 30 seconds, whichever is first. What is
rendered for keeping cannot depend on the reader: Django gets a request without cookies, without
headers but Host, and with the known query parameters only, which are also the key.
"""

import gzip
import hashlib
import logging
import math
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from io import BytesIO
from urllib.parse import parse_qsl, urlencode

from newsroom import languages
from newsroom.generation import Hears

logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
Moment = Callable[[], datetime | None]

_prefixes = "|".join(language.prefix for language in languages.LANGUAGES)
ADDRESSES = re.compile(
    rf"/(?:{_prefixes})(?:/|\Z)"
    r"|/(?:sitemap[a-z0-9-]*\.xml|robots\.txt|ads\.txt|manifest\.webmanifest)\Z"
)
PARAMETERS = ("page", "q", "category", "period", "sort", "lite", "partial")
STATUSES = frozenset({"200", "301", "404", "410"})
# What Django is told of a request whose answer may be kept, beside host and known parameters.
TOLD = (
    *("SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "REMOTE_ADDR"),
    *("wsgi.version", "wsgi.url_scheme", "wsgi.errors"),
    *("wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once"),
)
COMPRESSIBLE = re.compile(r"text/|application/(?:[a-z]+\+)?(?:json|xml)")
OURS = frozenset({"etag", "content-length", "vary"})
WITH_304 = frozenset({"etag", "cache-control", "vary", "expires", "content-location"})

LARGEST_PAGE = 2 * 1024 * 1024
SMALLEST_GZIP = 200
OVERHEAD = 2048  # what Python's objects of one page take, roughly
LONGEST_WAIT = 5.0

_moments: list[Moment] = []


def register_next_moment(function: Moment) -> None:
    """Let the cache ask when something appears or ends next by time alone (None: never).

    It is asked before a page is rendered, once per generation and again when that moment has
    passed; it may query the database. While it fails, nothing new is kept.
    """
    _moments.append(function)


@dataclass(slots=True)
class Answer:
    """A whole answer: its headers, and its body plain and compressed."""

    status: str
    headers: Headers
    body: bytes
    gzipped: bytes | None = None
    etag: str = ""
    size: int = 0
    # Until when it is true, `fresh_until` on the clock that never jumps.
    generation: int | None = None
    fresh_until: float = 0.0
    midnight: float = math.inf
    moment: float = math.inf

    @classmethod
    def of(cls, status: str, headers: Headers, body: bytes) -> "Answer":
        """Finish an answer: tag, compress, and say how it may be kept by others."""
        given = {name.lower(): value for name, value in headers}
        answer = cls(status, [], body, etag=given.get("etag", ""))
        if not answer.etag.startswith('"'):
            answer.etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        answer.headers = [pair for pair in headers if pair[0].lower() not in OURS]
        answer.headers.append(("Vary", "Accept-Encoding"))
        if "cache-control" not in given:
            answer.headers.append(("Cache-Control", "no-cache"))
        if len(body) >= SMALLEST_GZIP and COMPRESSIBLE.match(given.get("content-type", "")):
            answer.gzipped = gzip.compress(body, compresslevel=6, mtime=0)
        answer.size = OVERHEAD + len(body) + len(answer.gzipped or b"")
        return answer

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a GET or HEAD in the encoding that the client takes; 304 if it has that."""
        body, etag, headers = self.body, self.etag, self.headers.copy()
        if self.gzipped and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body, etag = self.gzipped, f'{etag[:-1]}-gzip"'
            headers.append(("Content-Encoding", "gzip"))
        headers.append(("ETag", etag))
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self.status.startswith("200") and names(known, etag):
            headers = [pair for pair in headers if pair[0].lower() in WITH_304]
            start_response("304 Not Modified", headers)
            return []
        headers.append(("Content-Length", str(len(body))))
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@dataclass(slots=True)
class Passing:
    """An answer that is no business of ours, handed on as it came."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Hand it on, without the body for HEAD (it was rendered as GET)."""
        start_response(self.status, self.headers)
        if environ["REQUEST_METHOD"] != "HEAD":
            return self.body
        close(self.body)
        return []


class Shelf:
    """Answers by key, the least recently used dropped first. Not thread-safe by itself."""

    def __init__(self, limit_bytes: int):
        self.limit_bytes = limit_bytes
        self.clear()

    def __len__(self) -> int:
        return len(self._answers)

    def clear(self) -> None:
        """Forget everything."""
        self.size = 0
        self._answers: OrderedDict[tuple, Answer] = OrderedDict()

    def get(self, key: tuple) -> Answer | None:
        """Return what is kept under the key, now the most recently used."""
        if (answer := self._answers.get(key)) is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: tuple, answer: Answer) -> None:
        """Keep the answer; drop others, or itself, until all fit."""
        self.drop(key)
        if answer.size > self.limit_bytes:
            return
        self._answers[key] = answer
        self.size += answer.size
        while self.size > self.limit_bytes:
            self.size -= self._answers.popitem(last=False)[1].size

    def drop(self, key: tuple) -> None:
        """Forget one key, if it is there."""
        if (answer := self._answers.pop(key, None)) is not None:
            self.size -= answer.size


@dataclass(slots=True)
class Flight:
    """One render that others wait for; then they look again, or each renders for itself."""

    landed: threading.Event = field(default_factory=threading.Event)
    look_again: bool = False


class PageCache:
    """A WSGI application that answers readers' pages from memory, else asks the one behind it.

    `clock` tells the generation, `session_cookie` is the cookie of signed-in people (who pass by),
    `zone` is the newsroom's; `wall` and `steady` are the two clocks, in seconds.
    """

    def __init__(
        self,
        application: Callable,
        *,
        clock: Hears,
        session_cookie: str,
        zone: tzinfo,
        limit_bytes: int = 64 * 1024 * 1024,
        max_age: float = 30,
        moments: Sequence[Moment] = _moments,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ):
        self.application, self.clock = application, clock
        self.session_cookie, self.zone, self.max_age = session_cookie, zone, max_age
        self.moments, self.wall, self.steady = moments, wall, steady
        # Queries and addresses that are none are endless: with little room of their own they
        # never push out the pages.
        self.pages = Shelf(limit_bytes * 12 // 16)
        self.queries = Shelf(limit_bytes * 3 // 16)
        self.others = Shelf(limit_bytes // 16)
        self.shelves = (self.pages, self.queries, self.others)
        self._kept_generation = 0
        self._next_moment = (None, 0.0, 0.0)
        self._flights: dict[tuple, Flight] = {}
        self._lock = threading.Lock()
        self._asking = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer from memory or from the application."""
        key = self.key(environ)
        if key is None:
            return self.application(environ, start_response)
        answer = self.find(key) or self.fetch(key, environ)
        return answer(environ, start_response)

    @property
    def size(self) -> int:
        """Bytes that the kept answers take."""
        return sum(shelf.size for shelf in self.shelves)

    def key(self, environ: dict) -> tuple | None:
        """Return what the answer may depend on, None for a request that is not for us."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path = environ.get("PATH_INFO", "")
        if not ADDRESSES.match(path) or self.session_cookie in environ.get("HTTP_COOKIE", ""):
            return None
        query = environ.get("QUERY_STRING")
        return (
            path,
            environ.get("HTTP_HOST", "").lower(),
            environ["wsgi.url_scheme"],
            known_query(query) if query else "",
            environ.get("SCRIPT_NAME", ""),
        )

    def find(self, key: tuple) -> Answer | None:
        """Return the kept answer if it is still true."""
        generation = self.clock.current()
        with self._lock:
            for shelf in self.shelves:
                if (answer := shelf.get(key)) is not None and self._is_true(answer, generation):
                    return answer
        return None

    def _is_true(self, answer: Answer, generation: int | None) -> bool:
        now = self.wall()
        if now >= answer.moment:
            return False
        if generation is None:
            # The database is away: what was true when it was last heard is the best there is.
            return self.clock.is_away() and answer.generation == self.clock.last
        return (
            answer.generation == generation
            and self.steady() < answer.fresh_until
            and now < answer.midnight
        )

    def fetch(self, key: tuple, environ: dict) -> Answer | Passing:
        """Render the page, or wait for the one who already does."""
        if self.clock.current() is None:
            return self.render(key, environ)[0]
        deadline = time.monotonic() + LONGEST_WAIT
        while True:
            with self._lock:
                flight = self._flights.get(key)
                if flight is None:
                    flight = self._flights[key] = Flight()
                    break
            landed = flight.landed.wait(max(0.0, deadline - time.monotonic()))
            answer = self.find(key)
            if answer or not (landed and flight.look_again):
                return answer or self.render(key, environ)[0]
        try:
            # Another render may have landed since we looked.
            found = self.find(key)
            answer, flight.look_again = (found, True) if found else self.render(key, environ)
            return answer
        finally:
            with self._lock:
                del self._flights[key]
            flight.landed.set()

    def render(self, key: tuple, environ: dict) -> tuple[Answer | Passing, bool]:
        """Ask the application; keep its answer if it may be kept and nothing changed meanwhile.

        The second value tells whether the page is one to keep: who waits for it looks again.
        """
        generation = self.clock.current()
        began, now = self.steady(), self.wall()
        moment = None if generation is None else self.next_moment(generation, now)
        answer = self.ask(environ, query=key[3])
        if isinstance(answer, Passing) or moment is None:
            return answer, False
        answer.generation, answer.moment = generation, moment
        answer.fresh_until, answer.midnight = began + self.max_age, next_midnight(now, self.zone)
        with self._lock:
            if self.clock.current() == generation:
                self._keep(key, answer)
        return answer, True

    def _keep(self, key: tuple, answer: Answer) -> None:
        if self._kept_generation != answer.generation:
            self._kept_generation = answer.generation
            for shelf in self.shelves:
                shelf.clear()
        for shelf in self.shelves:
            shelf.drop(key)
        answer.size += sum(map(len, key))
        query_or_page = self.queries if key[3] else self.pages
        (query_or_page if answer.status.startswith("200") else self.others).put(key, answer)

    def next_moment(self, generation: int, now: float) -> float | None:
        """Return when something appears or ends next by time alone; None if it cannot be known."""
        with self._asking:
            under, asked_at, moment = self._next_moment
            if under == generation and asked_at <= now < moment:
                return moment
            try:
                moments = [found.timestamp() for ask in self.moments if (found := ask())]
            except Exception:  # whatever it is, the page must stand
                logger.exception("The next scheduled moment is unknown: nothing new is kept.")
                return None
            self._next_moment = (generation, now, min(moments, default=math.inf))
            return self._next_moment[2]

    def ask(self, environ: dict, *, query: str) -> Answer | Passing:
        """Let the application render a request that says nothing about who asks."""
        told = {name: environ[name] for name in TOLD if name in environ}
        told |= {"REQUEST_METHOD": "GET", "QUERY_STRING": query, "wsgi.input": BytesIO()}
        if host := environ.get("HTTP_HOST", "").lower():
            told["HTTP_HOST"] = host
        began: list = []
        body = self.application(told, lambda *begin: began.append(begin))
        if getattr(body, "streaming", False):
            return Passing(*began[-1][:2], body)
        try:
            whole = b"".join(body)
        finally:
            close(body)
        status, headers = began[-1][:2]
        if len(whole) > LARGEST_PAGE or not may_be_kept(status, headers):
            return Passing(status, headers, [whole])
        return Answer.of(status, headers, whole)


def may_be_kept(status: str, headers: Headers) -> bool:
    """Tell whether the answer is the same for everybody."""
    if status[:3] not in STATUSES:
        return False
    for name, value in headers:
        match name.lower():
            case "set-cookie" | "content-encoding":
                return False
            case "cache-control" if re.search(r"no-store|private", value, re.IGNORECASE):
                return False
            case "vary" if value.lower().replace(" ", "") not in ("", "accept-encoding"):
                return False
    return True


def known_query(query: str) -> str:
    """Return the parameters that pages know, in one order, the last of a name; bytes as given."""
    # latin-1 maps every byte to a character and back, broken UTF-8 too.
    given = dict(parse_qsl(query, keep_blank_values=True, encoding="latin-1"))
    known = [(name, given[name]) for name in PARAMETERS if name in given]
    known = [pair for pair in known if pair[0] != "lite" or pair[1] == "1"]
    return urlencode(known, encoding="latin-1", errors="replace")


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client with this `Accept-Encoding` takes gzip."""
    takes = {"*": False}
    for part in accept_encoding.lower().split(","):
        coding, _, parameters = part.partition(";")
        weight = re.search(r"(?:^|;)\s*q\s*=\s*([0-9.]+)", parameters)
        takes[coding.strip()] = not weight or weight[1].strip("0.") != ""
    return takes.get("gzip", takes.get("x-gzip", takes["*"]))


def names(if_none_match: str, etag: str) -> bool:
    """Tell whether `If-None-Match` names the tag, weak or strong, or any."""
    return if_none_match.strip() == "*" or etag in re.findall(r'"[^"]*"', if_none_match)


def next_midnight(now: float, zone: tzinfo) -> float:
    """Return the moment when the newsroom's next day begins."""
    tomorrow = datetime.fromtimestamp(now, zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), zone).timestamp()


def close(body: Iterable[bytes]) -> None:
    """Tell the application that its answer was read."""
    if closing := getattr(body, "close", None):
        closing()
