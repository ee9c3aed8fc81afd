"""Posting to services that are told something: no redirects, a short patience."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from articles.distribution import safe_http
from articles.distribution.safe_http import Fault, Find, Unreachable

TIMEOUT = 10  # seconds
LONGEST_PAUSE = timedelta(days=1)
# Come back later; everything else above 400 will be said again next time.
LATER = {408, 423, 425, 429}


@dataclass(frozen=True)
class Answer:
    """What a service said: its status (0: nothing), and when it wants to be asked again."""

    status: int
    words: str
    retry_after: timedelta = timedelta()
    # An address that we do not ask.
    is_refused: bool = False

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_final(self) -> bool:
        """A refusal that another try would not change."""
        return self.is_refused or (300 <= self.status < 500 and self.status not in LATER)


def post_json(address: str, said: dict) -> Answer:
    """Send JSON; never raises for what the network or the other side does."""
    return post(address, json.dumps(said).encode(), "application/json; charset=utf-8")


def post_form(address: str, pairs: list[tuple[str, str]]) -> Answer:
    """Send a form; never raises for what the network or the other side does."""
    return post(address, urlencode(pairs).encode(), "application/x-www-form-urlencoded")


def post(
    address: str,
    body: bytes,
    kind: str,
    *,
    headers: Mapping[str, str] | None = None,
    find: Find | None = None,
) -> Answer:
    """Send a body and return what came back.

    A POST that is led elsewhere would arrive as a GET: the address is to be put right.
    """
    headers = {"Content-Type": kind, "User-Agent": "newsroom"} | dict(headers or {})
    try:
        reply = safe_http.request(
            "POST", address, body=body, headers=headers, seconds=TIMEOUT, find=find
        )
    except Unreachable as error:
        cause = error.__cause__
        words = f"{type(cause).__name__}: {cause}"[:300] if cause else error.fault.value
        is_refused = error.fault is Fault.NOT_ALLOWED
        return Answer(0, error.fault.value if is_refused else words, is_refused=is_refused)
    if 200 <= reply.status < 300:
        return Answer(reply.status, str(reply.status))
    return Answer(reply.status, f"{reply.status} {reply.reason}"[:300], pause(reply.headers))


def pause(headers: Mapping[str, str]) -> timedelta:
    """Return how long the other side asks us to wait (seconds only; a day at most)."""
    text = (headers.get("Retry-After") or "").strip()
    if not (text.isascii() and text.isdigit()):
        return timedelta()
    return min(timedelta(seconds=min(int(text), 10**6)), LONGEST_PAUSE)
