"""A small HTTP client for services that are told something: no redirects, a short patience."""

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

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

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_final(self) -> bool:
        """A refusal that another try would not change."""
        return 300 <= self.status < 500 and self.status not in LATER


class Straight(urllib.request.HTTPRedirectHandler):
    """A POST that is led elsewhere would arrive as a GET: the address is to be put right."""

    def redirect_request(self, *args, **kwargs):
        return None


# Only http and https, and no proxies of the machine's own.
_opener = urllib.request.OpenerDirector()
for _handler in (
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPErrorProcessor,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.UnknownHandler,
    Straight,
):
    _opener.add_handler(_handler())


def post_json(address: str, said: dict, *, timeout: float | None = None) -> Answer:
    """Send JSON; never raises for what the network or the other side does."""
    body = json.dumps(said).encode()
    return post(address, body, "application/json; charset=utf-8", timeout=timeout)


def post_form(
    address: str, pairs: list[tuple[str, str]], *, timeout: float | None = None
) -> Answer:
    """Send a form; never raises for what the network or the other side does."""
    return post(
        address, urlencode(pairs).encode(), "application/x-www-form-urlencoded", timeout=timeout
    )


def post(
    address: str,
    body: bytes,
    kind: str,
    *,
    timeout: float | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send a body and return what came back."""
    headers = {"Content-Type": kind, "User-Agent": "newsroom"} | (headers or {})
    try:
        request = urllib.request.Request(address, data=body, headers=headers, method="POST")
        with _opener.open(request, timeout=timeout or TIMEOUT) as response:
            return Answer(response.status, str(response.status))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, f"{error.code} {error.reason}"[:300], pause(error.headers))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(0, f"{type(error).__name__}: {error}"[:300])


def pause(headers) -> timedelta:
    """Return how long the other side asks us to wait (seconds only; a day at most)."""
    text = (headers.get("Retry-After") or "").strip()
    if not (text.isascii() and text.isdigit()):
        return timedelta()
    return min(timedelta(seconds=min(int(text), 10**6)), LONGEST_PAUSE)
