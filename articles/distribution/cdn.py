"""Telling a CDN that pages have changed, so that it may keep them (PURGE_URL).

Every change that readers can see moves the generation (newsroom/cache/generation.py), and may
change any page; so there is one thing to tell, that all pages are to be dropped, under the key that
each of them carries. A thread of the worker tells it: at once, at most once a second, until it is
taken, and a second time soon after, since the CDN may have asked a process that had not heard yet.
At its start it tells it, too: nobody knows what changed before.
"""

import hashlib
import hmac
import json
import logging
import math
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connections
from django.utils.timezone import now

from articles.distribution.http_post import Answer, post
from articles.distribution.safe_http import find_any
from articles.site.next_change import next_moment
from newsroom.cache.generation import Hears
from newsroom.cache.pagecache import PAGES_KEY

logger = logging.getLogger(__name__)

TICK, SPACING, ECHO = 0.2, 1.0, 2.0  # seconds
PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)  # after the first, second, … failure in a row


def send() -> Answer:
    """Post that all pages are to be dropped to PURGE_URL, signed; never raises for the network."""
    body = json.dumps({"site": settings.SITE_URL, "keys": [PAGES_KEY]}).encode()
    at = str(int(time.time()))
    signed = hmac.new(settings.PURGE_SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256)
    headers = {"X-Newsroom-Time": at, "X-Newsroom-Signature": f"sha256={signed.hexdigest()}"}
    # An operator's setting: it may be a cache in their own network.
    return post(settings.PURGE_URL, body, "application/json", headers=headers, find=find_any)


class Purger:
    """What is to be told, and when; `step` looks whether it is time, and tells it.

    `clock` tells the generation, `moment` when something appears or ends next by time alone.
    """

    def __init__(
        self,
        clock: Hears,
        *,
        send: Callable[[], Answer] = send,
        moment: Callable[[], datetime | None] = next_moment,
        steady: Callable[[], float] = time.monotonic,
    ):
        self.clock, self.send, self.moment, self.steady = clock, send, moment, steady
        self._seen: int | None = None
        self._next: datetime | None = None
        self._due_at = self._echo_at = math.inf
        self._sent_at, self._failures = -math.inf, 0

    def step(self) -> None:
        """Tell the CDN what has changed, if something has and it is time."""
        at = self.steady()
        if self._has_changed():
            self._due_at = min(self._due_at, max(at, self._sent_at + SPACING))
            self._echo_at = at + ECHO
        if at >= self._due_at:
            self._tell(at)

    def _has_changed(self) -> bool:
        """Tell whether rows moved or a moment came. Six queries when either did."""
        if self.clock.current() is None:
            return False  # heard again, it moves
        number, came = self.clock.last, self._next is not None and now() >= self._next
        if number == self._seen and not came:
            return False
        self._next = self.moment()
        self._seen = number
        return True

    def _tell(self, at: float) -> None:
        answer, self._sent_at = self.send(), at
        if answer.is_good:
            self._failures = 0
            self._due_at, self._echo_at = self._echo_at, math.inf
            return
        if not self._failures:
            logger.warning("PURGE_URL failed (%s); it is told until it listens.", answer.words)
        self._due_at = at + PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1


def run(purger: Purger, ended: threading.Event) -> None:
    """Look after the CDN until the end."""
    while not ended.wait(TICK):
        try:
            purger.step()
        except Exception:  # the database may be away: what was not seen is seen next time
            logger.exception("The CDN was not told.")
            ended.wait(PAUSES[0])
        finally:
            connections.close_all()
