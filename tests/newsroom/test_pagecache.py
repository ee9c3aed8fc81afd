"""The page cache, with a small WSGI application behind it and clocks that a test can set."""

import gzip
import importlib
import threading
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from newsroom import generation
from newsroom.pagecache import PageCache, known_query, register_next_moment, takes_gzip

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
PAGE = "Севан возвращается. ".encode() * 40


class Hearing:
    """A clock of the generation that a test moves."""

    def __init__(self):
        self.last, self.is_heard, self.away = 1, True, False

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
            session_cookie="sessionid",
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


@pytest.fixture
def site():
    return Site()


def later(site, **time):
    site.now += timedelta(**time)


def test_page_is_rendered_once(site):
    first, second = site.get(), site.get()

    assert (first.status, first.body, first.headers) == (second.status, PAGE, second.headers)
    assert site.renders == 1


def test_page_is_new_after_a_change(site):
    site.get()

    site.body, site.clock.last = b"new", 2

    assert [site.get().body, site.get().body, site.renders] == [b"new", b"new", 2]


def test_page_made_from_old_rows_is_never_kept(site):
    def change():
        site.body, site.clock.last = b"new", site.clock.last + 1
        site.while_rendering = lambda: None

    site.while_rendering = change

    assert [site.get().body, site.get().body, site.get().body] == [PAGE, b"new", b"new"]
    assert site.renders == 2


def test_change_drops_everything_from_memory(site):
    site.get("/ru/")
    site.get("/en/")
    site.clock.last = 2

    site.get("/arm/")

    assert len(site.cache.pages) == 1


@pytest.mark.parametrize(
    "path",
    ["/ru/", "/arm/post/sevan/", "/en/feed/", "/sitemap.xml", "/sitemap-ru-1.xml", "/robots.txt"],
)
def test_readers_and_machines_addresses_are_kept(site, path):
    site.get(path)
    site.get(path)

    assert site.renders == 1


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/admin/",
        "/preview/x/",
        "/views/1/",
        "/healthz",
        "/static/ru/a.css",
        "/rus/",
        "/xsw.js",
    ],
)
def test_other_addresses_pass_by(site, path):
    site.get(path)
    answer = site.get(path, HTTP_COOKIE="language=hy")

    assert (site.renders, "ETag" in answer.headers) == (2, False)
    assert site.seen[1]["HTTP_COOKIE"] == "language=hy"


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "PUT"])
def test_other_methods_pass_by(site, method):
    site.get()

    site.get(method=method)

    assert [environ["REQUEST_METHOD"] for environ in site.seen] == ["GET", method]


def test_signed_in_people_pass_by(site):
    site.get()

    site.get(HTTP_COOKIE="theme=x; sessionid =abc")

    assert site.renders == 2
    assert site.seen[1]["HTTP_COOKIE"] == "theme=x; sessionid =abc"


def test_unknown_parameters_share_one_page_and_are_not_seen(site):
    for number in range(20):
        site.get(f"/ru/?utm_source={number}&page=2&x[]=1")

    assert [environ["QUERY_STRING"] for environ in site.seen] == ["page=2"]


@pytest.mark.parametrize(
    "one, other",
    [
        ("page=2&q=a", "q=a&page=2"),
        ("page=1&page=2", "page=2"),
        ("q=%D1%8F", "q=\xd1\x8f"),
        ("q=a+b", "q=a%20b"),
    ],
)
def test_same_query_shares_one_page(site, one, other):
    site.get(f"/ru/search/?{one}")
    site.get(f"/ru/search/?{other}")

    assert site.renders == 1


@pytest.mark.parametrize("value, query", [("1", "lite=1"), ("0", ""), ("yes", ""), ("", "")])
def test_only_one_value_asks_for_a_light_page(value, query):
    assert known_query(f"lite={value}") == query


def test_broken_bytes_of_a_query_reach_django_as_they_came(site):
    site.get("/ru/search/?q=%ff%00&period=")

    assert site.seen[0]["QUERY_STRING"] == "q=%FF%00&period="


