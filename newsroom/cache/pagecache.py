"""The page cache: finished pages from memory, in front of Django.

A page is kept until something changes that readers can see (newsroom/cache/generation.py), until
the next scheduled moment, the newsroom's midnight, or 30 seconds, whichever is first. What is
rendered for keeping cannot depend on the reader: Django gets a request made of the key alone: path,
host, scheme and the known query parameters.
"""

import logging
import math
import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from io import BytesIO
from typing import NamedTuple

from newsroom import languages
from newsroom.cache.encodings import first_wanted
from newsroom.cache.generation import Hears
from newsroom.cache.miss_log import REASON
from newsroom.cache.page_store import Shelf
from newsroom.cache.query_parameters import known_query
from newsroom.cache.responses import Answer, Passing, close, may_be_kept
from newsroom.cache.shared_pages import SharedPage, SharedPages

logger = logging.getLogger(__name__)

Moment = Callable[[], datetime | None]

_prefixes = "|".join(language.prefix for language in languages.LANGUAGES)
ADDRESSES = re.compile(
    rf"/(?:{_prefixes})(?:/|\Z)"
    r"|/(?:sitemap[a-z0-9-]*\.xml|robots\.txt|ads\.txt|manifest\.webmanifest)\Z"
)

LARGEST_PAGE = 2 * 1024 * 1024
LONGEST_WAIT = 5.0
LONGEST_RENDER = 0.2
# What a CDN is told to drop (articles/distribution/cdn.py), and how many seconds it keeps a page at
# most.
PAGES_KEY, EDGE_SECONDS = "pages", 60
EDGE_HEADERS = (
    ("Surrogate-Key", PAGES_KEY),
    ("Cache-Tag", PAGES_KEY),
    ("Surrogate-Control", f"max-age={EDGE_SECONDS}"),
    ("CDN-Cache-Control", f"max-age={EDGE_SECONDS}"),
)
HOTTEST = 16  # pages made anew at once after a change, some 5 ms each

_moments: list[Moment] = []


def register_next_moment(function: Moment) -> None:
    """Let the cache ask when something appears or ends next by time alone (None: never).

    It is asked before a page is rendered, once per generation and again when that moment has
    passed; it may query the database. While it fails, nothing new is kept.
    """
    _moments.append(function)


class Key(NamedTuple):
    """All that a kept answer may depend on."""

    path: str
    host: str
    scheme: str
    query: str
    script_name: str

    def request(self) -> dict:
        """Return the WSGI request that says this and nothing else, for one call."""
        request = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": self.script_name,
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443" if self.scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        return request | ({"HTTP_HOST": self.host} if self.host else {})


def without_port(host: str) -> str:
    """Return a host without its port, which no page depends on: any number is let in as one."""
    name = host.rstrip("0123456789")
    return name[:-1] if len(host) > len(name) > 1 and name.endswith(":") else host


@dataclass(slots=True)
class Flight:
    """One render that others wait for; then they look again, or each renders for itself.

    Where it failed they fail with it: each would wait for the same lock, one after the other.
    """

    landed: threading.Event = field(default_factory=threading.Event)
    look_again: bool = False
    failure: Passing | None = None


