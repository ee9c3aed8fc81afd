"""Bodies of requests, as an event loop receives them: how slowly, and how many at once.

A clock runs while nothing comes. Where there is no room left, whoever is furthest behind gives way
to the newcomer: many who send next to nothing keep nobody out who sends.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from newsroom.server.limits import (
    EDITORS_PACE,
    FORM_BODY,
    READERS_BODY,
    STRANGERS_PACE,
    Pace,
    Refused,
    Rules,
    busy,
    late,
    new_body,
)
from newsroom.server.proxies import network_of

# Who names a session and is not done by then is looked up, and waited for where it exists.
GLANCE_SECONDS = 0.1


@dataclass(eq=False)
class Arrival:
    """A body that is coming, from an address or in a session (`sender`)."""

    began: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)
    received: int = 0
    lane: "Lane | None" = None
    sender: str = ""
    timer: asyncio.Timeout | None = None
    has_given_way: bool = False

    @property
    def deadline(self) -> float:
        return self.lane.pace.deadline(self.began, self.received, self.last)

    def add(self, size: int) -> None:
        """Say that so many bytes have come."""
        self.received += size
        self.last = time.monotonic()
        self.wait()

    def wait(self) -> None:
        """Let the clock run until the next bytes must have come."""
        if not self.has_given_way and not self.timer.expired():
            left = self.deadline - time.monotonic()
            self.timer.reschedule(asyncio.get_running_loop().time() + left)

    def give_way(self) -> None:
        """End it, since somebody else needs its place."""
        if not self.timer.expired():
            self.has_given_way = True
            self.timer.reschedule(asyncio.get_running_loop().time())

    def enter(self, lane: "Lane", sender: str) -> None:
        """Come in a lane, in place of the one before."""
        self.leave()
        self.lane, self.sender = lane, sender
        lane.make_room(sender)
        lane.coming.append(self)
        self.wait()

    def leave(self) -> None:
        if self.lane and self in self.lane.coming:
            self.lane.coming.remove(self)


@dataclass
class Lane:
    """Bodies of one sort that are coming: at most so many, and so many of one sender."""

    pace: Pace
    places: int
    of_one: int
    coming: list[Arrival] = field(default_factory=list)

    def make_room(self, sender: str) -> None:
        """Have whoever is furthest behind give way where there is no place left."""
        of_same = [one for one in self.coming if one.sender == sender]
        crowd = of_same if len(of_same) >= self.of_one else self.coming
        if crowd is of_same or len(self.coming) >= self.places:
            behind = min(crowd, key=lambda one: one.deadline)
            self.coming.remove(behind)
            behind.give_way()


class RequestBodies:
    """Receives bodies from granian (RSGI).

    Small ones of strangers lie in memory, larger ones on the disk; people who are signed in have
    a lane of their own, in which each session has its share.
    """

    def __init__(self, rules: Rules):
        self.rules = rules
        self.small = Lane(STRANGERS_PACE, places=256, of_one=32)
        self.large = Lane(STRANGERS_PACE, places=16, of_one=4)
        self.editors = Lane(EDITORS_PACE, places=64, of_one=8)

    async def receive(self, protocol, environ: dict, ask: Callable[..., Awaitable]) -> BinaryIO:
        """Return a body from its beginning; Refused where it is too large, too slow, or too much.

        `ask` lets a thread answer what may ask the database.
        """
        length = self.rules.length(environ)
        if not length:
            return BytesIO()
        key, is_large = self.rules.key(environ), length > READERS_BODY
        is_editors = is_large and await ask(self.rules.is_editors, environ)
        if length > FORM_BODY and not is_editors:
            raise Refused("413 Content Too Large", [])
        arrival, promoting = Arrival(), None
        try:
            async with asyncio.timeout(None) as arrival.timer:
                if is_editors:
                    arrival.enter(self.editors, key)
                else:
                    address = network_of(environ["REMOTE_ADDR"])
                    arrival.enter(self.large if is_large else self.small, address)
                if key and not is_large:
                    promoting = asyncio.create_task(self.promote(arrival, environ, ask))
                return await whole(protocol, length, arrival)
        except TimeoutError:
            raise (busy() if arrival.has_given_way else late()) from None
        finally:
            arrival.leave()
            if promoting:
                promoting.cancel()

    async def promote(self, arrival: Arrival, environ: dict, ask: Callable) -> None:
        """Let what does not come at once go on in the editors' lane, if an editor sends it."""
        await asyncio.sleep(GLANCE_SECONDS)
        if await ask(self.rules.is_editors, environ):
            arrival.enter(self.editors, self.rules.key(environ))


async def whole(protocol, length: int, arrival: Arrival) -> BinaryIO:
    """Return a body of so many bytes, read from its beginning; what ends early is as short."""
    body = new_body(length)
    try:
        async for piece in protocol:
            body.write(piece)
            arrival.add(len(piece))
            if not piece or arrival.received >= length:
                break
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body