def test_poison_in_headers_is_not_seen(site):
    poison = {
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_FORWARDED_PROTO": "http",
        "HTTP_COOKIE": "language=hy",
        "HTTP_ACCEPT_LANGUAGE": "hy",
        "HTTP_USER_AGENT": "<script>",
        "HTTP_RANGE": "bytes=0-1",
        "HTTP_IF_NONE_MATCH": '"x"',
        "HTTP_IF_MODIFIED_SINCE": "Tue, 10 Mar 2026 08:00:00 GMT",
        "HTTP_AUTHORIZATION": "Basic eDp5",
        "CONTENT_TYPE": "text/evil",
        "REMOTE_USER": "chief",
    }

    site.get(**poison)

    assert site.seen[0].keys() & poison.keys() == set()
    assert site.seen[0]["HTTP_HOST"] == "news.example"


def test_hosts_and_schemes_have_pages_of_their_own(site):
    site.get()
    site.get(HTTP_HOST="NEWS.example")
    site.get(HTTP_HOST="evil.example")
    site.get(**{"wsgi.url_scheme": "http"})

    seen = [(environ["HTTP_HOST"], environ["wsgi.url_scheme"]) for environ in site.seen]
    assert seen == [("news.example", "https"), ("evil.example", "https"), ("news.example", "http")]


@pytest.mark.parametrize(
    "name, value",
    [
        ("Set-Cookie", "a=b"),
        ("Vary", "Accept-Encoding, Cookie"),
        ("Vary", "*"),
        ("Cache-Control", "private"),
        ("Cache-Control", "max-age=0, No-Store"),
    ],
)
def test_answer_for_one_reader_is_not_kept_nor_changed(site, name, value):
    site.headers[name] = value

    first, second = site.get(), site.get()

    assert (site.renders, second.body) == (2, PAGE)
    assert first.headers == {"Content-Type": "text/html", name: value}


@pytest.mark.parametrize("status", ["400 Bad Request", "403 Forbidden", "302 Found", "500 Oops"])
def test_error_is_not_kept(site, status):
    site.status = status

    assert [site.get().status, site.get().status] == [status, status]
    assert site.renders == 2


@pytest.mark.parametrize("status", ["301 Moved Permanently", "404 Not Found", "410 Gone"])
def test_lasting_answers_are_kept_with_little_room(site, status):
    site.status = status

    site.get()

    assert [site.get().status, site.renders] == [status, 1]
    assert (len(site.cache.pages), len(site.cache.others)) == (0, 1)


def test_streaming_answer_is_handed_on(site):
    class Stream(list):
        streaming = True

    stream = Stream([b"a", b"b"])
    site.cache.application = lambda _, start: start("200 OK", []) or stream

    begun = Answered()
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/ru/", "wsgi.url_scheme": "http"}

    assert site.cache(environ, begun.start) is stream
    assert site.cache.size == 0


def test_answer_is_closed_after_reading(site):
    class Body(list):
        closed = 0

        def close(self):
            self.closed += 1

    body = Body([PAGE])
    site.cache.application = lambda _, start: start("200 OK", []) or body

    site.get()
    site.get()

    assert body.closed == 1


def test_page_of_more_than_2_mb_is_not_kept(site):
    site.body = b"x" * (2 * 1024 * 1024 + 1)

    assert site.get().body == site.body
    assert site.cache.size == 0


def test_headers_of_a_page(site):
    headers = site.get().headers

    assert headers == {
        "Content-Type": "text/html",
        "Vary": "Accept-Encoding",
        "Cache-Control": "no-cache",
        "ETag": headers["ETag"],
        "Content-Length": "1480",
    }


def test_cache_control_of_the_view_stays(site):
    site.headers["Cache-Control"] = "max-age=60"

    assert site.get().headers["Cache-Control"] == "max-age=60"


