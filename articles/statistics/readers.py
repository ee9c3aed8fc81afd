"""Who asks, without knowing who: robots apart, people as hashes that nobody can follow.

A list that is kept elsewhere names the robots (crawler-user-agents); what stands here is what it
lacks, and where it takes people for robots.
"""

import re
from datetime import timedelta
from functools import lru_cache

import crawleruseragents
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now

from articles.statistics.quotas import WINDOW
from newsroom.server.proxies import network_of

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
PREFETCH = re.compile(r"prefetch|prerender|preview", re.I)
# Robots that nobody has listed yet call themselves so, and programs by what they are written with.
# CUBOT makes telephones.
UNLISTED = re.compile(
    r"(?<!\bcu)bot(?:\b|[/;_-])|crawl|spider|slurp|fetch|scan|monitor|preview|archiver|validator|feed"
    r"|dataforseo|google-pagerenderer|guzzlehttp|curl|wget|python|java/|ruby|perl|go-http|okhttp|axios|node"
    r"|http[-_]?client|libwww|yandex\.com/",
    re.I,
)
# In the list, and with people: a build of Android that runs on many telephones, and the browser
# inside of Facebook's app.
PEOPLE = re.compile(r"AP3A\.240617\.008|MetaIAB Facebook")
LONGEST = 512  # letters of a browser's name that are looked at


def is_reader(request: HttpRequest) -> bool:
    """Tell whether a person asks who looks at the page: no robot, no page loaded in advance."""
    device = device_of(request)
    is_early = any(PREFETCH.search(request.headers.get(name, "")) for name in PREFETCH_HEADERS)
    return bool(device) and not is_early and not is_robot(device)


def device_of(request: HttpRequest) -> str:
    """Return what a browser says that it is."""
    return request.headers.get("User-Agent", "")[:LONGEST]


# The list takes 0.1 ms to look through, and readers have few different browsers.
@lru_cache(maxsize=2048)
def is_robot(device: str) -> bool:
    """Tell whether a browser's name is one of a robot."""
    listed = crawleruseragents.is_crawler(PEOPLE.sub("", device))
    return listed or UNLISTED.search(device) is not None


def hashes_of(request: HttpRequest, *, purpose: str, window: timedelta = WINDOW) -> tuple[str, str]:
    """Return who asks, today and as they were called before midnight.

    Each is 64 letters, half of them of the network, half of the reader in it. Their salt changes
    daily, in the newsroom's time zone; the second is "" but for a window after midnight, so that
    who was counted right before it is known until the window has ended.
    """
    today, before = localdate(), localdate(now() - window)
    network = network_of(request.META.get("REMOTE_ADDR", ""))
    who = f"{network}\n{device_of(request)}"

    def on(day) -> str:
        salt = f"{purpose} {day.isoformat()}"
        hashes = (salted_hmac(salt, one, algorithm="sha256").hexdigest() for one in (network, who))
        return "".join(one[:32] for one in hashes)

    return on(today), on(before) if before != today else ""


def network_in(reader: str) -> str:
    """Return the half of a reader's name that is the network's."""
    return reader[:32]
