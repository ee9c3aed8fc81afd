"""Answers: their headers, tags and encodings."""

import gzip
import random

import brotli
import pytest
import zstandard

from newsroom.cache.pagecache import EDGE_HEADERS
from newsroom.cache.responses import OVERHEAD, ROOM, Answer
from tests.newsroom.cache.cached_site import PAGE, Answered, Site


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


@pytest.mark.parametrize(
    "coding, unpack",
    [
        ("gzip", gzip.decompress),
        ("br", brotli.decompress),
        ("zstd", zstandard.ZstdDecompressor().decompress),
    ],
)
def test_compressed_page_is_kept_beside_the_plain_one(site, coding, unpack):
    plain = site.get()
    packed, again = (site.get(HTTP_ACCEPT_ENCODING=coding) for _ in range(2))

    assert (unpack(packed.body), site.renders) == (PAGE, 1)
    assert again.body is packed.body
    assert packed.headers["Content-Encoding"] == coding
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + f'-{coding}"'
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize(
    "content_type, length", [("image/png", 1000), ("", 1000), ("text/html", 199)]
)
def test_what_would_not_get_smaller_is_not_compressed(site, content_type, length):
    site.headers, site.body = {"Content-Type": content_type}, b"x" * length

    answer = site.get(HTTP_ACCEPT_ENCODING="br, gzip")

    assert (answer.body, "Content-Encoding" in answer.headers) == (b"x" * length, False)


def test_what_nothing_makes_smaller_is_kept_plain(site):
    site.body = random.Random(1).randbytes(20_000)

    answers = [site.get(HTTP_ACCEPT_ENCODING=coding) for coding in ("gzip", "br", "zstd")]

    assert {answer.body for answer in answers} == {site.body}
    assert site.cache.size == 20_000 + OVERHEAD + len("/ru/news.examplehttps")


def test_page_is_kept_in_three_codings_and_not_plain(site):
    words = random.Random(1)
    site.body = b"".join(b"<p>%x</p>" % words.getrandbits(64) for _ in range(1000))

    sizes = [
        len(site.get(HTTP_ACCEPT_ENCODING=coding).body) for coding in ("br", "gzip", "zstd", "")
    ]

    assert site.renders == 1
    assert sizes[3] == len(site.body)
    assert site.cache.size == ROOM * sizes[0] + OVERHEAD + len("/ru/news.examplehttps")


@pytest.mark.parametrize("first", ["br", "zstd", "gzip"])
def test_there_is_room_for_every_coding_whichever_was_asked_for_first(first):
    page = " ".join(f"Севан {number * number} возвращается." for number in range(900)).encode()
    answer = Answer.build("200 OK", [("Content-Type", "text/html")], page, coding=first)

    found = [answer.encoded([coding])[0] for coding in ("gzip", "zstd", "br")]

    assert found == ["gzip", "zstd", "br"]


def test_coding_that_takes_more_than_its_room_gives_way_to_the_next():
    answer = Answer.build("200 OK", [("Content-Type", "text/html")], PAGE, coding="br")
    answer.room = len(answer.packed["br"])

    assert answer.encoded(["gzip", "br"]) == ("br", answer.packed["br"])
    assert answer.encoded(["gzip"]) == ("", PAGE)


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


def test_streaming_answer_is_handed_on(site):
    class Stream(list):
        streaming = True

    stream = Stream([b"a", b"b"])
    site.cache.renderer = lambda _, start: start("200 OK", []) or stream

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
    site.cache.renderer = lambda _, start: start("200 OK", []) or body

    site.get()
    site.get()

    assert body.closed == 1


def test_cdn_is_told_how_long_and_under_which_key_also_by_a_304():
    site = Site(edge_headers=EDGE_HEADERS)

    whole = site.get()
    unchanged = site.get(HTTP_IF_NONE_MATCH=whole.headers["ETag"])

    for answer in (whole, unchanged):
        assert answer.headers["Surrogate-Key"] == answer.headers["Cache-Tag"] == "pages"
        assert answer.headers["CDN-Cache-Control"] == "max-age=60"
        assert answer.headers["Cache-Control"] == "no-cache"
    assert unchanged.status[:3] == "304"


def test_cdn_is_told_nothing_of_what_may_not_be_kept():
    site = Site(edge_headers=EDGE_HEADERS)
    site.headers["Cache-Control"] = "no-store"

    assert site.get().headers.keys() & dict(EDGE_HEADERS).keys() == set()
