"""How bodies come in an event loop: who is waited for, who gives way, who is told to come back."""

import asyncio

import pytest

from newsroom.server import request_body
from newsroom.server.limits import FORM_BODY, KB, READERS_BODY, Pace, Refused
from newsroom.server.request_body import Lane, RequestBodies
from tests.newsroom.small_site import EDITOR, rules

QUICK = Pace(patience=0.1, rate=KB)


class Sent:
    """What a client sends: bytes, and pauses in seconds; then nothing, for as long as it likes."""

    def __init__(self, *pieces, is_over=False):
        self.pieces, self.is_over, self.asked = list(pieces), is_over, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.asked += 1
        while self.pieces:
            piece = self.pieces.pop(0)
            if isinstance(piece, bytes):
                return piece
            await asyncio.sleep(piece)
        if not self.is_over:
            await asyncio.sleep(60)
        return b""


async def ask(function, *arguments):
    return function(*arguments)


def request(length, *, address="192.0.2.1", path="/admin/", cookie=""):
    return {
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(length),
        "REMOTE_ADDR": address,
        "HTTP_COOKIE": cookie,
    }


@pytest.fixture
def bodies(monkeypatch):
    monkeypatch.setattr(request_body, "GLANCE_SECONDS", 0.02)
    made = RequestBodies(rules)
    made.small = Lane(QUICK, places=3, of_one=2)
    made.large = Lane(QUICK, places=2, of_one=1)
    made.editors = Lane(Pace(patience=0.6, rate=KB), places=2, of_one=2)
    return made


def received(bodies, sent, length, **asked):
    """Return the body, or the status that is answered in its place."""

    async def receive():
        try:
            body = await bodies.receive(sent, request(length, **asked), ask)
        except Refused as refusal:
            return refusal.args[0]
        return body.read()

    return asyncio.run(receive())


@pytest.mark.parametrize("pieces", [(b"abc",), (b"a", 0.01, b"bc")])
def test_body_comes_whole(bodies, pieces):
    assert received(bodies, Sent(*pieces), 3) == b"abc"


def test_body_that_ends_early_is_as_short(bodies):
    assert received(bodies, Sent(b"ab", is_over=True), 3) == b"ab"


def test_large_body_comes_whole(bodies):
    pieces = [b"x" * 64 * KB] * 20

    assert received(bodies, Sent(*pieces), 20 * 64 * KB) == b"x" * 20 * 64 * KB


@pytest.mark.parametrize("cookie", ["", "sessionid=made-up"])
def test_body_that_stops_is_late(bodies, cookie):
    assert received(bodies, Sent(b"a"), 100, cookie=cookie) == "408 Request Timeout"
    assert bodies.small.coming == []


def test_editor_is_waited_for(bodies):
    asked = {"cookie": f"sessionid={EDITOR}"}

    assert received(bodies, Sent(b"a", 0.4, b"b"), 2, **asked) == b"ab"
    assert received(bodies, Sent(b"a", 0.4, b"b"), 2) == "408 Request Timeout"


@pytest.mark.parametrize("cookie, is_kept", [("made-up", False), (EDITOR, True)])
def test_only_a_session_that_exists_brings_more(bodies, cookie, is_kept):
    size, sent = FORM_BODY + 1, Sent(b"x" * (FORM_BODY + 1))

    found = received(bodies, sent, size, cookie=f"sessionid={cookie}")

    assert (found == b"x" * size) is is_kept
    assert (found == "413 Content Too Large") is not is_kept
    assert (sent.asked == 0) is not is_kept


def crowd(bodies, senders, newcomer, length=2):
    """Let senders begin and stop, then a newcomer send all; return what each was told."""

    async def receive(asked, *pieces):
        try:
            sent = Sent(*pieces)
            return (await bodies.receive(sent, request(length, **asked), ask)).read()
        except Refused as refusal:
            return refusal.args[0]

    async def play():
        coming = []
        for sender in senders:
            coming.append(asyncio.create_task(receive(sender, b"a")))
            await asyncio.sleep(0.005)
        told = await receive(newcomer, b"a" * length)
        return told, await asyncio.gather(*coming)

    return asyncio.run(play())


BUSY, LATE = "503 Service Unavailable", "408 Request Timeout"


def test_of_one_address_the_furthest_behind_gives_way(bodies):
    told, others = crowd(bodies, [{}, {}], {})

    assert (told, others) == (b"aa", [BUSY, LATE])


def test_of_all_addresses_the_furthest_behind_gives_way(bodies):
    senders = [{"address": f"192.0.2.{number}"} for number in (1, 2, 3)]

    told, others = crowd(bodies, senders, {"address": "192.0.2.9"})

    assert (told, others) == (b"aa", [BUSY, LATE, LATE])


def test_large_bodies_of_strangers_take_no_place_of_small_ones(bodies):
    size = READERS_BODY + 1
    senders = [{"address": f"192.0.2.{number}"} for number in (1, 2)]

    told, others = crowd(bodies, senders, {"address": "192.0.2.9"}, size)

    assert (told, others) == (b"a" * size, [BUSY, LATE])


def test_strangers_take_no_place_of_editors(bodies, monkeypatch):
    monkeypatch.setattr(request_body, "GLANCE_SECONDS", 0)
    editor = {"cookie": f"sessionid={EDITOR}"}

    told, others = crowd(bodies, [editor, {}, {}, {}], {})

    assert (told, others) == (b"aa", [LATE, BUSY, BUSY, LATE])
