"""Crowds, floods and poison in front of the page cache: the next reader gets the page."""

import gzip
import random
import threading
from datetime import timedelta

import brotli
import pytest
import zstandard

from tests.newsroom.cache.cached_site import PAGE, Site, later

POISON = {
    "HTTP_HOST": "evil.example",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PROTO": "http",
    "HTTP_X_FORWARDED_FOR": "<script>",
    "HTTP_X_ORIGINAL_URL": "/admin/",
    "HTTP_X_REWRITE_URL": "/admin/",
    "HTTP_FORWARDED": "host=evil.example",
    "HTTP_ACCEPT": "application/evil",
    "HTTP_ACCEPT_LANGUAGE": "hy",
    "HTTP_ACCEPT_ENCODING": "br;q=0, identity;q=0, evil",
    "HTTP_COOKIE": "language=hy; theme=night",
    "HTTP_RANGE": "bytes=0-1",
    "HTTP_IF_RANGE": '"x"',
    "HTTP_IF_NONE_MATCH": "*",
    "HTTP_IF_MODIFIED_SINCE": "Tue, 10 Mar 2037 08:00:00 GMT",
    "HTTP_TRANSFER_ENCODING": "chunked",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "CONTENT_LENGTH": "5",
}
OPENED = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def clean(site):
    """Ask as a reader without any oddity does, whole and packed."""
    answers = [site.get(HTTP_ACCEPT_ENCODING=coding) for coding in ("", "gzip", "br", "zstd")]
    opened = [OPENED[one.headers.get("Content-Encoding", "")](one.body) for one in answers]
    return {one.status for one in answers}, opened


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("header", POISON)
def test_reader_after_poison_gets_the_clean_page(site, header, method):
    site.get(method=method, **{header: POISON[header]})

    assert clean(site) == ({"200 OK"}, [PAGE] * 4)


def test_reader_after_all_of_the_poison_at_once_gets_the_clean_page(site):
    site.get(**POISON)

    assert clean(site) == ({"200 OK"}, [PAGE] * 4)


def test_ten_thousand_unknown_addresses_stay_within_their_sixteenth():
    site, dice = Site(limit_bytes=2 * 1024 * 1024), random.Random(7)
    site.get("/ru/")
    site.status = "404 Not Found"

    for _ in range(10_000):
        site.get(f"/ru/{dice.randrange(10**9)}/?q={dice.randrange(10**9)}")

    assert site.cache.others.size <= 2 * 1024 * 1024 // 16
    assert site.cache.size <= 2 * 1024 * 1024
    assert (site.get("/ru/").status, site.renders) == ("200 OK", 10_001)


def test_thousand_readers_of_a_page_just_dropped_cost_one_render(site):
    site.get()
    site.body, site.clock.last = b"new", 2
    begun, bodies = threading.Event(), []

    def wait():
        begun.wait(10)

    def read():
        bodies.append(site.get().body)

    site.while_rendering = wait
    readers = [threading.Thread(target=read) for _ in range(1000)]
    for reader in readers:
        reader.start()
    begun.set()
    for reader in readers:
        reader.join()

    assert (set(bodies), len(bodies), site.renders) == ({b"new"}, 1000, 2)


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_page_is_never_older_than_thirty_seconds_however_the_clock_jumps(site, hours):
    site.get()
    site.jump, site.body = timedelta(hours=hours), b"new"

    later(site, seconds=30)

    assert site.get().body == b"new"
    later(site, seconds=29)
    assert (site.get().body, site.renders) == (b"new", 2)
