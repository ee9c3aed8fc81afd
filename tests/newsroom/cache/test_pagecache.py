"""The page cache: what is kept, under which key, and what drops it."""

import importlib
from datetime import timedelta

import pytest
from django.db import connections

from newsroom.cache import generation
from newsroom.cache.pagecache import PageCache
from newsroom.server.startup import Reachable
from tests.newsroom.cache.cached_site import NOON, PAGE, Site, later


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


@pytest.mark.parametrize("cookie", ["sessionid=made-up", "theme=x; sessionid =abc"])
def test_cookie_of_a_session_passes_nothing_by(site, cookie):
    first = site.get()

    again = site.get(HTTP_COOKIE=cookie)

    assert (again.body, site.renders) == (first.body, 1)
    assert "HTTP_COOKIE" not in site.seen[0]


def test_unknown_parameters_share_one_page_and_are_not_seen(site):
    for number in range(20):
        site.get(f"/ru/?utm_source={number}&page=2&x[]=1")

    assert [environ["QUERY_STRING"] for environ in site.seen] == ["page=2"]


def test_choices_of_a_search_make_pages_of_their_own(site):
    for query in ("q=a", "q=a&author=anna", "q=a&author=ani", "q=a&category=x", "q=a&period=day"):
        site.get(f"/ru/search/?{query}")

    assert site.renders == 5
    assert "author=anna" in site.seen[1]["QUERY_STRING"]


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


def test_ports_of_a_host_have_no_pages_of_their_own(site):
    for host in ("news.example", "news.example:80", "news.example:65535", "[::1]", "[::1]:8000"):
        site.get(HTTP_HOST=host)
    for broken in ("news.example:", "news.example:no", ":80"):
        site.get(HTTP_HOST=broken)

    hosts = [environ["HTTP_HOST"] for environ in site.seen]
    assert hosts == ["news.example", "[::1]", "news.example:", "news.example:no", ":80"]


def test_hosts_and_schemes_have_pages_of_their_own(site):
    site.get()
    site.get(HTTP_HOST="NEWS.example")
    site.get(HTTP_HOST="evil.example")
    site.get(**{"wsgi.url_scheme": "http"})

    seen = [(environ["HTTP_HOST"], environ["wsgi.url_scheme"]) for environ in site.seen]
    assert seen == [("news.example", "https"), ("evil.example", "https"), ("news.example", "http")]


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


def test_page_of_more_than_2_mb_is_not_kept(site):
    site.body = b"x" * (2 * 1024 * 1024 + 1)

    assert site.get().body == site.body
    assert site.cache.size == 0


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


def test_server_loads_without_asking_the_database(monkeypatch):
    # A server asks its databases in its own way; the suite goes on in its.
    copies = {alias: one.copy() for alias, one in connections.settings.items()}
    monkeypatch.setattr(connections, "settings", copies)
    # pytest-django refuses every query of a test that has no database.
    wsgi = importlib.import_module("newsroom.wsgi")

    # A server of this machine looks first whether others reach it.
    assert isinstance(wsgi.guard, Reachable)
    limits = wsgi.application.application.application
    assert (limits.application, wsgi.guard.application) == (wsgi.guard, wsgi.pages)
    assert isinstance(wsgi.pages, PageCache)
    generation.clock.stop()
