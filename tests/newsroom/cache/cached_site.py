"""A small WSGI application behind the page cache, and clocks that a test can set."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from newsroom.cache.pagecache import PageCache

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
PAGE = "Севан возвращается. ".encode() * 40


class Hearing:
    """A clock of the generation that a test moves."""

    def __init__(self):
        self.last, self.is_heard, self.away = 1, True, False
        self.name = None

    def current(self):
        return self.last if self.is_heard else None

    def is_away(self):
        return self.away

    def lose(self, *, away):
        self.is_heard, self.away = False, away

    def hear_again(self):
        self.last, self.is_heard, self.away = self.last + 1, True, False


class Site:
    """A site of one page, its cache in front, and the time."""

    def __init__(self, **options):
        self.clock, self.seen = Hearing(), []
        self.now, self.jump = NOON, timedelta(0)
        self.status, self.body, self.headers = "200 OK", PAGE, {"Content-Type": "text/html"}
        self.while_rendering = lambda: None
        self.cache = PageCache(
            self.render,
            clock=self.clock,
            zone=ZoneInfo("Asia/Yerevan"),
            wall=lambda: (self.now + self.jump).timestamp(),
            steady=lambda: self.now.timestamp(),
            **{"moments": ()} | options,
        )

    def render(self, environ, start_response):
        self.seen.append(environ)
        body = self.body
        self.while_rendering()
        start_response(self.status, list(self.headers.items()))
        return [body]

    def get(self, address="/ru/", method="GET", **environ):
        path, _, query = address.partition("?")
        answer = Answered()
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "HTTP_HOST": "news.example",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
        } | environ
        answer.body = b"".join(self.cache(environ, answer.start))
        return answer

    @property
    def renders(self):
        return len(self.seen)


class Answered:
    def start(self, status, headers):
        self.status, self.headers = status, dict(headers)


def later(site, **time):
    site.now += timedelta(**time)