def test_gzip_is_kept_beside_the_plain_page(site):
    plain, packed = site.get(), site.get(HTTP_ACCEPT_ENCODING="br, gzip;q=0.5")

    assert (gzip.decompress(packed.body), site.renders) == (PAGE, 1)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize(
    "accept, takes",
    [
        ("gzip", True),
        ("GZIP ; q=0.1", True),
        ("br;q=1, *;q=0.1", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("gzipped", False),
        ("", False),
    ],
)
def test_takes_gzip(accept, takes):
    assert takes_gzip(accept) is takes


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_known_page_answers_304(site, form):
    etag = site.get().headers["ETag"]

    answer = site.get(HTTP_IF_NONE_MATCH=form.format(etag))

    assert (answer.status, answer.body) == ("304 Not Modified", b"")
    assert answer.headers == {"ETag": etag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}


def test_tag_of_another_encoding_or_page_answers_200(site):
    etag = site.get().headers["ETag"]

    assert site.get(HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="gzip").status == "200 OK"
    site.body, site.clock.last = b"new", 2
    assert site.get(HTTP_IF_NONE_MATCH=etag).status == "200 OK"


def test_gone_page_never_answers_304(site):
    site.status = "410 Gone"

    assert site.get(HTTP_IF_NONE_MATCH=site.get().headers["ETag"]).status == "410 Gone"


def test_head_gets_the_headers_of_get(site):
    head, get = site.get(method="HEAD"), site.get()

    assert (head.body, head.headers, get.body) == (b"", get.headers, PAGE)
    assert [environ["REQUEST_METHOD"] for environ in site.seen] == ["GET"]


def test_head_of_what_is_not_kept_has_no_body(site):
    site.status = "500 Oops"

    assert site.get(method="HEAD").body == b""


def test_page_lives_30_seconds(site):
    site.get()

    later(site, seconds=29.9)
    site.get()
    assert site.renders == 1

    later(site, seconds=0.1)
    site.get()
    assert site.renders == 2


def test_page_lives_no_longer_when_the_clock_is_set_back(site):
    site.get()

    site.jump = timedelta(hours=-5)
    later(site, seconds=30)
    site.get()

    assert site.renders == 2


def test_moment_is_asked_anew_when_the_clock_is_set_back():
    site = Site(moments=[lambda: NOON if site.now + site.jump < NOON else None])
    site.get("/ru/")
    site.jump = timedelta(seconds=-10)

    site.get("/en/")
    later(site, seconds=11)
    site.get("/en/")

    assert site.renders == 3


def test_page_ends_at_the_newsrooms_midnight(site):
    site.now = NOON.replace(hour=23, minute=59, second=59)
    site.get()

    later(site, seconds=0.9)
    site.get()
    assert site.renders == 1

    later(site, seconds=0.1)
    site.get()
    assert site.renders == 2


def test_page_ends_at_the_next_moment_of_any_source():
    later_in_utc = (NOON + timedelta(hours=1)).astimezone(UTC)
    moments = [lambda: None, lambda: NOON + timedelta(seconds=5), lambda: later_in_utc]
    site = Site(moments=moments)
    site.get()

    later(site, seconds=4.9)
    site.get()
    assert site.renders == 1

    later(site, seconds=0.1)
    site.get()
    assert site.renders == 2


def test_page_made_just_before_a_moment_is_not_served_after_it():
    site = Site(moments=[lambda: NOON + timedelta(seconds=1)])
    site.while_rendering = lambda: later(site, seconds=2)

    site.get()
    site.get()

    assert site.renders == 2


def test_next_moment_is_asked_once_a_generation_and_after_it_passed():
    asked = []

    def ask():
        asked.append((site.clock.last, (site.now - NOON).seconds))
        return site.now + timedelta(seconds=10)

    site = Site(moments=[ask])
    for path in ("/ru/", "/en/", "/arm/"):
        site.get(path)
    site.clock.last = 2
    site.get("/ru/")
    later(site, seconds=10)
    site.get("/ru/")

    assert asked == [(1, 0), (2, 0), (2, 10)]


def test_next_moment_that_fails_leaves_the_page_standing_and_unkept():
    site = Site(moments=[lambda: 1 / 0])

    assert [site.get().body, site.get().body] == [PAGE, PAGE]
    assert (site.renders, site.cache.size) == (2, 0)


def test_registered_moment_is_asked(monkeypatch):
    moments = []
    monkeypatch.setattr("newsroom.pagecache._moments", moments)
    site = Site(moments=moments)

    register_next_moment(lambda: NOON)
    site.get()
    site.get()

    assert site.renders == 2


def test_nothing_is_kept_or_served_while_a_living_database_is_not_heard(site):
    site.get("/ru/")
    site.clock.lose(away=False)

    bodies = [site.get(path).body for path in ("/ru/", "/ru/", "/en/", "/en/")]

    assert (bodies, site.renders) == ([PAGE] * 4, 5)


def test_page_is_served_past_30_seconds_and_midnight_while_the_database_is_away(site):
    site.get()
    site.clock.lose(away=True)

    later(site, hours=20)
    site.status = "500 Oops"

    assert [site.get().body, site.get("/en/").status, site.renders] == [PAGE, "500 Oops", 2]


def test_page_is_not_served_past_a_moment_while_the_database_is_away():
    site = Site(moments=[lambda: NOON + timedelta(minutes=1)])
    site.get()
    site.clock.lose(away=True)

    later(site, minutes=1)
    site.get()

    assert site.renders == 2


def test_page_dropped_before_the_database_went_away_stays_dropped(site):
    site.get()
    site.clock.last = 2
    site.clock.lose(away=True)

    site.get()

    assert site.renders == 2


def test_all_is_dropped_when_the_database_is_heard_again(site):
    site.get()
    site.clock.lose(away=True)
    site.clock.hear_again()

    site.get()

    assert site.renders == 2


def test_memory_is_bounded_and_the_least_used_goes_first():
    site = Site(limit_bytes=64 * 1024)
    site.body = b"x" * 8000  # without a type it is not compressed: some 10 kB, four fit
    site.headers = {}
    for number in range(4):
        site.get(f"/ru/{number}")
    site.get("/ru/0")

    site.get("/ru/4")
    for number in (0, 2, 3, 4):
        site.get(f"/ru/{number}")

    assert (site.renders, len(site.cache.pages)) == (5, 4)
    site.get("/ru/1")
    assert site.renders == 6
    assert site.cache.pages.size <= 48 * 1024


def test_endless_queries_and_unknown_addresses_never_push_out_a_page():
    site = Site(limit_bytes=256 * 1024)
    site.get("/ru/")

    for number in range(300):
        site.get(f"/ru/search/?q={number}")
    site.status = "404 Not Found"
    for number in range(300):
        site.get(f"/ru/{number}/")

    assert site.cache.size <= 256 * 1024
    assert site.get("/ru/").status == "200 OK"
    assert site.renders == 601


def all_at_once(site, readers=50):
    """Let many readers ask at the same moment; return the bodies (or what was raised)."""
    start, bodies = threading.Barrier(readers), []

    def read():
        start.wait()
        try:
            bodies.append(site.get().body)
        except Exception as error:
            bodies.append(type(error))

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return bodies


def pause():
    threading.Event().wait(0.05)


def test_fifty_readers_cost_one_render(site):
    site.while_rendering = pause

    assert all_at_once(site) == [PAGE] * 50
    assert site.renders == 1


def test_readers_wait_on_when_the_page_was_outdated_while_rendered(site):
    def change_once():
        pause()
        if site.clock.last == 1:
            site.body, site.clock.last = b"new", 2

    site.while_rendering = change_once

    assert sorted(all_at_once(site)) == [b"new"] * 49 + [PAGE]
    assert site.renders == 2


def test_failed_render_frees_who_waits(site):
    def fail_once():
        site.while_rendering = lambda: None
        pause()
        raise OSError

    site.while_rendering = fail_once

    bodies = all_at_once(site)

    assert (bodies.count(OSError), bodies.count(PAGE)) == (1, 49)
    assert site.get().body == PAGE


def test_readers_of_what_cannot_be_kept_do_not_queue(site):
    site.headers["Cache-Control"] = "no-store"
    site.while_rendering = pause

    assert all_at_once(site, readers=8) == [PAGE] * 8
    assert site.renders == 8


def test_server_loads_without_asking_the_database():
    # pytest-django refuses every query of a test that has no database.
    wsgi = importlib.import_module("newsroom.wsgi")

    assert isinstance(wsgi.application.application, PageCache)
    assert generation.clock._source is None
    generation.clock.stop()
