"""What benchmarks/million.py asks of few and of many stories.

Pages are rendered afresh, behind the page cache, and timed by the clock, since what the database
takes counts, too.
"""

import re
import resource
import time

from django.urls import reverse

from articles.models import Category, Edition
from articles.site.paging import SIZE
from articles.site.sitemaps import parts
from benchmarks import table, timing
from benchmarks.render import fetch

DEEP = 1_000  # a page of a stream that hardly anybody asks for
ROUNDS = 60
# Many stories have more news within two days than few: there, what counts is a story of the list.
LISTS = {"news sitemap, a story of it": "/sitemap-news.xml", "first feed, a story": "/ru/feed/"}
STORY = re.compile(rb"<url>|<item>")


def pages() -> dict[str, str]:
    """Return the address of each kind of page; the deepest that the fullest category has."""
    live = Edition.objects.live().in_language("ru")
    slugs = Category.objects.values_list("slug", flat=True)
    sizes = {slug: live.filter(category__slug=slug).count() for slug in slugs}
    fullest = max(sizes, key=sizes.get)
    category = f"/ru/category/{fullest}/"
    found = {"home": "/ru/", "category": category, "story": live[0].get_absolute_url()}
    if sizes[fullest] > DEEP * SIZE:
        found["deep"] = f"{category}?page={DEEP}"
    return found


def usual(path: str) -> float:
    return timing.usual(fetch, path, clock=time.perf_counter, rounds=ROUNDS)


def once(name: str, kwargs: dict | None = None) -> float:
    return timing.taken(fetch, reverse(name, kwargs=kwargs), clock=time.perf_counter)


def measure() -> list[table.Row]:
    """Return milliseconds of pages and lists; of all sitemaps seconds and MB."""
    found = {name: usual(path) for name, path in pages().items()}
    for name, path in LISTS.items():
        found[name] = usual(path) / len(STORY.findall(fetch(path)))
    found["index"] = once("sitemap")
    numbers = [{"language": code, "number": number} for code, number in sorted(parts())]
    found["seconds"] = sum(once("sitemap_part", kwargs) for kwargs in numbers) / 1000
    found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [table.printed(name, str(figure)) for name, figure in found.items()]