class PageCache:
    """A WSGI application that answers readers' pages from memory, else asks the one behind it.

    `renderer` makes what is the same for everybody, if that is another application. `clock` tells
    the generation, `shared` holds pages that processes make for each other, `edge_headers` go with
    every page that may be kept, `zone` is the newsroom's; `wall` and `steady` are the two clocks,
    in seconds. Signed-in people get the pages of all: none depends on a session, and a cookie that
    anybody can make up passes nothing by.
    """

    def __init__(
        self,
        application: Callable,
        *,
        renderer: Callable | None = None,
        clock: Hears,
        shared: SharedPages | None = None,
        zone: tzinfo,
        edge_headers: Iterable[tuple[str, str]] = (),
        limit_bytes: int = 80 * 1024 * 1024,
        max_age: float = 30,
        moments: Sequence[Moment] = _moments,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ):
        self.application, self.renderer = application, renderer or application
        self.clock, self.shared = clock, shared
        self.edge_headers = tuple(edge_headers)
        self.zone, self.max_age = zone, max_age
        self.moments, self.wall, self.steady = moments, wall, steady
        self._asked: dict[Key, int] = {}
        # The codings that the last reader takes: most take the same.
        self._taken = "br"
        # Queries and addresses that are none are endless: with little room of their own they
        # never push out the pages.
        self.pages: Shelf[Key] = Shelf(limit_bytes * 12 // 16)
        self.queries: Shelf[Key] = Shelf(limit_bytes * 3 // 16)
        self.others: Shelf[Key] = Shelf(limit_bytes // 16)
        self.shelves = (self.pages, self.queries, self.others)
        self._kept_generation = 0
        self._next_moment: tuple[int | None, float, float] = (None, 0.0, 0.0)
        self._flights: dict[Key, Flight] = {}
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._render_turn = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer from memory or from the application."""
        key = self.key(environ)
        if key is None:
            return self.application(environ, start_response)
        coding = self._taken = environ.get("HTTP_ACCEPT_ENCODING", "")
        answer = self.find(key) or self.fetch(key, first_wanted(coding))
        answer.asked += 1
        return answer(environ, start_response)

    def kept(self, environ: dict) -> Answer | None:
        """Return the answer of a request that is in memory, and waits for nothing."""
        key = self.key(environ)
        answer = self.find(key) if key else None
        if answer:
            self._taken = environ.get("HTTP_ACCEPT_ENCODING", "")
            answer.asked += 1
        return answer

    @property
    def size(self) -> int:
        """Bytes that the kept answers take."""
        return sum(shelf.size for shelf in self.shelves)

    def key(self, environ: dict) -> Key | None:
        """Return what the answer may depend on, None for a request that is not for us."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path = environ.get("PATH_INFO", "")
        if not ADDRESSES.match(path):
            return None
        query = environ.get("QUERY_STRING")
        return Key(
            path,
            without_port(environ.get("HTTP_HOST", "").lower()),
            environ["wsgi.url_scheme"],
            known_query(query, path) if query else "",
            environ.get("SCRIPT_NAME", ""),
        )

    def find(self, key: Key) -> Answer | None:
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

    def fetch(self, key: Key, coding: str = "br") -> Answer | Passing:
        """Render the page, to be kept in a coding, or wait for the one who already does."""
        if self.clock.current() is None:
            return self.render(key, coding)[0]
        deadline = time.monotonic() + LONGEST_WAIT
        while True:
            with self._lock:
                flight = self._flights.get(key)
                if flight is None:
                    flight = self._flights[key] = Flight()
                    break
            landed = flight.landed.wait(max(0.0, deadline - time.monotonic()))
            found = self.find(key)
            if found or not (landed and flight.look_again):
                return found or flight.failure or self.render(key, coding)[0]
        try:
            # Another render may have landed since we looked.
            found = self.find(key)
            answer, flight.look_again = (found, True) if found else self.render(key, coding)
            if isinstance(answer, Passing) and answer.is_failure:
                flight.failure = answer
            return answer
        finally:
            with self._lock:
                del self._flights[key]
            flight.landed.set()

    def render(self, key: Key, coding: str) -> tuple[Answer | Passing, bool]:
        """Have the page made; keep it if it may be kept and nothing changed meanwhile.

        The second value tells whether the page is one to keep: who waits for it looks again.
        """
        # In this order: the name is of this generation or of a later one.
        generation, name = self.clock.current(), self.clock.name
        moment = None if generation is None else self.next_moment(generation, self.wall())
        if generation is None or moment is None:
            return self.ask_application(key, coding, self._why(key, generation)), False
        with self._turn(key, name) as shared:
            answer: Answer | Passing | None = self._made_elsewhere(shared, generation)
            if answer is None:
                with self._rendering():
                    answer = self._made(key, coding, generation, moment)
                if self.shared and shared and isinstance(answer, Answer) and answer.is_found:
                    self.shared.store(shared, answer)
        if isinstance(answer, Passing):
            return answer, False
        with self._lock:
            if self.clock.current() == generation:
                self._turn_to(generation)
                self._keep(key, answer)
        return answer, True

    def _turn(self, key: Key, name: str | None) -> AbstractContextManager[SharedPage | None]:
        """Wait for one's turn at a page among the processes; None where they do not share it."""
        if self.shared and name is not None and not key.query:
            return self.shared.turn(key, name)
        return nullcontext()

    def _made_elsewhere(self, shared: SharedPage | None, generation: int) -> Answer | None:
        """Return the page as another process has just made it, if that is still true."""
        answer = shared.read() if shared else None
        if answer is None:
            return None
        answer.generation = generation
        return answer if self._is_true(answer, generation) else None

    @contextmanager
    def _rendering(self) -> Iterator[None]:
        """Render one page at a time, while it goes on: together they only wait for each other.

        A page that waits for the database itself is passed by after a while.
        """
        has_turn = self._render_turn.acquire(timeout=LONGEST_RENDER)
        try:
            yield
        finally:
            if has_turn:
                self._render_turn.release()

    def _made(self, key: Key, coding: str, generation: int, moment: float) -> Answer | Passing:
        began, now = self.steady(), self.wall()
        answer = self.ask_application(key, coding, self._why(key, generation))
        if isinstance(answer, Answer):
            answer.generation, answer.moment = generation, moment
            answer.fresh_until = began + self.max_age
            answer.midnight = next_midnight(now, self.zone)
        return answer

    def _keep(self, key: Key, answer: Answer) -> None:
        for shelf in self.shelves:
            shelf.drop(key)
        answer.size += sum(map(len, key))
        query_or_page = self.queries if key.query else self.pages
        (query_or_page if answer.is_found else self.others).store(key, answer)

    def _turn_to(self, generation: int) -> None:
        """Forget what was made under another generation, but for what was asked for most."""
        if self._kept_generation == generation:
            return
        self._kept_generation = generation
        # Of two changes in a row, the second finds little that was asked for since the first.
        asked = Counter({key: times // 2 for key, times in self._asked.items()})
        asked.update(self.pages.most_asked(HOTTEST, least=2))
        self._asked = {key: times for key, times in asked.most_common(HOTTEST) if times}
        for shelf in self.shelves:
            shelf.clear()

    def rebuild_hottest(self) -> None:
        """Make the pages that are asked for most anew, after a change, before readers ask.

        Ends early when the next change comes, whose turn it then is.
        """
        with self._lock:
            if (generation := self.clock.current()) is None:
                return
            self._turn_to(generation)
            hottest = list(self._asked)
        # Each process begins with another one, and takes from the others what they have made.
        random.shuffle(hottest)
        for key in hottest:
            if self.clock.current() != generation:
                return
            answer = self.find(key) or self.fetch(key, first_wanted(self._taken))
            if isinstance(answer, Passing):
                close(answer.body)

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

    def _why(self, key: Key, generation: int | None) -> str:
        """Say for the log why a page is not answered from memory."""
        if generation is None:
            return "unheard"
        is_kept = any(key in shelf for shelf in self.shelves)
        return "expired" if is_kept and self._kept_generation == generation else "new"

    def ask_application(self, key: Key, coding: str, reason: str) -> Answer | Passing:
        """Let the application render a request that says nothing about who asks."""
        began: list = []
        body = self.renderer(key.request() | {REASON: reason}, lambda *begin: began.append(begin))
        if getattr(body, "streaming", False):
            status, headers = began[-1][:2]
            return Passing(status, headers, body)
        try:
            whole = b"".join(body)
        finally:
            close(body)
        status, headers = began[-1][:2]
        if len(whole) > LARGEST_PAGE or not may_be_kept(status, headers):
            return Passing(status, headers, [whole])
        return Answer.build(status, [*headers, *self.edge_headers], whole, coding=coding)


def next_midnight(now: float, zone: tzinfo) -> float:
    """Return the moment when the newsroom's next day begins."""
    tomorrow = datetime.fromtimestamp(now, zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), zone).timestamp()
